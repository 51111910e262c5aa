package io.jenkins.plugins.statushub.pipeline;

import io.jenkins.plugins.statushub.announcement.BuildAnnouncer;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.hook.Timestamps;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.sending.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * A block with a maintenance window around it: announced before the block runs. The hook can't
 * change a window, so a block that goes on for longer gets a warning, or further windows.
 */
final class MaintenanceBlockExecution extends BuildStepExecution {
  private static final long serialVersionUID = 1L;

  /** A block that never ends must not announce for ever. */
  private static final int MOST_FURTHER = 10;

  private enum Phase {
    ANNOUNCING,
    RUNNING
  }

  private final MaintenanceParameters parameters;
  private volatile Phase phase = Phase.ANNOUNCING;
  private volatile int further;

  MaintenanceBlockExecution(StepContext context, MaintenanceParameters parameters) {
    super(context);
    this.parameters = parameters;
  }

  @Override
  public boolean start() {
    announce();
    return false;
  }

  @Override
  public void onResume() {
    if (phase == Phase.ANNOUNCING) {
      announce();
    } else {
      offload(announcer -> watch(), e -> {});
    }
  }

  private void announce() {
    offload(
        announcer -> then(announcer.announce(parameters, at(), place()), this::begin, this::fail));
  }

  private void begin(List<Outcome> outcomes) {
    Throwable failure = failureIn(parameters, outcomes);
    if (failure != null) {
      fail(failure);
    } else if (!hasEnded()) {
      getContext().newBodyInvoker().withCallback(new Callback()).start();
      watch();
    }
  }

  /** The end of the last window announced. */
  private Instant end() {
    Maintenance window = BuildAnnouncer.window(parameters, at());
    return window.endTime().plus(length(window).multipliedBy(further));
  }

  private static Duration length(Maintenance window) {
    return Duration.between(window.startTime(), window.endTime());
  }

  private void watch() {
    Duration left = Duration.between(Instant.now(), end());
    StatusHubClientProvider.later(this::overrun, left.isNegative() ? Duration.ZERO : left);
  }

  private void overrun() {
    if (hasEnded() || StatusHubClientProvider.get().isClosed()) {
      return;
    }
    offload(this::tellOverrun, e -> {});
  }

  private void tellOverrun(BuildAnnouncer announcer) throws LedgerException {
    if (hasEnded()) {
      return;
    }
    String end = Timestamps.format(end());
    if (!parameters.announcesOverrun() || parameters.isDryRun()) {
      announcer.log(
          "the maintenance was to end at "
              + end
              + ", but its block goes on; the page says that it is over (onOverrun: 'announce' would"
              + " announce a further window)");
      return;
    }
    if (further >= MOST_FURTHER) {
      announcer.log(
          "the maintenance was to end at "
              + end
              + ", but its block goes on; "
              + MOST_FURTHER
              + " further windows were announced, and no more are");
      return;
    }
    announceFurther(announcer);
  }

  private void announceFurther(BuildAnnouncer announcer) throws LedgerException {
    Instant start = end();
    Duration length = length(BuildAnnouncer.window(parameters, at()));
    int number = further + 1;
    then(
        announcer.announceFurther(parameters, start, start.plus(length), placeOf(number)),
        outcomes -> {
          further = number;
          watch();
        },
        e -> announcer.log("no further window could be announced: " + e.getMessage()));
  }

  private String placeOf(int number) {
    try {
      return place() + "-" + number;
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException("the build is gone", e);
    }
  }

  @Override
  public void stop(Throwable cause) {
    fail(cause);
  }

  @Override
  public String getStatus() {
    return phase == Phase.RUNNING ? "running its block" : "waiting for StatusHub";
  }

  private final class Callback extends BodyExecutionCallback {
    private static final long serialVersionUID = 1L;

    @Override
    public void onStart(StepContext context) {
      phase = Phase.RUNNING;
    }

    @Override
    public void onSuccess(StepContext context, Object value) {
      succeed(value);
    }

    @Override
    public void onFailure(StepContext context, Throwable failure) {
      fail(failure);
    }
  }
}
