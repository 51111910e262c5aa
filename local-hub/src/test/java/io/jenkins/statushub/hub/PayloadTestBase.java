package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.statushub.hub.model.ReceivedRequest;
import io.jenkins.statushub.hub.model.RequestVerdict;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A hub with a clock of its own, and payloads posted to its hook. */
abstract class PayloadTestBase {
  final ManualClock clock = new ManualClock("2026-11-24T12:00:00Z");
  final LocalHub hub = LocalHub.builder().clock(clock).start();
  final URI hook = hub.hookUrl("shop");

  @AfterEach
  void stop() {
    hub.close();
  }

  /** Posts a payload that the hub has to accept. */
  final void assertAccepted(ObjectNode payload) {
    assertThat(Sender.post(hook, payload).statusCode()).isEqualTo(200);
  }

  /** Posts a payload that the hub has to reject with 422, and returns the reasons. */
  final String reasonsForRejecting(ObjectNode payload) {
    var answer = Sender.post(hook, payload);
    assertThat(answer.statusCode()).isEqualTo(422);
    ReceivedRequest last = hub.received("shop").get(hub.received("shop").size() - 1);
    assertThat(last.verdict()).isEqualTo(RequestVerdict.REJECTED);
    String reasons = String.join("; ", last.reasons());
    assertThat(responseReasons(answer.body())).isEqualTo(last.reasons());
    return reasons;
  }

  private static List<String> responseReasons(String body) {
    try {
      var reasons = new ArrayList<String>();
      new JsonMapper().readTree(body).get("reasons").forEach(one -> reasons.add(one.asText()));
      return reasons;
    } catch (JacksonException e) {
      throw new AssertionError(body, e);
    }
  }
}
