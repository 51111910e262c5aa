package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.model.Incident;
import io.jenkins.statushub.hub.model.ReceivedRequest;
import io.jenkins.statushub.hub.model.RequestVerdict;
import io.jenkins.statushub.testing.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What docs/local-hub.md shows works as it stands. */
class DocumentedUseTest {
  private final Clock clock = Clock.systemUTC();

  @Test
  void fromJava() throws Exception {
    try (LocalHub hub = LocalHub.builder().clock(clock).start()) {
      URI hook = hub.hookUrl("shop"); // creates the service
      hub.inject(
          "shop",
          Fault.status(503).retryAfter(Duration.ofSeconds(5)),
          Fault.resetAfterReading().acceptingPayload());

      assertThat(post(hook)).isEqualTo(503);
      assertThatThrownBy(() -> post(hook)).isInstanceOf(UncheckedIOException.class);

      assertThat(hub.received("shop"))
          .extracting(ReceivedRequest::verdict)
          .containsExactly(RequestVerdict.IGNORED, RequestVerdict.ACCEPTED);
      assertThat(hub.incidents("shop")).singleElement().matches(Incident::open);
    }
  }

  @Test
  void overHttp() throws Exception {
    assumeTrue(bash("command -v curl") == 0, "no curl is installed");
    String block = Document.read("docs/local-hub.md").section("## Faults").fences().get(0).text();
    try (LocalHub hub = LocalHub.builder().service("shop").start()) {
      String typed =
          block
              .replace("http://127.0.0.1:8484", hub.pageUrl().toString().replaceFirst("/$", ""))
              .replace("curl ", "curl -sSf ");

      assertThat(bash("set -e\n" + typed)).as(typed).isZero();
    }
  }

  private static int bash(String script) throws IOException, InterruptedException {
    return new ProcessBuilder("bash", "-c", script)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static int post(URI hook) {
    return Sender.post(hook, Sender.update("1", "investigating", "degraded")).statusCode();
  }
}
