package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.hub.model.RequestVerdict;
import io.jenkins.statushub.hub.state.Limits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests a hook accepts, before it reads the payload. */
class HookRequestTest {
  private final LocalHub hub = LocalHub.builder().start();
  private final URI hook = hub.hookUrl("shop");
  private final String good = Sender.update("a", "investigating", "down").toString();

  @AfterEach
  void stop() {
    hub.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void acceptsPostOnly(String method) {
    var response =
        Sender.send(
            Sender.request(hook, "")
                .method(method, HttpRequest.BodyPublishers.ofString(good))
                .build());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("POST");
    assertThat(response.body()).contains("POST only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/json-patch+json",
        "application/x-www-form-urlencoded",
        "application/json; charset=iso-8859-1"
      })
  void acceptsJsonOnly(String type) {
    assertThat(Sender.send(typed(type)).statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON;charset=\"UTF-8\""
      })
  void acceptsAnySpellingOfTheJsonContentType(String type) {
    assertThat(Sender.send(typed(type)).statusCode()).isEqualTo(200);
  }

  private HttpRequest typed(String type) {
    return HttpRequest.newBuilder(hook)
        .header("Content-Type", type)
        .POST(HttpRequest.BodyPublishers.ofString(good))
        .build();
  }

  @Test
  void rejectsARequestWithoutContentType() {
    var response =
        Sender.send(
            HttpRequest.newBuilder(hook).POST(HttpRequest.BodyPublishers.ofString(good)).build());

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(response.body()).contains("missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "no", "{} {}", "{\"id\":1,\"id\":2}", "{'id':'a'}"})
  void rejectsABodyThatIsNotJson(String body) {
    var response = Sender.post(hook, body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).doesNotContain("Source", "Exception", "StreamRead");
  }

  @Test
  void rejectsABodyThatIsNotUtf8() {
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
  void rejectsDeeplyNestedJson() {
    assertThat(Sender.post(hook, "[".repeat(100_000)).statusCode()).isEqualTo(400);
  }

  @Test
  void acceptsABodyOfOneMebibyteAndNoMore() {
    String longest = good + " ".repeat(Limits.MAX_BODY_BYTES - good.length());

    assertThat(Sender.post(hook, longest).statusCode()).isEqualTo(200);
    assertThat(Sender.post(hook, longest + " ").statusCode()).isEqualTo(413);
    assertThat(hub.received("shop").get(1).verdict()).isEqualTo(RequestVerdict.REJECTED);
  }

  @Test
  void closesTheConnectionOfAnEndlessBody() throws Exception {
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
}
