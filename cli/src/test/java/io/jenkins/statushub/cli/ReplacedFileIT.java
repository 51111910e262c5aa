package io.jenkins.statushub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.cli.Shell.Ended;
import io.jenkins.statushub.hub.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file is replaced while it runs, as by a deployment that upgrades the machine's tools. */
class ReplacedFileIT extends CommandTestBase {
  /** Another version: nothing in it is where it was. */
  private static final String COPY = "{ echo '#!/bin/sh'; cat original; } | cat > statushub";

  private static final String EMPTY = ": > statushub";
  private static final String REMOVE = "rm statushub";
  private static final String MOVE = "cp original new; mv new statushub";

  private static final String INCIDENT_ONLY =
      "./statushub run --service shop --key deploy" + FAILURE + " -- ";

  @BeforeEach
  void copyTheFile() throws IOException {
    Files.copy(Shell.COMMAND, folder.resolve("original"));
    Files.copy(Shell.COMMAND, folder.resolve("statushub"));
  }

  @ParameterizedTest
  @CsvSource({
    COPY + ", on",
    COPY + ", off",
    EMPTY + ", on",
    EMPTY + ", off",
    REMOVE + ", off",
    MOVE + ", off"
  })
  void announcesTheFailureAndEndsWithTheCommandsExitCode(String replacement, String archive) {
    Ended ended = runReplaced(INCIDENT_ONLY, replacement, archive, 3);

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.stderr()).doesNotContain("unexpected", "Exception", "Error");
    assertThat(states()).containsExactly("investigating");
  }

  @ParameterizedTest
  @ValueSource(strings = {COPY, EMPTY})
  void resolvesAfterSuccess(String replacement) {
    shell.run(RUN + "false");

    Ended ended = runReplaced(INCIDENT_ONLY, replacement, "off", 0);

    assertThat(ended.exitCode()).isZero();
    assertThat(states()).containsExactly("investigating", "resolved");
  }

  @ParameterizedTest
  @ValueSource(strings = {COPY, EMPTY})
  void keepsWhatCantBeDelivered(String replacement) {
    hub.injectUntilCleared("shop", Fault.status(503));

    Ended ended = runReplaced(INCIDENT_ONLY, replacement, "off", 3);
    hub.clearFaults();
    shell.run("statushub flush --fail-on-error");

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.stderr()).contains("pending (HTTP 503)");
    assertThat(states()).containsExactly("investigating");
  }

  @ParameterizedTest
  @ValueSource(strings = {"STATUSHUB_SKIP=true", "STATUSHUB_LEDGER=/dev/null/ledger", "A=b"})
  void endsWithTheCommandsExitCodeWhateverIsAnnounced(String variable) {
    hub.goOffline();

    Ended ended = runReplaced(variable + " " + INCIDENT_ONLY, EMPTY, "off", 7);

    assertThat(ended.exitCode()).isEqualTo(7);
    assertThat(ended.stderr()).doesNotContain("unexpected", "Exception", "NoClassDef");
  }

  @ParameterizedTest
  @ValueSource(strings = {COPY, EMPTY})
  void announcesAFollowUpWindow(String replacement) {
    Ended ended =
        runReplaced(
            "./statushub run --service shop --key k --title T --status degraded --window 2s"
                + " --on-overrun announce -- ",
            replacement + "; sleep 3",
            "off",
            5);

    assertThat(ended.exitCode()).isEqualTo(5);
    assertThat(windows()).hasSizeGreaterThanOrEqualTo(2);
  }

  private Ended runReplaced(String run, String replacement, String archive, int code) {
    return shell
        .env("STATUSHUB_CDS", archive)
        .run(run + "sh -c '" + replacement.replace("'", "'\\''") + "; exit " + code + "'");
  }
}
