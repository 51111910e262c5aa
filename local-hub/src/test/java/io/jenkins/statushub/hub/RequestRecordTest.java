package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.model.ReceivedRequest;
import io.jenkins.statushub.hub.model.RequestVerdict;
import io.jenkins.statushub.hub.state.HookRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a hub keeps of the requests it receives, and whom it notifies. */
class RequestRecordTest {
  private final LocalHub hub = LocalHub.builder().start();
  private final URI hook = hub.hookUrl("shop");
  private final String good = Sender.update("a", "investigating", "down").toString();

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void keepsARequestExactlyAsReceived() {
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

  @Test
  void dropsTheOldestRequestsBeyondTheLimit() {
    try (LocalHub small = LocalHub.builder().keepRequests(2, 1 << 20).start()) {
      for (int i = 0; i < 3; i++) {
        Sender.post(small.hookUrl("shop"), Sender.update("a" + i, "investigating", "down"));
      }
      assertThat(small.received()).extracting(ReceivedRequest::number).containsExactly(2L, 3L);
      assertThat(small.incidents("shop")).hasSize(3);
    }
  }

  @Test
  void rejectsUpdatesWith507IfItIsFull() {
    try (LocalHub small = LocalHub.builder().capacity(1, 1 << 20).start()) {
      URI to = small.hookUrl("shop");
      Sender.post(to, good);
      assertThat(Sender.post(to, good).statusCode()).isEqualTo(507);
      small.reset();
      assertThat(Sender.post(to, good).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void resetForgetsEverythingButTheHooks() {
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
  void callsItsListenersForRequestsAndTimelineLines() {
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
  void keepsControlCharactersOutOfTheTimeline() {
    Sender.post(
        hook,
        Sender.update("a", "investigating", "down")
            .put("title", "\u001b[2J\u009b1m\u202eA\r\nB\u2028C"));

    assertThat(hub.timeline()).singleElement().asString().matches("[ -~·]+").contains("A  B C");
  }

  @Test
  void notesASecretInAPayloadWithoutShowingIt() {
    Sender.post(hook, Sender.update("a", "investigating", "down").put("title", hook.toString()));

    assertThat(hub.received("shop").get(0).notes())
        .containsExactly("the payload contains the secret of a hook");
    assertThat(String.join("\n", hub.timeline()))
        .doesNotContain(hook.getPath().substring(HookRegistry.PATH.length()))
        .contains("[secret]");
  }
}
