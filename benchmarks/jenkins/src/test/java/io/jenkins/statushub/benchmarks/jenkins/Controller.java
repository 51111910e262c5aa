package io.jenkins.statushub.benchmarks.jenkins;

import io.jenkins.statushub.hub.LocalHub;
import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.model.ReceivedRequest;
import io.jenkins.statushub.hub.model.RequestVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jvnet.hudson.test.fixtures.RealJenkinsFixture;

/**
 * A Jenkins process of its own for one kind of step, so that no other kind's threads, classes and
 * garbage are in its figures; and the hub, which is in this process.
 */
final class Controller implements AutoCloseable {
  private static final long POLL_MILLIS = 20;

  private final StepKind kind;
  private final RealJenkinsFixture jenkins = new RealJenkinsFixture().withTimeout(0);
  private final LocalHub hub = LocalHub.builder().service(StepKind.SERVICE).start();
  private int runs;

  Controller(StepKind kind, String... javaOptions) {
    this.kind = kind;
    jenkins.withName(kind.name()).javaOptions(javaOptions);
  }

  void start() throws Throwable {
    jenkins.setUp(JenkinsUnderLoad.class.getName(), kind.name());
    jenkins.startJenkins();
    jenkins.runRemotely(
        InController::configure,
        hub.hookUrl(StepKind.SERVICE).toString(),
        kind == StepKind.SLOW_CREDENTIALS);
  }

  StepKind kind() {
    return kind;
  }

  String describe() throws Throwable {
    return jenkins.runRemotely(InController::describe);
  }

  Idle idle() throws Throwable {
    return jenkins.runRemotely(InController::idle);
  }

  /** Waits until threads that an earlier build left behind are gone. */
  void settle(int threads, Duration longest) throws Throwable {
    jenkins.runRemotely(InController::settle, threads, longest);
  }

  /** Runs one build of the controller's own kind. */
  Result run(Load load) throws Throwable {
    return run(kind, load);
  }

  /**
   * Runs one build, and checks that the hub got each of its announcements once.
   *
   * @throws IllegalStateException if the build failed or an announcement was lost, refused or
   *     doubled: then there is no result
   */
  Result run(StepKind kind, Load load) throws Throwable {
    String run = "run" + ++runs;
    hub.reset();
    hub.injectUntilCleared(StepKind.SERVICE, Fault.delayed(Duration.ofSeconds(load.hubSeconds())));
    String script = kind.pipeline(load, run, hub.hookUrl(StepKind.SERVICE));
    InFlightPeak inFlight = new InFlightPeak();
    Figures figures;
    try {
      inFlight.start();
      figures =
          jenkins.runRemotely(
              InController::build, new InController.Task(run, script, load.durability()));
    } finally {
      inFlight.end();
    }
    check(kind, run, kind.posts ? load.steps() : 0);
    return new Result(kind, load, figures, inFlight.peak);
  }

  private void check(StepKind kind, String run, int expected) {
    List<ReceivedRequest> received = hub.received(StepKind.SERVICE);
    received.stream()
        .filter(request -> request.verdict() != RequestVerdict.ACCEPTED)
        .findFirst()
        .ifPresent(
            refused -> {
              throw new IllegalStateException("the hub did not take " + refused);
            });
    Set<String> titles =
        hub.incidents(StepKind.SERVICE).stream()
            .flatMap(incident -> incident.updates().stream())
            .map(update -> update.title())
            .collect(Collectors.toSet());
    Set<String> wanted =
        IntStream.range(0, expected).mapToObj(n -> run + "-" + n).collect(Collectors.toSet());
    if (received.size() != expected || !titles.equals(wanted)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s: of %d announcements, the hub got %d, with %d different titles",
              kind.label(),
              expected,
              received.size(),
              titles.size()));
    }
  }

  @Override
  public void close() throws Exception {
    try {
      jenkins.tearDown();
    } finally {
      hub.close();
    }
  }

  /** How many requests the hub held at once: the hub's own peak is that of all runs. */
  private final class InFlightPeak extends Thread {
    private volatile boolean ended;
    private volatile int peak;

    @Override
    public void run() {
      while (!ended) {
        peak = Math.max(peak, hub.inFlight());
        try {
          Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    void end() throws InterruptedException {
      ended = true;
      join();
    }
  }
}
