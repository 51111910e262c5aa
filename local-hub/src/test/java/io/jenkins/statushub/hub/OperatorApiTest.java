package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.state.HookRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's API, the page's files, and who is kept out of both. */
class OperatorApiTest {
  private final LocalHub hub = LocalHub.builder().service("shop").start();
  private final URI hook = hub.hookUrl("shop");
  private final String good = Sender.update("a", "investigating", "down").toString();

  @AfterEach
  void stop() {
    hub.close();
  }

  private HttpResponse<String> order(String path, String json) {
    return Sender.post(hub.pageUrl().resolve(path), json);
  }

  @Test
  void injectsAFaultIntoTheNextRequests() {
    var answer =
        order(
            "/api/faults",
            """
            {"service": "shop", "type": "status", "status": 503, "retryAfter": "5", "times": 2}""");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("shop: next 2, first status 503, Retry-After: 5");
    for (int i = 0; i < 2; i++) {
      var refused = Sender.post(hook, good);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("5");
    }
    assertThat(Sender.post(hook, good).statusCode()).isEqualTo(200);
  }

  @Test
  void injectsAFaultUntilItIsCleared() {
    order("/api/faults", "{\"type\": \"status\", \"status\": 500, \"untilCleared\": true}");
    assertThat(Sender.post(hook, good).statusCode()).isEqualTo(500);
    assertThat(Sender.post(hook, good).statusCode()).isEqualTo(500);
    assertThat(order("/api/faults/clear", "{}").body()).isEqualTo("[]");
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
  void knowsEveryWay(String way) {
    boolean reads = !way.equals("reset-before-reading");
    String order =
        "{\"type\": \"" + way + "\", \"delayMillis\": 5, \"acceptingPayload\": " + reads + "}";

    assertThat(order("/api/faults", order).statusCode()).isEqualTo(200);
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
  void saysWhatIsWrongWithAnOrder(String order, String complaint) {
    var answer = order("/api/faults", order);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).startsWith(complaint);
  }

  @Test
  void resets() {
    Sender.post(hook, good);
    order("/api/reset", "{}");

    assertThat(hub.incidents("shop")).isEmpty();
  }

  @Test
  void printsTheTimeline() {
    Sender.post(hook, good);

    assertThat(Sender.get(hub.pageUrl().resolve("/api/timeline")).body())
        .contains("incident      Slow checkouts · investigating · down");
  }

  @Test
  void changesNeedAJsonContentTypeAndPost() {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: evil.example:80",
        "Host: localhost.evil.example",
        "Host: 127.0.0.1.evil.example",
        "Host: localhost\r\nOrigin: https://evil.example",
        "Host: localhost\r\nOrigin: null",
        "Host: localhost\r\nSec-Fetch-Site: cross-site",
        "Host: localhost\r\nSec-Fetch-Site: same-site",
        "X: no host"
      })
  void otherSitesAreKeptOut(String headers) throws IOException {
    Sender.post(hook, good);
    for (String request :
        new String[] {
          "POST /api/reset", "POST /api/faults", "POST /api/faults/clear", "GET /view", "GET /events", "GET /", "GET /api/timeline"
        }) {
      try (RawClient client = new RawClient(hook)) {
        client.write(
            request
                + " HTTP/1.1\r\n"
                + headers
                + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(client.read(12)).isEqualTo("HTTP/1.1 403");
      }
    }
    assertThat(hub.incidents("shop")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost",
        "Host: LOCALHOST:8080",
        "Host: 127.0.0.1:1",
        "Host: [::1]:8080",
        "Host: localhost:8080\r\nOrigin: http://localhost:8080\r\nSec-Fetch-Site: same-origin",
        "Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate"
      })
  void itsOwnPageIsLetIn(String headers) throws IOException {
    try (RawClient client = new RawClient(hook)) {
      client.write("GET / HTTP/1.1\r\n" + headers + "\r\n\r\n");
      assertThat(client.read(12)).isEqualTo("HTTP/1.1 200");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../LocalHub.class",
        "/page/index.html",
        "/%2e%2e/LocalHub.class",
        "/..%2fhub.css",
        "/hub.css/",
        "//hub.css",
        "/META-INF/MANIFEST.MF",
        "/incident.schema.json",
        "/api/nothing"
      })
  void givesAwayNoOtherFile(String path) throws IOException {
    try (RawClient client = new RawClient(hook)) {
      client.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(client.read(12)).isEqualTo("HTTP/1.1 404");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/hub.css", "/hub.js", "/up.svg", "/view", "/nothing", "/api/timeline"})
  void everyAnswerCarriesThePolicy(String path) {
    var headers = Sender.get(hub.pageUrl().resolve(path)).headers();

    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'", "trusted-types 'none'")
        .doesNotContain("unsafe", "http:", "*");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void aHeadRequestGetsNoBody() throws IOException {
    try (RawClient client = new RawClient(hook)) {
      client.write("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
    }
  }

  @Test
  void noSecretIsInAnythingThatCanBeRead() {
    String secret = hook.getPath().substring(HookRegistry.PATH.length());
    Sender.post(
        hook, Sender.update("a", "investigating", "down").put("description", "See " + hook));
    Sender.post(hook, "{\"title\": \"" + secret);
    Sender.send(
        Sender.request(hook, good).header("X-Hook", secret).header("Cookie", "a=b").build());

    assertThat(Sender.get(hub.pageUrl().resolve("/view")).body())
        .contains("[secret]", "[not shown]")
        .doesNotContain(secret, "a=b");
    assertThat(Sender.get(hub.pageUrl().resolve("/api/timeline")).body()).doesNotContain(secret);
  }
}
