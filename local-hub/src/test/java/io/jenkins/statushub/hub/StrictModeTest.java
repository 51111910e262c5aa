package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stricter rules that a hub can apply, sent over HTTP. */
class StrictModeTest {
  private static final String NOW = "2026-11-24T12:00:00Z";

  private final ManualClock clock = new ManualClock(NOW);
  private final LocalHub hub = LocalHub.builder().clock(clock).strict(true).start();
  private final URI hook = hub.hookUrl("shop");

  @AfterEach
  void stop() {
    hub.close();
  }

  private static ObjectNode updateAt(String startTime) {
    return Sender.update("a", "investigating", "down").put("start_time", startTime);
  }

  private void assertAccepted(ObjectNode payload) {
    var response = Sender.post(hook, payload);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  private void assertRejected(ObjectNode payload, String reason) {
    int before = hub.notifications().size();
    var response = Sender.post(hook, payload);
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("\"verdict\":\"rejected\"");
    var requests = hub.received("shop");
    assertThat(requests.get(requests.size() - 1).reasons()).containsExactly(reason);
    assertThat(hub.notifications()).hasSize(before);
  }

  @Test
  void rejectsAStartTimeBeforeThatOfTheIncidentsPreviousUpdate() {
    assertAccepted(updateAt("2026-11-24T11:00:00Z"));

    assertRejected(
        updateAt("2026-11-24T10:59:59Z"),
        "start_time is \"2026-11-24T10:59:59Z\"; within an incident it must not be earlier than that"
            + " of the update before it, \"2026-11-24T11:00:00Z\"");
    assertThat(hub.incidents("shop").get(0).updates()).hasSize(1);
  }

  @Test
  void comparesTheStartTimeWithThatOfADraft() {
    assertAccepted(updateAt("2026-11-24T11:00:00Z").put("draft", true));

    assertRejected(
        updateAt("2026-11-24T10:00:00Z"),
        "start_time is \"2026-11-24T10:00:00Z\"; within an incident it must not be earlier than that"
            + " of the update before it, \"2026-11-24T11:00:00Z\"");
  }

  @Test
  void acceptsTheSameStartTimeTwiceWithinAnIncident() {
    assertAccepted(updateAt("2026-11-24T11:00:00Z"));
    assertAccepted(updateAt("2026-11-24T11:00:00Z").put("state", "identified"));
  }

  @Test
  void acceptsAnEarlierStartTimeInAnotherIncident() {
    assertAccepted(updateAt("2026-11-24T11:00:00Z"));
    assertAccepted(updateAt("2026-11-24T10:00:00Z").put("id", "b"));
  }

  @Test
  void rejectsAnIncidentInTheFuture() {
    assertRejected(
        updateAt("2026-11-24T12:01:01Z"),
        "start_time is \"2026-11-24T12:01:01Z\", which is in the future; an incident's may be at most"
            + " 60 s after the hub's clock, \"2026-11-24T12:00:00Z\"");
  }

  @Test
  void acceptsAClockDifferenceOfOneMinute() {
    assertAccepted(updateAt("2026-11-24T12:01:00Z"));
  }

  @Test
  void acceptsAMaintenanceInTheFuture() {
    assertAccepted(Sender.window("m", "2026-12-24T12:00:00Z", "2026-12-24T13:00:00Z", "down"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deploy <b>failed</b>", "Deploy failed<br>", "</p>", "<!-- x -->", "<?x"})
  void rejectsMarkupInATitle(String title) {
    String reason = "title contains HTML markup; it must be plain text";

    assertRejected(updateAt(NOW).put("title", title), reason);
    assertRejected(
        Sender.window("m", NOW, "2026-11-24T13:00:00Z", "down").put("title", title), reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deploy -> prod failed", "load < 5 & rising", "a<5, b>7", "1 <> 2"})
  void acceptsAngleBracketsThatAreNoMarkup(String title) {
    assertAccepted(updateAt(NOW).put("title", title));
  }

  @Test
  void rejectsControlCharactersInATitle() {
    assertRejected(
        updateAt(NOW).put("title", "Deploy\u001b[31m failed"),
        "title contains the control character U+001B; it must be plain text");
    assertRejected(
        updateAt(NOW).put("title", "Deploy\nfailed"),
        "title contains the control character U+000A; it must be plain text");
  }

  @Test
  void acceptsMarkupInADescription() {
    assertAccepted(updateAt(NOW).put("description", "One<br>\n<b>two</b>"));
  }

  @Test
  void acceptsAllOfThisUnlessItIsOn() {
    try (LocalHub lenient = LocalHub.builder().clock(clock).start()) {
      URI url = lenient.hookUrl("shop");
      Sender.post(url, updateAt("2026-11-25T11:00:00Z").put("title", "<b>T</b>\n"));
      Sender.post(url, updateAt("2026-11-24T11:00:00Z"));

      assertThat(lenient.incidents("shop").get(0).updates()).hasSize(2);
    }
  }
}
