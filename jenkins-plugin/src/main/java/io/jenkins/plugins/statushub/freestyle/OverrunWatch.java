package io.jenkins.plugins.statushub.freestyle;

import io.jenkins.plugins.statushub.announcement.BuildAnnouncer;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.hook.Timestamps;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.ledger.model.LedgerException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks after a build that goes on after its maintenance window. */
final class OverrunWatch {
  /** A build that never ends must not announce for ever. */
  private static final int MOST_FURTHER = 10;

  private final BuildAnnouncer announcer;
  private final MaintenanceParameters parameters;
  private final String place;
  private final Duration length;
  private volatile Instant end;
  private final AtomicInteger further = new AtomicInteger();
  private volatile boolean over;

  OverrunWatch(
      BuildAnnouncer announcer, MaintenanceParameters parameters, Instant at, String place) {
    this.announcer = announcer;
    this.parameters = parameters;
    this.place = place;
    Maintenance window = BuildAnnouncer.window(parameters, at);
    this.length = Duration.between(window.startTime(), window.endTime());
    this.end = window.endTime();
  }

  void begin() {
    Duration left = Duration.between(Instant.now(), end);
    StatusHubClientProvider.later(
        () -> StatusHubClientProvider.get().executor().execute(this::overrun),
        left.isNegative() ? Duration.ZERO : left);
  }

  /** The build is over. */
  void end() {
    over = true;
  }

  private void overrun() {
    if (over || StatusHubClientProvider.get().isClosed()) {
      return;
    }
    String words =
        "the maintenance was to end at " + Timestamps.format(end) + ", but the build goes on; ";
    if (!parameters.announcesOverrun() || parameters.isDryRun()) {
      announcer.log(words + "the page says that it is over");
    } else if (further.get() >= MOST_FURTHER) {
      announcer.log(words + further.get() + " further windows were announced, and no more are");
    } else {
      announceFurther();
    }
  }

  private void announceFurther() {
    Instant start = end;
    Instant next = start.plus(length);
    int number = further.incrementAndGet();
    end = next;
    try {
      announcer
          .announceFurther(parameters, start, next, place + "-" + number)
          .whenComplete((outcomes, failure) -> begin());
    } catch (LedgerException | ParameterException e) {
      announcer.log("no further window could be announced: " + e.getMessage());
    }
  }
}
