package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.http.Timeouts;
import io.jenkins.statushub.hub.model.ReceivedRequest;
import io.jenkins.statushub.hub.model.RequestVerdict;
import io.jenkins.statushub.hub.state.HookRegistry;
import io.jenkins.statushub.hub.state.Limits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hook's outside: its address, methods, types, bounds, and what is kept of a request. */
class HookTest {
  private final LocalHub hub = LocalHub.builder().start();
  private final URI hook = hub.hookUrl("shop");
  private final String good = Sender.update("a", "investigating", "down").toString();

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void keepsARequestAsItCameIn() {
    String body = "\n" + good + " ";
    Sender.send(Sender.request(hook, body).header("X-Build", "17").build());

    ReceivedRequest request = hub.received("shop").get(0);
    assertThat(request.body()).isEqualTo(body);
    assertThat(request.bytes()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
    assertThat(request.header("x-build")).contains("17");
    assertThat(request.header("content-type")).contains("application/json");
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.verdict()).isEqualTo(RequestVerdict.ACCEPTED);
    assertThat(request.responseStatus()).hasValue(200);
    assertThat(request.fault()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void takesPostOnly(String method) {
    var answer =
        Sender.send(
            Sender.request(hook, "")
                .method(method, HttpRequest.BodyPublishers.ofString(good))
                .build());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
    assertThat(answer.body()).contains("POST only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/json-patch+json",
        "application/x-www-form-urlencoded",
        "application/json; charset=iso-8859-1"
      })
  void takesJsonOnly(String type) {
    assertThat(Sender.send(typed(type)).statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON;charset=\"UTF-8\""
      })
  void takesJsonHoweverItIsSpelt(String type) {
    assertThat(Sender.send(typed(type)).statusCode()).isEqualTo(200);
  }

  private HttpRequest typed(String type) {
    return HttpRequest.newBuilder(hook)
        .header("Content-Type", type)
        .POST(HttpRequest.BodyPublishers.ofString(good))
        .build();
  }

  @Test
  void needsAContentType() {
    var answer =
        Sender.send(
            HttpRequest.newBuilder(hook).POST(HttpRequest.BodyPublishers.ofString(good)).build());

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "no", "{} {}", "{\"id\":1,\"id\":2}", "{'id':'a'}"})
  void refusesWhatIsNotJson(String body) {
    var answer = Sender.post(hook, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain("Source", "Exception", "StreamRead");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    var request =
        HttpRequest.newBuilder(hook)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    good.replace("Slow", "Schön").getBytes(StandardCharsets.ISO_8859_1)))
            .build();

    assertThat(Sender.send(request).body()).contains("not UTF-8");
  }

  @Test
  void deepNestingIsRefusedNotFatal() {
    assertThat(Sender.post(hook, "[".repeat(100_000)).statusCode()).isEqualTo(400);
  }

  @Test
  void aBodyOfOneMebibyteIsTheLongest() {
    String longest = good + " ".repeat(Limits.MAX_BODY_BYTES - good.length());

    assertThat(Sender.post(hook, longest).statusCode()).isEqualTo(200);
    assertThat(Sender.post(hook, longest + " ").statusCode()).isEqualTo(413);
    assertThat(hub.received("shop").get(1).verdict()).isEqualTo(RequestVerdict.REJECTED);
  }

  @Test
  void aBodyThatNeverEndsIsCutOff() throws Exception {
    try (RawClient client = new RawClient(hook)) {
      client.write(
          "POST "
              + hook.getPath()
              + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");
      String chunk = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  client.write(chunk);
                }
              })
          .isInstanceOf(IOException.class);
    }
    assertThat(hub.received("shop").get(0).responseStatus()).hasValue(413);
  }

  @Test
  void doesNotWaitForeverForASlowClient() throws Exception {
    var timeouts = new Timeouts(Duration.ofMillis(300), Duration.ofMillis(300));
    try (LocalHub hasty = LocalHub.builder().timeouts(timeouts).start();
        RawClient silent = new RawClient(hasty.pageUrl());
        RawClient head = new RawClient(hasty.pageUrl());
        RawClient body = new RawClient(hasty.pageUrl())) {
      head.write("POST / HTTP/1.1\r\nHost: loc");
      body.write(RawClient.postHead(hasty.hookUrl("shop"), 100) + "{");

      assertThat(silent.read()).isEqualTo(-1);
      assertThat(head.read()).isEqualTo(-1);
      assertThat(body.read()).isEqualTo(-1);
      assertThat(hasty.received()).isEmpty();
    }
  }

  @Test
  void doesNotTireOfItsOwnLateAnswer() throws Exception {
    var timeouts = new Timeouts(Duration.ofSeconds(30), Duration.ofMillis(500));
    try (LocalHub hasty = LocalHub.builder().timeouts(timeouts).start();
        RawClient client = new RawClient(hasty.pageUrl())) {
      hasty.inject(Fault.delayed(Duration.ofMillis(1500)));
      client.post(hasty.hookUrl("shop"), good);

      assertThat(client.read(15)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void answersAnExpectationBeforeTheBodyIsSent() throws Exception {
    try (RawClient client = new RawClient(hook)) {
      String head = RawClient.postHead(hook, good.length());
      client.write(head.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"));
      assertThat(client.read(25)).startsWith("HTTP/1.1 100 Continue");
      client.write(good);
      assertThat(client.read(15)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void manyRequestsGoOverOneConnection() throws Exception {
    try (RawClient client = new RawClient(hook)) {
      for (int i = 0; i < 3; i++) {
        client.post(hook, good);
        assertThat(client.read(15)).isEqualTo("HTTP/1.1 200 OK");
        while (client.read() != '}') {
          // The rest of the answer.
        }
      }
    }
    assertThat(hub.received("shop")).hasSize(3);
  }

  @Test
  void refusesLongHeadersAndNonsense() throws Exception {
    try (RawClient client = new RawClient(hook)) {
      client.write("GET / HTTP/1.1\r\nX: " + "a".repeat(40_000) + "\r\n\r\n");
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 431");
    }
    try (RawClient client = new RawClient(hook)) {
      client.write("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\n\r\n");
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 414");
    }
    try (RawClient client = new RawClient(hook)) {
      client.write("\u0016\u0003\u0001 hello\r\n\r\n");
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void listensOnLoopbackAlone() {
    assertThat(hook.getHost()).isEqualTo("127.0.0.1");
    assertThat(hub.pageUrl()).hasToString("http://127.0.0.1:" + hub.port() + "/");
  }

  @Test
  void keepsOnlySoManyRequests() {
    try (LocalHub small = LocalHub.builder().keepRequests(2, 1 << 20).start()) {
      for (int i = 0; i < 3; i++) {
        Sender.post(small.hookUrl("shop"), Sender.update("a" + i, "investigating", "down"));
      }
      assertThat(small.received()).extracting(ReceivedRequest::number).containsExactly(2L, 3L);
      assertThat(small.incidents("shop")).hasSize(3);
    }
  }

  @Test
  void saysSoWhenItIsFull() {
    try (LocalHub small = LocalHub.builder().capacity(1, 1 << 20).start()) {
      URI to = small.hookUrl("shop");
      Sender.post(to, good);
      assertThat(Sender.post(to, good).statusCode()).isEqualTo(507);
      small.reset();
      assertThat(Sender.post(to, good).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void resetForgetsAllButTheHooks() {
    Sender.post(hook, good);
    hub.inject(Fault.status(500));
    hub.reset();

    assertThat(hub.received()).isEmpty();
    assertThat(hub.incidents("shop")).isEmpty();
    assertThat(hub.notifications()).isEmpty();
    assertThat(hub.timeline()).isEmpty();
    assertThat(Sender.post(hook, good).statusCode()).isEqualTo(200);
  }

  @Test
  void tellsItsListeners() {
    var lines = new CopyOnWriteArrayList<String>();
    var seen = new CopyOnWriteArrayList<ReceivedRequest>();
    try (LocalHub telling =
        LocalHub.builder().onTimelineLine(lines::add).onRequest(seen::add).start()) {
      Sender.post(telling.hookUrl("shop"), good);

      assertThat(lines).singleElement().asString().contains("incident").contains("Slow checkouts");
      assertThat(seen).hasSize(1);
      assertThat(telling.timeline()).isEqualTo(lines);
    }
  }

  @Test
  void aTitleCannotSteerTheTerminal() {
    Sender.post(
        hook,
        Sender.update("a", "investigating", "down")
            .put("title", "\u001b[2J\u009b1m\u202eA\r\nB\u2028C"));

    assertThat(hub.timeline()).singleElement().asString().matches("[ -~·]+").contains("A  B C");
  }

  @Test
  void tellsOfASecretInAPayloadWithoutRepeatingIt() {
    Sender.post(hook, Sender.update("a", "investigating", "down").put("title", hook.toString()));

    assertThat(hub.received("shop").get(0).notes())
        .containsExactly("the payload contains the secret of a hook");
    assertThat(String.join("\n", hub.timeline()))
        .doesNotContain(hook.getPath().substring(HookRegistry.PATH.length()))
        .contains("[secret]");
  }
}
