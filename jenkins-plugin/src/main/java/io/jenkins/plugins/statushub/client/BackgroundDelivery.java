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
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  /** When to look again if nothing says when something is due. */
  private static final Duration DEFAULT_DELAY = Duration.ofMinutes(1);

  private static final Duration MIN_DELAY = Duration.ofSeconds(1);

  private final Clock clock = Clock.systemUTC();
  private @Nullable Instant planned;
  private int plan;

  /** Returns the background delivery of this controller. */
  public static BackgroundDelivery get() {
    return ExtensionList.lookupSingleton(BackgroundDelivery.class);
  }

  /** Takes up what was pending before the restart, after jobs and credentials were loaded. */
  @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
  public static void begin() {
    get().by(Clock.systemUTC().instant().plus(MIN_DELAY));
  }

  /** Plans a run for the next attempt of an announcement that was not delivered. */
  public void after(Outcome outcome) {
    if (outcome.isFailure()) {
      Instant next = outcome.nextAttempt();
      by(next == null ? clock.instant().plus(DEFAULT_DELAY) : next);
    }
  }

  /** Plans a run at this time, if none is planned before. */
  public synchronized void by(Instant time) {
    if (planned != null && !time.isBefore(planned)) {
      return;
    }
    planned = time;
    int number = ++plan;
    Duration delay = Duration.between(clock.instant(), time);
    StatusHubClientProvider.later(
        () -> StatusHubClientProvider.get().executor().execute(() -> run(number)),
        delay.compareTo(MIN_DELAY) < 0 ? MIN_DELAY : delay);
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
   * @param onlyDue whether to deliver only what is due now, and not what is planned for later
   */
  public CompletionStage<FlushReport> deliver(boolean onlyDue) {
    CompletableFuture<FlushReport> done = new CompletableFuture<>();
    StatusHubClientProvider.get()
        .client()
        .flush(onlyDue, TIMEOUT, progress -> {})
        .whenComplete(
            (report, failure) -> {
              if (failure != null) {
                LOGGER.log(Level.WARNING, "pending updates could not be delivered", failure);
                by(clock.instant().plus(DEFAULT_DELAY));
                done.completeExceptionally(failure);
              } else {
                log(report);
                planAfter(report);
                FlushListener.fireFlushed(report);
                done.complete(report);
              }
            });
    return done;
  }

  private static void log(FlushReport report) {
    if (report.delivered() + report.rejected() + report.expired() > 0) {
      LOGGER.log(
          Level.INFO,
          "pending updates: {0} delivered, {1} rejected, {2} expired; still pending: {3}",
          new Object[] {
            report.delivered(), report.rejected(), report.expired(), report.remaining()
          });
    }
  }

  private void planAfter(FlushReport report) {
    Instant next = report.nextDue();
    if (report.busy() || !report.complete()) {
      by(clock.instant().plus(MIN_DELAY));
    } else if (next != null) {
      by(next);
    } else if (report.remaining() > 0) {
      by(clock.instant().plus(DEFAULT_DELAY));
    }
  }
}
