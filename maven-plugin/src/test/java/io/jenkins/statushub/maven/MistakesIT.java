package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person reads whose parameter is wrong. The table of them all is {@link MistakesTest}. */
class MistakesIT extends GoalTestBase {
  @AfterEach
  void nothingWasSentOrRecorded() {
    assertThat(hub.received()).isEmpty();
    assertThat(ledger).doesNotExist();
  }

  @Test
  void aWrongValueIsNamedWithWhatIsAllowedAndWhereToMendIt() {
    MavenRun.Ended run = incident().set("title", "Slow").set("status", "slow").run().failed();

    assertThat(run.output())
        .contains(
            "StatusHub: status: 'slow' is not allowed; allowed: up, degraded, down",
            "Mend it with -Dstatushub.status=… or <status> in the plugin's <configuration>");
    AnnounceIT.assertNoStackTrace(run);
  }

  @Test
  void anUnknownServiceIsToldBothWaysAndNoOtherServiceHearsOfIt() {
    MavenRun.Ended run =
        maven()
            .goal("incident")
            .set("services", "shop,search")
            .set("title", "Slow")
            .set("status", "down")
            .run()
            .failed();

    assertThat(run.output())
        .contains(
            "none is known for service 'search'",
            "STATUSHUB_SEARCH_URL",
            "<server><id>statushub-search</id>");
    AnnounceIT.assertNoStackTrace(run);
  }

  @Test
  void aMisspeltPropertyIsAMistake() {
    MavenRun.Ended run =
        incident().set("title", "Slow").set("status", "down").set("drfat", "true").run().failed();

    assertThat(run.output())
        .contains("-Dstatushub.drfat: is not known; -Dstatushub.draft is: is it meant?");
    AnnounceIT.assertNoStackTrace(run);
  }
}
