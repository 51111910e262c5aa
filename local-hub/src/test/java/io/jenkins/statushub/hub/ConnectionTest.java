package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.http.Timeouts;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections to the hub: timeouts, keep-alive, limits. */
class ConnectionTest {
  private final LocalHub hub = LocalHub.builder().start();
  private final URI hook = hub.hookUrl("shop");
  private final String good = Sender.update("a", "investigating", "down").toString();

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void closesTheConnectionOfASlowClient() throws Exception {
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
  void doesNotTimeOutDuringADelayedResponse() throws Exception {
    var timeouts = new Timeouts(Duration.ofSeconds(30), Duration.ofMillis(500));
    try (LocalHub hasty = LocalHub.builder().timeouts(timeouts).start();
        RawClient client = new RawClient(hasty.pageUrl())) {
      hasty.inject(Fault.delayed(Duration.ofMillis(1500)));
      client.post(hasty.hookUrl("shop"), good);

      assertThat(client.read(15)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void continuesAnExpectationBeforeTheBodyIsSent() throws Exception {
    try (RawClient client = new RawClient(hook)) {
      String head = RawClient.postHead(hook, good.length());
      client.write(head.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"));
      assertThat(client.read(25)).startsWith("HTTP/1.1 100 Continue");
      client.write(good);
      assertThat(client.read(15)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void servesManyRequestsOverOneConnection() throws Exception {
    try (RawClient client = new RawClient(hook)) {
      for (int i = 0; i < 3; i++) {
        client.post(hook, good);
        assertThat(client.read(15)).isEqualTo("HTTP/1.1 200 OK");
        while (client.read() != '}') {
          // The rest of the response.
        }
      }
    }
    assertThat(hub.received("shop")).hasSize(3);
  }

  @Test
  void rejectsTooLongHeadersAndInvalidHttp() throws Exception {
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
  void listensOnLoopbackOnlyByDefault() {
    assertThat(hook.getHost()).isEqualTo("127.0.0.1");
    assertThat(hub.pageUrl()).hasToString("http://127.0.0.1:" + hub.port() + "/");
  }
}
