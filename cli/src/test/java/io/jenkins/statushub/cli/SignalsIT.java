package io.jenkins.statushub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.cli.Shell.Ended;
import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.model.State;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsIT extends CommandTestBase {
  /** Says when it runs, and which signal ended it. */
  @BeforeEach
  void writeDeployment() throws IOException {
    file(
        "deploy.sh",
        """
        trap 'echo got HUP >> signals; exit 129' HUP
        trap 'echo got INT >> signals; exit 130' INT
        trap 'echo got TERM >> signals; exit 143' TERM
        touch running
        i=0
        while [ $i -lt 300 ]; do sleep 0.1; i=$((i+1)); done
        """);
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "HUP, 129", "INT, 130"})
  void passesSignalsOnToTheCommandAndAnnouncesNoFailure(String signal, int code) throws Exception {
    Process process = shell.start("exec " + RUN + "sh deploy.sh");
    shell.awaitFile("running");

    kill(signal, process.pid());
    Ended ended = shell.await(process);

    assertThat(ended.exitCode()).isEqualTo(code);
    assertThat(Files.readString(folder.resolve("signals"))).isEqualTo("got " + signal + "\n");
    assertThat(windows()).hasSize(1);
    assertThat(incidents()).isEmpty();
    assertThat(shell.run(RUN + "true").stderr()).doesNotContain("was killed");
  }

  @Test
  void takesCtrlCOnATerminalForNoFailureAndDeliversItOnce() throws Exception {
    // A shell in between would keep the terminal's signals from being seen as they are.
    file("run.sh", "exec " + RUN + "sh deploy.sh\n");
    Process process = shell.start("exec script -qec 'sh run.sh' typescript");
    shell.awaitFile("running");

    try (OutputStream terminal = process.getOutputStream()) {
      terminal.write(3);
      terminal.flush();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(Files.readString(folder.resolve("signals"))).isEqualTo("got INT\n");
    assertThat(windows()).hasSize(1);
    assertThat(incidents()).isEmpty();
  }

  @Test
  void announcesNothingIfTheSignalEndsACommandThatHandlesNone() throws Exception {
    Process process = shell.start("exec " + RUN + "sh -c 'touch running; exec sleep 30'");
    shell.awaitFile("running");

    kill("TERM", process.pid());

    assertThat(shell.await(process).exitCode()).isEqualTo(143);
    assertThat(incidents()).isEmpty();
  }

  @Test
  void keepsTheJvmsThreadDumpOutOfTheCommandsOutput() throws Exception {
    Process process = shell.start("exec " + RUN + "sh -c 'touch running; sleep 2; echo done'");
    shell.awaitFile("running");

    kill("QUIT", process.pid());

    assertThat(shell.await(process).output()).isEqualTo("done\n");
  }

  @Test
  void doesNotRunTheCommandIfASignalComesDuringTheAnnouncement() throws Exception {
    hub.injectUntilCleared("shop", Fault.noResponse());
    Process process =
        shell.start("exec " + RUN.replace(" -- ", " --timeout 30s -- ") + "touch running");
    awaitRequests(1);
    long begun = System.nanoTime();

    kill("TERM", process.pid());

    assertThat(shell.await(process).exitCode()).isEqualTo(143);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
    assertThat(folder.resolve("running")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void endsSoonIfASignalComesWhileTheFailureIsAnnouncedAndKeepsIt(String signal) throws Exception {
    String run = "statushub run --service shop --key k" + FAILURE + " --timeout 30s -- ";
    hub.injectUntilCleared("shop", Fault.noResponse());
    Process process = shell.start("exec " + run + "sh -c 'exit 9'");
    awaitRequests(1);
    long begun = System.nanoTime();

    kill(signal, process.pid());
    Ended ended = shell.await(process);

    assertThat(ended.exitCode()).isEqualTo(9);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
    assertThat(ended.stderr()).contains("interrupted while announcing");
    hub.clearFaults();
    assertThat(shell.run("statushub flush --fail-on-error").exitCode()).isZero();
    assertThat(states()).containsExactly("investigating");
  }

  /** Wherever in a run the kill hits, the next run finds everything in order. */
  @ParameterizedTest
  @CsvSource({"0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.8", "1.0", "1.3"})
  void nextRunIsInOrderWheneverItIsKilled(String seconds) {
    shell.run(
        RUN + "sh -c 'sleep 0.2; exit 3' & sleep " + seconds + "; kill -KILL $!; wait $!; true");

    Ended next = shell.run(RUN + "true");
    Ended flushed = shell.run("statushub flush --fail-on-error");

    assertThat(next.exitCode()).isZero();
    assertThat(flushed.exitCode()).as(flushed.stderr()).isZero();
    assertThat(windows()).hasSizeBetween(1, 2);
    assertThat(incidents()).hasSizeLessThanOrEqualTo(1);
    assertThat(incidents()).allSatisfy(each -> assertThat(each.state()).isEqualTo(State.RESOLVED));
    assertThat(shell.run("statushub ledger").output()).doesNotContain("pending");
  }

  @Test
  void reportsARunThatWasKilledAndCountsItAsFailed() throws Exception {
    String run = "statushub run --service shop --key k --open-after 2" + FAILURE + " -- ";
    Process process = shell.start("exec " + run + "sh deploy.sh");
    shell.awaitFile("running");
    kill("KILL", process.pid());
    shell.await(process);

    Ended next = shell.run(run + "false");

    assertThat(next.exitCode()).isEqualTo(1);
    assertThat(next.stderr()).contains("was killed before it could report how it went");
    assertThat(incidents()).hasSize(1);
    assertThat(shell.run(run + "true").stderr()).doesNotContain("was killed");
  }

  @Test
  void keepsTheWindowIfItIsKilledWhileAnnouncingIt() throws Exception {
    hub.injectUntilCleared("shop", Fault.noResponse());
    Process process = shell.start("exec " + RUN + "touch running");
    awaitRequests(1);
    kill("KILL", process.pid());
    shell.await(process);
    hub.clearFaults();

    Ended flushed = shell.run("statushub flush --fail-on-error");

    assertThat(flushed.exitCode()).isZero();
    assertThat(windows()).hasSize(1);
    assertThat(folder.resolve("running")).doesNotExist();
  }

  @Test
  void keepsTheIncidentIfItIsKilledWhileAnnouncingIt() throws Exception {
    String run = "statushub run --service shop --key k" + FAILURE + " -- ";
    hub.injectUntilCleared("shop", Fault.noResponse());
    Process process = shell.start("exec " + run + "false");
    awaitRequests(1);
    kill("KILL", process.pid());
    shell.await(process);
    hub.clearFaults();

    Ended flushed = shell.run("statushub flush --fail-on-error");
    shell.run(run + "true");

    assertThat(flushed.exitCode()).isZero();
    assertThat(states()).containsExactly("investigating", "resolved");
  }

  private void awaitRequests(int count) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (hub.inFlight() + hub.received().size() < count) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no request: " + shell.text("stderr"));
      }
      Thread.sleep(20);
    }
  }

  private static void kill(String signal, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-s", signal, Long.toString(pid)).inheritIO().start().waitFor();
  }
}
