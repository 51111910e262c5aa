package io.jenkins.plugins.statushub.announcement;

import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.hook.Timestamps;
import io.jenkins.statushub.input.ParameterException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Watches work that goes on after its maintenance window: a block, or a freestyle build. StatusHub
 * can't change a window, so the build's log gets a warning, or follow-up windows are announced.
 */
public final class OverrunWatch {
  private static final Logger LOGGER = Logger.getLogger(OverrunWatch.class.getName());

  /** Work that never ends must not announce for ever. */
  private static final int MOST_FOLLOW_UPS = 10;

  private final MaintenanceParameters parameters;
  private final OnOverrun onOverrun;
  private final String place;
  private final Work work;
  private final Maintenance window;
  private int followUps;
  private volatile boolean ended;

  /** The work that is watched. */
  public interface Work {
    /**
     * Returns what announces for the build.
     *
     * @throws IOException if the build is gone
     */
    BuildAnnouncer announcer() throws IOException, InterruptedException;
  }

  private final IntConsumer onFollowUp;

  /**
   * @param parameters the window
   * @param at when it was announced
   * @param place where in the build
   * @param followUps how many follow-up windows there are already, as after a restart
   * @param onFollowUp told how many follow-up windows there are after each new one
   */
  public OverrunWatch(
      MaintenanceParameters parameters,
      OnOverrun onOverrun,
      Instant at,
      String place,
      int followUps,
      IntConsumer onFollowUp,
      Work work) {
    this.parameters = parameters;
    this.onOverrun = onOverrun;
    this.place = place;
    this.work = work;
    this.window = BuildAnnouncer.window(parameters, at);
    this.followUps = followUps;
    this.onFollowUp = onFollowUp;
  }

  /** Begins, or goes on, to wait for the end of the window. */
  public void start() {
    Duration left = Duration.between(Instant.now(), end());
    StatusHubClientProvider.later(
        () -> StatusHubClientProvider.get().executor().execute(this::overrun),
        left.isNegative() ? Duration.ZERO : left);
  }

  /** Ends the watch: the work is over. */
  public void stop() {
    ended = true;
  }

  private synchronized Instant end() {
    return window.endTime().plus(length().multipliedBy(followUps));
  }

  private Duration length() {
    return Duration.between(window.startTime(), window.endTime());
  }

  private void overrun() {
    if (ended || StatusHubClientProvider.get().isClosed()) {
      return;
    }
    try {
      report(work.announcer());
    } catch (IOException e) {
      LOGGER.log(Level.FINE, "nobody is left to be warned of an overrun", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(BuildAnnouncer announcer) {
    String over =
        "the maintenance window ended at "
            + Timestamps.format(end())
            + (parameters.isDryRun() ? " (dry run, never announced)" : "")
            + ", but the work goes on";
    if (onOverrun == OnOverrun.WARN) {
      announcer.log(
          over
              + "; the status page shows the window as over (onOverrun 'announce' announces"
              + " follow-up windows)");
    } else if (count() >= MOST_FOLLOW_UPS) {
      announcer.log(
          over + "; " + MOST_FOLLOW_UPS + " follow-up windows were announced, no more are");
    } else {
      announceFollowUp(announcer);
    }
  }

  private synchronized int count() {
    return followUps;
  }

  private void announceFollowUp(BuildAnnouncer announcer) {
    Instant start = end();
    int number = count() + 1;
    try {
      announcer
          .announceFollowUp(parameters, start, start.plus(length()), place + "-" + number)
          .whenComplete((outcomes, failure) -> next(number));
    } catch (ParameterException e) {
      announcer.log("no follow-up window announced: " + e.getMessage());
    }
  }

  private void next(int number) {
    synchronized (this) {
      followUps = number;
    }
    onFollowUp.accept(number);
    start();
  }
}
