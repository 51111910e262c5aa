package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.state.HookRegistry;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read the page and change the hub, and what can be read. */
class PageAccessTest {
  private final LocalHub hub = LocalHub.builder().service("shop").start();
  private final URI hook = hub.hookUrl("shop");
  private final String good = Sender.update("a", "investigating", "down").toString();

  @AfterEach
  void stop() {
    hub.close();
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
  void rejectsRequestsFromOtherSites(String headers) throws IOException {
    Sender.post(hook, good);
    for (String request :
        new String[] {
          "POST /api/reset",
          "POST /api/faults",
          "POST /api/faults/clear",
          "GET /view",
          "GET /events",
          "GET /",
          "GET /api/timeline"
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
  void acceptsRequestsFromItsOwnPage(String headers) throws IOException {
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
  void servesNoOtherFile(String path) throws IOException {
    try (RawClient client = new RawClient(hook)) {
      client.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(client.read(12)).isEqualTo("HTTP/1.1 404");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/hub.css", "/hub.js", "/up.svg", "/view", "/nothing", "/api/timeline"})
  void sendsTheSecurityPolicyWithEveryResponse(String path) {
    var headers = Sender.get(hub.pageUrl().resolve(path)).headers();

    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'", "trusted-types 'none'")
        .doesNotContain("unsafe", "http:", "*");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void respondsToHeadWithoutABody() throws IOException {
    try (RawClient client = new RawClient(hook)) {
      client.write("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
    }
  }

  @Test
  void showsNoSecretInViewAndTimeline() {
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
