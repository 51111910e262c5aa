package io.jenkins.statushub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.cli.Shell.Ended;
import io.jenkins.statushub.hub.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class CommandsIT extends CommandTestBase {
  private static final String INCIDENT =
      "statushub incident --service shop --key k --title 'Slow checkouts' --status degraded";

  @Test
  void opensUpdatesAndResolvesAnIncident() {
    shell.run(INCIDENT);
    shell.run(INCIDENT + " --state identified --description 'Found <it>'");
    Ended ended =
        shell.run("statushub incident --service shop --key k --title OK --state resolved");

    assertThat(ended.output()).startsWith("StatusHub: shop: resolved: 'OK'");
    assertThat(states()).containsExactly("investigating", "identified", "resolved");
    assertThat(incidents().get(0).updates().get(1).description()).isEqualTo("Found &lt;it&gt;");
  }

  @Test
  void announcesAWindow() {
    Ended ended =
        shell.run(
            "statushub maintenance --service shop --title Upgrade --status down --duration 2h"
                + " --start-time 2029-01-01T00:00:00Z --extra ticket=OPS-17");

    assertThat(ended.exitCode()).isZero();
    assertThat(windows())
        .singleElement()
        .satisfies(window -> assertThat(window.endTime()).hasToString("2029-01-01T02:00:00Z"));
    assertThat(hub.received().get(0).body()).contains("\"ticket\"", "OPS-17");
  }

  @Test
  void printsTheOutcomeForScripts() {
    Ended ended = shell.run(INCIDENT + " --json | tr -d '\\n '");

    assertThat(ended.output())
        .startsWith("{\"outcomes\":[{\"service\":\"shop\",\"outcome\":\"delivered\"");
  }

  @Test
  void exitsWithZeroForWhatIsDeliveredLaterUnlessToldOtherwise() {
    hub.goOffline();

    assertThat(shell.run(INCIDENT).exitCode()).isZero();
    assertThat(shell.run(INCIDENT + " --fail-on-error").exitCode()).isEqualTo(1);
    assertThat(shell.run("statushub flush --fail-on-error").exitCode()).isEqualTo(1);
    assertThat(shell.run("statushub flush").exitCode()).isZero();
  }

  @Test
  void exitsWithOneForWhatTheHubRejects() {
    hub.injectUntilCleared("shop", Fault.status(400));

    assertThat(shell.run(INCIDENT).exitCode()).isEqualTo(1);
  }

  @Test
  void showsTheLedgerAndDecidesAboutAnEntry() {
    hub.injectUntilCleared("shop", Fault.status(404));
    shell.run(INCIDENT);
    hub.clearFaults();

    Ended shown = shell.run("statushub ledger");
    assertThat(shown.output())
        .contains(
            "Not delivered, needs attention: 1",
            "Slow checkouts",
            "Fix the reason, then: statushub ledger --retry <id>");
    String id = shown.output().replaceAll("(?s).*(shop-[\\w-]+).*", "$1");

    assertThat(shell.run("statushub ledger --retry " + id).output())
        .contains("1 update to retry (statushub flush): incident " + id + " of service shop");
    assertThat(shell.run("statushub flush").output()).contains("delivered 1");
    assertThat(shell.run("statushub ledger --json").output()).contains("\"openIncidents\"", id);
    assertThat(shell.run("statushub ledger --discard nothing"))
        .satisfies(
            ended -> {
              assertThat(ended.exitCode()).isEqualTo(2);
              assertThat(ended.stderr())
                  .contains("--discard: 'nothing' is not allowed; allowed: an id that statushub");
            });
  }

  @Test
  void announcesNothingIfTheVariableSaysSo() {
    assertThat(shell.env("STATUSHUB_SKIP", "true").run(INCIDENT).exitCode()).isZero();
    assertThat(hub.received()).isEmpty();
  }

  @Test
  void showsProgressOnATerminalOnly() {
    hub.injectUntilCleared("shop", Fault.noResponse());

    Ended terminal =
        shell.run("script -qec \"" + INCIDENT + " --timeout 5s\" typescript </dev/null");
    Ended pipe = shell.run(INCIDENT + " --timeout 5s 2>&1 | cat");

    assertThat(terminal.output()).contains("waiting for the status page");
    assertThat(pipe.output()).doesNotContain("waiting for the status page").doesNotContain("\033");
  }

  @Test
  void usesNoColoursIfTheUserWantsNone() {
    String help = "script -qec 'statushub run --help' typescript < /dev/null";

    assertThat(shell.env("TERM", "xterm").run(help).output()).contains("\033[");
    assertThat(shell.env("NO_COLOR", "1").run(help).output()).doesNotContain("\033[");
  }

  @Test
  void helpOfEachCommandHasItsOptions() {
    for (String command : "run incident maintenance ledger flush hub completion".split(" ")) {
      Ended ended = shell.run("statushub " + command + " --help");
      assertThat(ended.exitCode()).isZero();
      assertThat(ended.output()).contains("Usage: statushub " + command, "--help");
    }
  }

  @Test
  void completionCompletesCommandsAndOptionsInBash() {
    Ended ended =
        shell.run(
            "source <(statushub completion) && COMP_WORDS=(statushub inc) COMP_CWORD=1"
                + " COMP_LINE='statushub inc' && _complete_statushub && echo \"${COMPREPLY[@]}\"");

    assertThat(ended.output()).contains("incident");
  }

  @Test
  void hubReceivesWhatOtherCommandsSend() throws Exception {
    Process process =
        shell.start(
            "exec statushub hub --port 0 --services shop --env-file hub.env --state-folder seed");
    shell.awaitFile("hub.env");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("hub.env"))))
        .isEqualTo("rw-------");

    Path other = Files.createDirectory(folder.resolve("other"));
    Ended sent = new Shell(other).run(". ../hub.env; " + INCIDENT);
    assertThat(sent.output()).contains("shop: opened");
    assertThat(shell.text("stdout")).contains("Slow checkouts");
    process.destroy();

    assertThat(shell.await(process).exitCode()).isEqualTo(143);
    assertThat(folder.resolve("hub.env")).doesNotExist();
  }
}
