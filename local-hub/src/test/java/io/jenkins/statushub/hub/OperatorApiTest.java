package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's API over HTTP. */
class OperatorApiTest {
  private final LocalHub hub = LocalHub.builder().service("shop").start();
  private final URI hook = hub.hookUrl("shop");
  private final String good = Sender.update("a", "investigating", "down").toString();

  @AfterEach
  void stop() {
    hub.close();
  }

  private HttpResponse<String> change(String path, String json) {
    return Sender.post(hub.pageUrl().resolve(path), json);
  }

  @Test
  void injectsAFaultIntoTheNextRequests() {
    var response =
        change(
            "/api/faults",
            """
            {"service": "shop", "type": "status", "status": 503, "retryAfter": "5", "times": 2}""");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("shop: next 2, first status 503, Retry-After: 5");
    for (int i = 0; i < 2; i++) {
      var hookResponse = Sender.post(hook, good);
      assertThat(hookResponse.statusCode()).isEqualTo(503);
      assertThat(hookResponse.headers().firstValue("Retry-After")).contains("5");
    }
    assertThat(Sender.post(hook, good).statusCode()).isEqualTo(200);
  }

  @Test
  void injectsAFaultUntilItIsCleared() {
    change("/api/faults", "{\"type\": \"status\", \"status\": 500, \"untilCleared\": true}");
    assertThat(Sender.post(hook, good).statusCode()).isEqualTo(500);
    assertThat(Sender.post(hook, good).statusCode()).isEqualTo(500);
    assertThat(change("/api/faults/clear", "{}").body()).isEqualTo("[]");
    assertThat(Sender.post(hook, good).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "delayed",
        "informational",
        "reset-before-reading",
        "reset-after-reading",
        "empty-response",
        "truncated-response",
        "no-response",
        "slow-response",
        "garbage",
        "endless-body"
      })
  void acceptsEveryFaultType(String type) {
    boolean reads = !type.equals("reset-before-reading");
    String json =
        "{\"type\": \"" + type + "\", \"delayMillis\": 5, \"acceptingPayload\": " + reads + "}";

    assertThat(change("/api/faults", json).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\": \"explode\"} | type is \"explode\"; allowed is status",
        "{} | type is \"\"; allowed is status",
        "{\"type\": \"status\", \"status\": 7} | status is 7; it must be a whole number from 200",
        "{\"type\": \"status\", \"time\": 7} | \"time\" is unknown; allowed is acceptingPayload, body",
        "{\"type\": \"delayed\", \"delayMillis\": \"x\"} | delayMillis is \"x\"; it must be",
        "{\"type\": \"no-response\", \"service\": \"shp\"} | service is \"shp\"; this hub has shop",
        "{\"type\": \"reset-before-reading\", \"acceptingPayload\": true} | a payload that is not read",
        "[] | the body must be a JSON object"
      })
  void namesTheMistakeInAFault(String json, String mistake) {
    var response = change("/api/faults", json);

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).startsWith(mistake);
  }

  @Test
  void resetForgetsIncidents() {
    Sender.post(hook, good);
    change("/api/reset", "{}");

    assertThat(hub.incidents("shop")).isEmpty();
  }

  @Test
  void returnsTheTimelineAsText() {
    Sender.post(hook, good);

    assertThat(Sender.get(hub.pageUrl().resolve("/api/timeline")).body())
        .contains("incident      Slow checkouts · investigating · down");
  }

  @Test
  void rejectsChangesWithoutPostAndJson() {
    URI reset = hub.pageUrl().resolve("/api/reset");
    Sender.post(hook, good);
    var form =
        HttpRequest.newBuilder(reset)
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();

    assertThat(Sender.send(form).statusCode()).isEqualTo(415);
    assertThat(Sender.get(reset).statusCode()).isEqualTo(405);
    assertThat(hub.incidents("shop")).hasSize(1);
  }
}
