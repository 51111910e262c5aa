package io.jenkins.statushub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.cli.Shell.Ended;
import io.jenkins.statushub.hub.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that the world does keeps the command from running or changes its exit code. */
class WorldIT extends CommandTestBase {
  @ParameterizedTest
  @CsvSource({"0", "3"})
  void runsTheCommandWhenTheHubIsOffline(int code) {
    hub.goOffline();
    Ended ended = runs(RUN, code);
    hub.comeOnline();
    shell.run("statushub flush");

    assertThat(ended.stderr()).contains("pending");
    assertThat(windows()).hasSize(1);
    assertThat(incidents()).hasSize(code == 0 ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({"0", "3"})
  void runsTheCommandWhenTheHookUrlIsUnknown(int code) {
    Ended ended = runs(RUN.replace("--service shop", "--service unknown"), code);

    assertThat(ended.stderr()).contains("STATUSHUB_UNKNOWN_URL");
  }

  @ParameterizedTest
  @CsvSource({"0", "3"})
  void runsTheCommandWhenTheLedgerCantBeUsed(int code) {
    shell.env("STATUSHUB_LEDGER", "/dev/null/ledger");

    Ended ended = runs(RUN, code);

    assertThat(ended.stderr()).contains("/dev/null");
  }

  @ParameterizedTest
  @CsvSource({"0", "3"})
  void runsTheCommandWhenTheHubRejectsEverything(int code) {
    hub.injectUntilCleared("shop", Fault.status(400));

    assertThat(runs(RUN, code).stderr()).contains("400");
  }

  @Test
  void holdsTheCommandUpForNoLongerThanTheTimeout() {
    hub.injectUntilCleared("shop", Fault.noResponse());
    long begun = System.nanoTime();

    Ended ended = runs(RUN.replace(" -- ", " --timeout 1s -- "), 0);

    // One second, and the time that two JVMs take on a busy machine.
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    assertThat(ended.stderr()).contains("pending");
  }

  private Ended runs(String run, int code) {
    Ended ended = shell.run(run + "sh -c 'echo ran; exit " + code + "'");
    assertThat(ended.output()).isEqualTo("ran\n");
    assertThat(ended.exitCode()).isEqualTo(code);
    return ended;
  }
}
