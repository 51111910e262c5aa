package io.jenkins.plugins.statushub.client;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import io.jenkins.statushub.sending.FlushReport;
import io.jenkins.statushub.sending.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what is pending, when it is due. One timer, set for the next thing that is due; nothing
 * runs while nothing is pending.
 */
@Extension
public final class BackgroundDelivery {
  private static final Logger LOGGER = Logger.getLogger(BackgroundDelivery.class.getName());

  /** How long one run goes on at the most. */
  private static final Duration BOUND = Duration.ofMinutes(5);

  /** When to look again where nothing says when something is due. */
  private static final Duration OTHERWISE = Duration.ofMinutes(1);

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Clock clock = Clock.systemUTC();
  private @Nullable Instant planned;
  private int plan;

  /** The background delivery of this controller. */
  public static BackgroundDelivery get() {
    return ExtensionList.lookupSingleton(BackgroundDelivery.class);
  }

  /** Takes up what was pending before the restart, once jobs and credentials are there. */
  @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
  public static void begin() {
    get().by(Clock.systemUTC().instant().plus(SHORTEST));
  }

  /** Sees to it that an outcome's update is tried again, if that is planned. */
  public void after(Outcome outcome) {
    if (outcome.isFailure()) {
      Instant next = outcome.nextAttempt();
      by(next == null ? clock.instant().plus(OTHERWISE) : next);
    }
  }

  /** Sees to it that there is a run by this time. */
  public synchronized void by(Instant time) {
    if (planned != null && !time.isBefore(planned)) {
      return;
    }
    planned = time;
    int number = ++plan;
    Duration delay = Duration.between(clock.instant(), time);
    StatusHubClientProvider.later(
        () -> StatusHubClientProvider.get().executor().execute(() -> run(number)),
        delay.compareTo(SHORTEST) < 0 ? SHORTEST : delay);
  }

  private void run(int number) {
    synchronized (this) {
      if (number != plan || StatusHubClientProvider.get().isClosed()) {
        return;
      }
      planned = null;
    }
    deliver(true);
  }

  /**
   * Delivers what is pending, and plans the next run.
   *
   * @param onlyDue whether to leave alone what is planned for later
   */
  public CompletionStage<FlushReport> deliver(boolean onlyDue) {
    CompletableFuture<FlushReport> done = new CompletableFuture<>();
    StatusHubClientProvider.get()
        .hub()
        .flush(onlyDue, BOUND, progress -> {})
        .whenComplete(
            (report, failure) -> {
              if (failure != null) {
                LOGGER.log(Level.WARNING, "pending updates could not be delivered", failure);
                by(clock.instant().plus(OTHERWISE));
                done.completeExceptionally(failure);
              } else {
                tell(report);
                planAfter(report);
                FlushListener.fireDrained(report);
                done.complete(report);
              }
            });
    return done;
  }

  private static void tell(FlushReport report) {
    if (report.delivered() + report.refused() + report.expired() > 0) {
      LOGGER.log(
          Level.INFO,
          "pending updates: {0} delivered, {1} refused, {2} given up on; still waiting: {3}",
          new Object[] {
            report.delivered(), report.refused(), report.expired(), report.remaining()
          });
    }
  }

  private void planAfter(FlushReport report) {
    Instant next = report.nextDue();
    if (report.busy() || !report.complete()) {
      by(clock.instant().plus(SHORTEST));
    } else if (next != null) {
      by(next);
    } else if (report.remaining() > 0) {
      by(clock.instant().plus(OTHERWISE));
    }
  }
}
