package io.jenkins.statushub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.cli.Shell.Ended;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in the options is found before anything runs or is sent, and is explained. */
class MistakesIT extends CommandTestBase {
  private static final String SECRET = "https://hub.example/hooks/v2/top-secret";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sevice shop | Unknown option: '--sevice'",
        "--service shop | --window: or --on-failure-title is required",
        "--service shop --key k --on-failure-title F --title T | --title: has no effect",
        "--service shop --title T --window 30m | --status: is required",
        "--service shop --title T --status broken --window 30m | --status: 'broken' is not allowed",
        "--service shop --title T --status down --window soon | --window: 'soon' is not allowed",
        "--service shop --on-failure-title F --key k | --on-failure-status: is required",
        "--service shop --on-failure-title F --on-failure-status x --key k | --on-failure-status: 'x'",
        "--service shop --on-failure-title F --on-failure-status down | --key: is required",
        "--on-failure-title F --on-failure-status down --key k | --service: is required",
        "--service shop --on-failure-title F --on-failure-status down --key k --open-after 0"
            + " | --open-after: '0' is not allowed",
        "--service shop --on-failure-title F --on-failure-status down --key k --resolve maybe"
            + " | --resolve: 'maybe' is not allowed; allowed: ifOpen, always, never",
        "--service shop --on-failure-title F --on-failure-status down --key k --resolve always"
            + " | --resolve: 'always' needs an id",
        "--service shop --title T --status down --window 30m --on-overrun stop"
            + " | --on-overrun: 'stop' is not allowed; allowed: warn, announce",
        "--service shop --title T --status down --window 30m --timeout 2h | --timeout: '2h'",
        "--service shop --title T --status down --window 30m --attempts many | --attempts: 'many'",
        "--service shop --title T --status down --window 30m --extra-json [] | --extra-json: not a JSON",
      })
  void doesNotRunTheCommand(String options, String message) {
    Ended ended = shell.run("statushub run " + options + " -- touch ran");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.stderr()).contains(message);
    assertThat(folder.resolve("ran")).doesNotExist();
    assertThat(hub.received()).isEmpty();
  }

  @Test
  void asksForACommand() {
    assertThat(shell.run("statushub run --service shop --key k" + FAILURE))
        .satisfies(
            ended -> {
              assertThat(ended.exitCode()).isEqualTo(2);
              assertThat(ended.stderr()).contains("<command>");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "--url",
    "--url-variable",
    "--server-id",
    "--url-file",
    "--hook-url",
    "--service",
    "--timeout",
    "--status"
  })
  void neverShowsAHookUrlThatIsGivenInTheWrongPlace(String option) {
    for (String command : new String[] {"incident", "maintenance"}) {
      Ended ended =
          shell.run(
              "statushub "
                  + command
                  + " --service shop --key k --title T --status down "
                  + (command.equals("incident") ? "" : "--duration 1h ")
                  + option
                  + " "
                  + SECRET);

      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.stderr() + ended.output()).doesNotContain("top-secret", "hub.example");
    }
  }

  @Test
  void saysWhereAHookUrlBelongs() {
    Ended ended = shell.run("statushub incident --service shop --url=" + SECRET);

    assertThat(ended.stderr())
        .contains("STATUSHUB_<SERVICE>_URL", "--url-file")
        .doesNotContain("top-secret");
  }

  @Test
  void refusesAnUnknownCommand() {
    Ended ended = shell.run("statushub incidnt");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.stderr()).contains("incidnt");
  }

  @Test
  void namesTheFolderThatTheLocalHubCanNotWriteTo() throws IOException {
    file("taken", "no folder");

    Ended ended = shell.run("statushub hub --port 0 --state-folder taken/hub");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.stderr())
        .contains("--state-folder", "taken/hub", "a folder that you can write to")
        .doesNotContain("port");
  }

  @ParameterizedTest
  @CsvSource({
    "--state-folder a-file, a-file",
    "--env-file a-file/hub.env --state-folder seed, a-file/hub.env",
  })
  void namesTheOptionIfTheHubCantWrite(String options, String path) {
    Ended ended = shell.run("touch a-file && statushub hub --port 0 " + options);

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.stderr())
        .contains(
            "StatusHub: " + options.split(" ")[0] + ": the hub can't ",
            path + " (a file is in the place of a folder)",
            "that you can write to");
    assertThat(ended.stdout()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "incidnt --service shop | unknown command 'incidnt'; allowed: run, incident, maintenance, ledger,"
            + " flush, hub, completion; did you mean incident?",
        "deploy | unknown command 'deploy'; allowed: run, incident, maintenance, ledger, flush, hub,"
            + " completion",
        "incident --ttle T | Unknown options: '--ttle', 'T'; did you mean --title?",
        "incident --zzzzz | Unknown option: '--zzzzz'",
        "incident --title Slow checkouts | Unmatched argument at index 3: 'checkouts'; allowed: options alone, and quotes around a"
            + " value with spaces",
      })
  void saysWhatMayHaveBeenMeant(String arguments, String message) {
    Ended ended = shell.run("statushub " + arguments);

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.stderr().lines().findFirst())
        .hasValueSatisfying(line -> assertThat(line).endsWith(message));
  }

  @Test
  void showsNoLedgerWhereAFileIs() {
    Ended ended = shell.env("STATUSHUB_LEDGER", "/dev/null").run("statushub ledger");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.stderr())
        .isEqualTo(
            "StatusHub: the ledger folder /dev/null can't be used: a file is in the place of a folder;"
                + " fix that, or name another folder\n");
  }

  @Test
  void saysWhyAFileOfAHookUrlCantBeRead() throws IOException {
    assertThat(
            shell
                .run("statushub incident --service x --key k --title T --status down --url-file .")
                .stderr())
        .contains("hook URL file ", ": can't be read (Is a directory); allowed: a file that you");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--duration 30m --end-time 2099-01-01T00:00:00Z | --duration: '30m' can't go with --end-time"
            + " '2099-01-01T00:00:00Z'; allowed: one of the two",
        "--key k | --duration: is required; allowed: such as 30m, 2h or PT30M, or give --end-time"
            + " instead",
        "--duration endTime | --duration: 'endTime' is not allowed",
        "--duration 30m --extra ticket | --extra: 'ticket' is not allowed; allowed: a field's name and"
            + " text, such as ticket=OPS-17",
      })
  void namesOptionsAsTheyAreWritten(String options, String message) {
    Ended ended =
        shell.run("statushub maintenance --service shop --title T --status down " + options);

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.stderr()).contains("StatusHub: " + message);
  }
}
