package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a build does if the hub can't be reached. */
class OutageIT extends GoalTestBase {
  @Test
  void goesOnWithOneWarningThatNamesTheGoalToSendIt() {
    hub.injectUntilCleared(Fault.status(503));
    MavenRun.Ended run =
        incident()
            .set("title", "Slow")
            .set("status", "down")
            .set("attempts", "2")
            .set("timeout", "3s")
            .run()
            .succeeded();

    assertThat(run.count("[WARNING]")).isEqualTo(1);
    assertThat(run.output())
        .containsPattern(
            "\\[WARNING] StatusHub: shop: pending \\(HTTP 503.*\\), send it with: mvn"
                + " statushub:flush: 'Slow' \\(investigating, down\\), incident ");
    assertThat(hub.received()).hasSize(2);
  }

  @Test
  void failsIfFailOnErrorAsks() {
    hub.goOffline();
    MavenRun.Ended run =
        incident()
            .set("title", "Slow")
            .set("status", "down")
            .set("attempts", "1")
            .args("-Dstatushub.failOnError")
            .run()
            .failed();

    assertThat(run.output()).contains("StatusHub: shop: pending (").contains("[ERROR]");
    AnnounceIT.assertNoStackTrace(run);
  }

  @Test
  void waitsForAHubThatDoesNotAnswerUntilTheTimeout() {
    hub.injectUntilCleared(Fault.noResponse());
    MavenRun.Ended run =
        incident()
            .set("title", "Slow")
            .set("status", "down")
            .set("timeout", "1s")
            .run()
            .succeeded();

    assertThat(run.output()).contains("pending (").contains("'Slow'");
  }

  @Test
  void recordsOfflineAndFlushDeliversWithTheOriginalTime() {
    Instant before = Instant.now().minus(Duration.ofSeconds(1));
    MavenRun.Ended run =
        incident().args("-o").set("title", "Slow").set("status", "down").run().succeeded();
    Instant after = Instant.now();
    assertThat(run.output())
        .contains("pending (Maven works offline), send it with: mvn statushub:flush");
    assertThat(hub.received()).isEmpty();

    MavenRun.Ended offline = maven().goal("flush").args("-o").run().succeeded();
    assertThat(offline.output()).contains("Maven works offline, so nothing was sent");

    MavenRun.Ended flush = maven().goal("flush").run().succeeded();
    assertThat(flush.output()).contains("StatusHub: delivered 1, nothing is pending");
    assertThat(hub.incidents().get(0).updates().get(0).startTime()).isBetween(before, after);
  }
}
