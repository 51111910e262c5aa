package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What silences a goal. */
class SkipIT extends GoalTestBase {
  private MavenRun slow() {
    return incident().set("title", "Slow").set("status", "down");
  }

  @Test
  void announcesNothingWithTheProperty() {
    MavenRun.Ended run = slow().args("-Dstatushub.skip").run().succeeded();

    assertThat(run.output()).contains("StatusHub: skipped (statushub.skip)");
    assertThat(hub.received()).isEmpty();
    assertThat(ledger).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void announcesNothingWithTheEnvironmentVariable(MavenHome home) {
    MavenRun.Ended run = slow().with(home).env("STATUSHUB_SKIP", "true").run().succeeded();

    assertThat(run.output()).contains("StatusHub: skipped (STATUSHUB_SKIP)");
    assertThat(hub.received()).isEmpty();
    assertThat(ledger).doesNotExist();
  }

  @Test
  void refusesAVariableThatIsNeitherTrueNorFalse() {
    MavenRun.Ended run = slow().env("STATUSHUB_SKIP", "yes").run().failed();

    assertThat(run.output())
        .contains(
            "environment variable STATUSHUB_SKIP: 'yes' is not allowed; allowed: true, false");
    assertThat(hub.received()).isEmpty();
  }
}
