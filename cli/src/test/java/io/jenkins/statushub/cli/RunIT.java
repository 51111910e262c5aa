package io.jenkins.statushub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.cli.Shell.Ended;
import io.jenkins.statushub.hub.model.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunIT extends CommandTestBase {
  @Test
  void announcesTheWindowBeforeTheCommandAndNothingAfterSuccess() {
    Ended ended = shell.run(RUN + "sh -c 'echo deployed'");

    assertThat(ended.exitCode()).isZero();
    assertThat(windows())
        .singleElement()
        .satisfies(
            window -> {
              assertThat(window.title()).isEqualTo("Upgrading to 1.4");
              assertThat(window.status()).isEqualTo(Status.DEGRADED);
              assertThat(Duration.between(window.startTime(), window.endTime())).hasMinutes(30);
            });
    assertThat(incidents()).isEmpty();
  }

  @Test
  void announcesTheSameWindowOnceWhileItRuns() {
    shell.run(RUN + "true");
    Ended second = shell.run(RUN + "true");

    assertThat(windows()).hasSize(1);
    assertThat(second.stderr())
        .contains(
            "skipped (a window with this key and title is announced already, until "
                + windows().get(0).endTime());

    shell.run(RUN.replace(" -- ", " --allow-duplicate -- ") + "true");
    shell.run(
        "statushub maintenance --service shop --key deploy"
            + WINDOW.replace("--window", "--duration"));
    assertThat(windows()).hasSize(2);
  }

  @Test
  void followsTheWindowThatRunsWithAFollowUpAtItsEnd() {
    String run =
        "statushub run --service shop --key k --on-overrun announce --title Upgrading --status down --window ";
    shell.run(run + "4s -- true");
    shell.run(run + "4s -- sleep 5");

    assertThat(windows()).hasSize(2);
    assertThat(windows().get(1).startTime()).isEqualTo(windows().get(0).endTime());
  }

  @Test
  void opensAnIncidentOnFailureUpdatesItAndResolvesItInALaterRun() {
    shell.run(RUN + "false");
    shell.run(RUN + "false");
    shell.run(RUN + "true");

    assertThat(states()).containsExactly("investigating", "investigating", "resolved");
    assertThat(incidents().get(0).title()).isEqualTo("Upgrade failed");
  }

  @Test
  void opensANewIncidentForTheNextFailure() {
    shell.run(RUN + "false");
    shell.run(RUN + "true");
    shell.run(RUN + "false");

    assertThat(incidents()).hasSize(2);
  }

  @Test
  void resolvesWithTheWordsGivenForIt() {
    String run =
        "statushub run --service shop --key k" + FAILURE + " --resolved-title 'Works again' -- ";
    shell.run(run + "false");
    shell.run(run + "true");

    assertThat(incidents().get(0).title()).isEqualTo("Works again");
  }

  @Test
  void opensAfterSoManyFailuresInARow() {
    String run = "statushub run --service shop --key k --open-after 2" + FAILURE + " -- ";
    Ended first = shell.run(run + "false");
    shell.run(run + "true");
    shell.run(run + "false");
    assertThat(incidents()).isEmpty();

    shell.run(run + "false");

    assertThat(incidents()).hasSize(1);
    assertThat(first.stderr()).contains("failure 1 in a row, --open-after is 2");
  }

  @Test
  void leavesTheIncidentOpenIfAPersonIsToResolveIt() {
    shell.run(RUN + "false");
    shell.run(RUN.replace(" -- ", " --resolve never -- ") + "true");

    assertThat(states()).containsExactly("investigating");
  }

  @Test
  void resolvesAnIdWhateverTheLedgerKnows() {
    shell.run("statushub incident --service shop --id OPS-1 --title Broken --status down");
    shell
        .env("STATUSHUB_LEDGER", folder.resolve("another").toString())
        .run("statushub run --service shop --id OPS-1 --resolve always" + FAILURE + " -- true");

    assertThat(states()).containsExactly("investigating", "resolved");
  }

  @Test
  void announcesForSeveralServices() {
    shell.run("statushub run --services shop,pay --key k" + WINDOW + FAILURE + " -- false");

    assertThat(hub.incidents()).hasSize(2);
    assertThat(hub.maintenances("pay")).hasSize(1);
  }

  @Test
  void takesTheKeyFromTheCiJob() {
    shell.env("GITHUB_ACTIONS", "true").env("GITHUB_REPOSITORY", "o/shop");
    shell.env("GITHUB_WORKFLOW", "deploy").env("GITHUB_JOB", "prod");
    String run = "statushub run --service shop" + FAILURE + " -- ";
    shell.run(run + "false");
    shell.env("GITHUB_JOB", "staging").run(run + "true");
    assertThat(states()).containsExactly("investigating");

    shell.env("GITHUB_JOB", "prod").run(run + "true");

    assertThat(states()).containsExactly("investigating", "resolved");
  }

  @Test
  void sharesItsIncidentsWithTheCommandIncident() {
    shell.run("statushub incident --service shop --key deploy --title Slow --status degraded");
    shell.run(RUN + "true");

    assertThat(states()).containsExactly("investigating", "resolved");
  }

  @Test
  void warnsIfTheCommandGoesOnAfterTheWindow() {
    Ended ended = shell.run(RUN.replace("30m", "1s") + "sleep 2");

    assertThat(ended.stderr()).contains("but the command goes on; the page says that it is over");
    assertThat(windows()).hasSize(1);
  }

  @Test
  void announcesFollowUpWindowsIfTheCommandGoesOn() {
    Ended ended = shell.run(RUN.replace("30m", "2s --on-overrun announce") + "sleep 3");

    assertThat(ended.exitCode()).isZero();
    assertThat(windows()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(windows().get(1).startTime()).isEqualTo(windows().get(0).endTime());
    assertThat(windows().get(1).id()).isNotEqualTo(windows().get(0).id());
  }

  @Test
  void showsEverythingAndSendsNothingInADryRun() {
    Ended ended = shell.run(RUN.replace(" -- ", " --dry-run -- ") + "sh -c 'echo ran; exit 4'");

    assertThat(ended.exitCode()).isEqualTo(4);
    assertThat(ended.output()).isEqualTo("ran\n");
    assertThat(ended.stderr()).contains("\"title\" : \"Upgrading to 1.4\"", "\"Upgrade failed\"");
    assertThat(hub.received()).isEmpty();
    assertThat(folder.resolve("ledger")).doesNotExist();
  }

  @Test
  void announcesNothingIfTheVariableSaysSo() {
    Ended ended = shell.env("STATUSHUB_SKIP", "true").run(RUN + "sh -c 'echo ran; exit 4'");

    assertThat(ended.exitCode()).isEqualTo(4);
    assertThat(ended.output()).isEqualTo("ran\n");
    assertThat(hub.received()).isEmpty();
  }
}
