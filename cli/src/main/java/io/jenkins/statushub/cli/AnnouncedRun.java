package io.jenkins.statushub.cli;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.around.OverrunPolicy;
import io.jenkins.statushub.around.RunMarker;
import io.jenkins.statushub.around.RunMarker.KilledRun;
import io.jenkins.statushub.around.WindowEnd;
import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One command with its announcements. Nothing that goes wrong with these keeps the command from
 * running, holds it up for longer than the timeout, or changes its exit code.
 */
final class AnnouncedRun {
  private final RunPlan plan;
  private final ChildProcess child;
  private final EagerClassLoading classes;
  private volatile @Nullable RunMarker marker;
  private volatile @Nullable Maintenance window;
  private volatile @Nullable Instant windowEnd;

  /**
   * @param classes loads what is needed after the command has run
   */
  AnnouncedRun(RunPlan plan, ChildProcess child, EagerClassLoading classes) {
    this.plan = plan;
    this.child = child;
    this.classes = classes;
  }

  /** Announces, runs the command, announces, and returns the command's exit code. */
  int run() throws InterruptedException {
    Duration timeout = plan.delivery().timeout();
    BoundedWork.run(timeout, "the command runs now", child::isInterrupted, this::before);
    if (child.isInterrupted()) {
      removeMarker(timeout);
      return child.exitCodeOfSignal();
    }
    classes.await();
    Maintenance announced = window;
    if (announced != null) {
      Instant end = windowEnd;
      new OverrunWatch(announced, end == null ? announced.endTime() : end).start();
    }
    int code = child.run();
    if (child.isInterrupted()) {
      removeMarker(timeout);
      return code;
    }
    BoundedWork.run(timeout, "it ends now", child::isInterrupted, () -> after(code));
    return code;
  }

  private void removeMarker(Duration timeout) throws InterruptedException {
    BoundedWork.run(timeout, "it ends now", () -> false, this::closeMarker);
  }

  private void closeMarker() throws IOException {
    RunMarker left = marker;
    if (left != null) {
      left.close();
    }
  }

  private void before() throws IOException {
    try (StatusHubClient client = CommandClient.open(plan.ledger(), plan.delivery())) {
      List<Announcement> windows = plan.maintenance().get();
      if (!plan.dryRun() && plan.hasIncident()) {
        attempt(() -> new FailureIncident(plan, client).countKilled(takeKilled()));
      }
      if (!windows.isEmpty()) {
        Maintenance wanted = (Maintenance) windows.get(0).payload();
        window = wanted;
        windowEnd = announceWindow(client, windows, wanted.endTime());
      }
    }
    if (!plan.dryRun() && plan.hasIncident() && !child.isInterrupted()) {
      marker = RunMarker.create(plan.ledger(), plan.markerKey(), Instant.now(), List.of());
    }
  }

  private List<KilledRun> takeKilled() throws IOException {
    List<KilledRun> killed = RunMarker.takeKilled(plan.ledger(), plan.markerKey());
    for (KilledRun each : killed) {
      Console.log(
          "the run started at "
              + each.started()
              + " was killed before it could report how it went; it counts as a failed one");
    }
    return killed;
  }

  private void after(int code) throws IOException {
    if (plan.hasIncident()) {
      try (StatusHubClient client = CommandClient.open(plan.ledger(), plan.delivery())) {
        FailureIncident incident = new FailureIncident(plan, client);
        announce(client, code == 0 ? incident.afterSuccess() : incident.afterFailure());
      }
    }
    closeMarker();
  }

  /** What one step can't do must not keep the next from being done. */
  private static void attempt(BoundedWork.Work work) {
    try {
      work.run();
    } catch (IOException | RuntimeException e) {
      Console.log(BoundedWork.describe(e));
    }
  }

  /** Announces a window, and returns when it ends: earlier than asked for if one runs already. */
  private Instant announceWindow(StatusHubClient client, List<Announcement> windows, Instant asked)
      throws IOException {
    return WindowEnd.first(client.ledger(), announce(client, windows), asked);
  }

  private List<Outcome> announce(StatusHubClient client, List<Announcement> announcements)
      throws IOException {
    if (announcements.isEmpty()) {
      return List.of();
    }
    if (plan.dryRun()) {
      for (Announcement each : announcements) {
        Console.log(
            each.service().name() + ": dry run, nothing is sent or recorded; this would be sent:");
        Console.print(Announcements.preview(client, each));
      }
      return List.of();
    }
    List<Outcome> outcomes =
        Announcements.announce(client, announcements, plan.delivery().timeout());
    for (Outcome outcome : outcomes) {
      outcome.warnings().forEach(Console::log);
      Console.print(Announcements.line(outcome));
    }
    return outcomes;
  }

  /** Sees whether the command goes on after its window. */
  private final class OverrunWatch implements Runnable {
    private final Duration length;
    private Instant end;

    OverrunWatch(Maintenance window, Instant end) {
      this.end = end;
      length = Duration.between(window.startTime(), window.endTime());
    }

    void start() {
      Thread thread = new Thread(this, "statushub-overrun");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void run() {
      try {
        for (int number = 1; true; number++) {
          Thread.sleep(Math.max(0, Duration.between(Instant.now(), end).toMillis()));
          String overrun =
              plan.dryRun()
                  ? "the maintenance, which was not announced (dry run), would have ended at "
                      + end
                      + ", but the command goes on"
                  : "the maintenance was to end at " + end + ", but the command goes on";
          if (plan.onOverrun() == OverrunPolicy.WARN) {
            Console.log(
                overrun
                    + (plan.dryRun() ? "" : "; the page says that it is over")
                    + " (--on-overrun=announce announces a follow-up window)");
            return;
          }
          if (number > OverrunPolicy.MOST_FOLLOW_UPS) {
            Console.log(
                overrun
                    + "; "
                    + OverrunPolicy.MOST_FOLLOW_UPS
                    + " follow-up windows were announced, and no more are");
            return;
          }
          announceFollowUp(number);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void announceFollowUp(int number) {
      attempt(
          () -> {
            try (StatusHubClient client = CommandClient.open(plan.ledger(), plan.delivery())) {
              Instant start = end;
              // Moved first: a follow-up that can't be announced must not be tried without end.
              end = start.plus(length);
              end = announceWindow(client, plan.followUp().apply(start, number), end);
            }
          });
    }
  }
}
