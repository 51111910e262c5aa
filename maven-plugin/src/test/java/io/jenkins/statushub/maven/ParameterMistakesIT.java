package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a person reads whose parameter is wrong. The table of them all is {@link
 * ParameterMistakesTest}.
 */
class ParameterMistakesIT extends GoalTestBase {
  @AfterEach
  void nothingWasSentOrRecorded() {
    assertThat(hub.received()).isEmpty();
    assertThat(ledger).doesNotExist();
  }

  @Test
  void wrongValueIsNamedWithWhatIsAllowedAndWhereToFixIt() {
    MavenRun.Ended run = incident().set("title", "Slow").set("status", "slow").run().failed();

    assertThat(run.output())
        .contains(
            "StatusHub: status: 'slow' is not allowed; allowed: up, degraded, down",
            "Fix it with -Dstatushub.status=… or <status> in the plugin's <configuration>");
    AnnounceIT.assertNoStackTrace(run);
  }

  @Test
  void unknownServiceFailsATypedGoalBeforeAnythingIsSent() {
    MavenRun.Ended run =
        maven()
            .goal("incident")
            .set("services", "shop,search")
            .set("key", "checkout")
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
}
