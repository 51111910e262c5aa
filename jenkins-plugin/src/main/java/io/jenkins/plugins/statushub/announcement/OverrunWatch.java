package io.jenkins.plugins.statushub.announcement;

import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.around.OverrunPolicy;
import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.hook.Timestamps;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Watches work that goes on after its maintenance window: a block, or a freestyle build. StatusHub
 * can't change a window, so the build's log gets a warning, or follow-up windows are announced.
 */
public final class OverrunWatch {
  private static final Logger LOGGER = Logger.getLogger(OverrunWatch.class.getName());

  private final MaintenanceParameters parameters;
  private final OverrunPolicy onOverrun;
  private final String place;
  private final Work work;
  private final Duration length;
  private Progress progress;
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

  private final Consumer<Progress> onFollowUp;

  /**
   * How far the watch has come.
   *
   * @param followUps how many follow-up windows were announced
   * @param end when the last window ends
   */
  public record Progress(int followUps, Instant end) {}

  /**
   * @param parameters the window
   * @param at when it was announced
   * @param place where in the build
   * @param progress where to go on, as after a restart
   * @param onFollowUp called after each follow-up window
   */
  public OverrunWatch(
      MaintenanceParameters parameters,
      OverrunPolicy onOverrun,
      Instant at,
      String place,
      Progress progress,
      Consumer<Progress> onFollowUp,
      Work work) {
    this.parameters = parameters;
    this.onOverrun = onOverrun;
    this.place = place;
    this.work = work;
    Maintenance window = BuildAnnouncer.window(parameters, at);
    this.length = Duration.between(window.startTime(), window.endTime());
    this.progress = progress;
    this.onFollowUp = onFollowUp;
  }

  /**
   * Reads what a user wrote; {@code warn} if that is nothing.
   *
   * @throws ParameterException if it is none of the words, with the one that was meant
   */
  public static OverrunPolicy parse(@Nullable String onOverrun) {
    try {
      return OverrunPolicy.parse(onOverrun);
    } catch (ParameterException e) {
      throw Choices.refused(
          "onOverrun",
          String.valueOf(onOverrun),
          Arrays.stream(OverrunPolicy.values()).map(OverrunPolicy::wire).toList());
    }
  }

  /**
   * Returns where the watch begins.
   *
   * @param outcomes what became of the window's announcements; one that runs already and was not
   *     announced again may end earlier
   */
  public static Progress begin(
      BuildAnnouncer announcer,
      MaintenanceParameters parameters,
      Instant at,
      List<Outcome> outcomes) {
    return new Progress(
        0, announcer.windowEnd(outcomes, BuildAnnouncer.window(parameters, at).endTime()));
  }

  /** Begins, or goes on, to wait for the end of the window. */
  public void start() {
    Duration left = Duration.between(Instant.now(), progress().end());
    StatusHubClientProvider.later(
        () -> StatusHubClientProvider.get().executor().execute(this::overrun),
        left.isNegative() ? Duration.ZERO : left);
  }

  /** Ends the watch: the work is over. */
  public void stop() {
    ended = true;
  }

  private synchronized Progress progress() {
    return progress;
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
            + Timestamps.format(progress().end())
            + (parameters.isDryRun() ? " (dry run, never announced)" : "")
            + ", but the work goes on";
    if (onOverrun == OverrunPolicy.WARN) {
      announcer.log(
          over
              + "; the status page shows the window as over (onOverrun 'announce' announces"
              + " follow-up windows)");
    } else if (progress().followUps() >= OverrunPolicy.MOST_FOLLOW_UPS) {
      announcer.log(
          over
              + "; "
              + OverrunPolicy.MOST_FOLLOW_UPS
              + " follow-up windows were announced, no more are");
    } else {
      announceFollowUp(announcer);
    }
  }

  private void announceFollowUp(BuildAnnouncer announcer) {
    Instant start = progress().end();
    Instant end = start.plus(length);
    int number = progress().followUps() + 1;
    try {
      announcer
          .announceFollowUp(parameters, start, end, place + "-" + number)
          .whenComplete(
              (outcomes, failure) ->
                  next(
                      new Progress(
                          number, failure == null ? announcer.windowEnd(outcomes, end) : end)));
    } catch (ParameterException e) {
      announcer.log("no follow-up window announced: " + e.getMessage());
    }
  }

  private void next(Progress reached) {
    synchronized (this) {
      progress = reached;
    }
    onFollowUp.accept(reached);
    start();
  }
}
