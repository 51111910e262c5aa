package io.jenkins.plugins.statushub.pipeline;

import io.jenkins.plugins.statushub.announcement.BuildAnnouncer;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import io.jenkins.plugins.statushub.announcement.OverrunWatch;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.Problems;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jspecify.annotations.Nullable;

/** A block with a maintenance window, which is announced before the block runs. */
final class WithMaintenanceExecution extends BlockExecution {
  private static final long serialVersionUID = 1L;

  private enum Phase {
    ANNOUNCING,
    RUNNING
  }

  private final MaintenanceParameters parameters;
  private final @Nullable String onOverrun;
  private volatile Phase phase = Phase.ANNOUNCING;
  private volatile boolean disabled;
  private volatile int followUps;

  /** When the last window ends, in milliseconds since 1970. */
  private volatile long windowEnd;

  private transient volatile @Nullable OverrunWatch watch;

  WithMaintenanceExecution(
      StepContext context,
      MaintenanceParameters parameters,
      @Nullable String onOverrun,
      @Nullable ParameterException mistake) {
    super(context, mistake);
    this.parameters = parameters;
    this.onOverrun = onOverrun;
  }

  @Override
  public boolean start() {
    offload(this::announce);
    return false;
  }

  @Override
  public void onResume() {
    if (phase == Phase.ANNOUNCING) {
      offload(this::announce);
    } else {
      offload(announcer -> watch(), e -> {});
    }
  }

  private void announce(BuildAnnouncer announcer) throws IOException, InterruptedException {
    Problems problems = problems();
    if (Boolean.FALSE.equals(problems.check(parameters::announces))) {
      problems.throwIfAny();
      announcer.skip(parameters);
      disabled = true;
      begin(List.of());
      return;
    }
    announcer.check(parameters, at(), problems);
    problems.check(() -> OverrunWatch.parse(onOverrun));
    problems.throwIfAny();
    then(
        announcer.announce(parameters, at(), place()),
        outcomes -> {
          save(OverrunWatch.begin(announcer, parameters, at(), outcomes));
          begin(outcomes);
        },
        this::fail);
  }

  private void save(OverrunWatch.Progress progress) {
    followUps = progress.followUps();
    windowEnd = progress.end().toEpochMilli();
  }

  private void begin(List<Outcome> outcomes) {
    Throwable failure = failureIn(parameters, outcomes);
    if (failure != null) {
      fail(failure);
    } else if (!hasEnded()) {
      runBlock();
      offload(announcer -> watch(), e -> {});
    }
  }

  private void watch() throws IOException, InterruptedException {
    if (disabled) {
      return;
    }
    OverrunWatch begun =
        new OverrunWatch(
            parameters,
            OverrunWatch.parse(onOverrun),
            at(),
            place(),
            new OverrunWatch.Progress(followUps, Instant.ofEpochMilli(windowEnd)),
            this::save,
            this::announcer);
    watch = begun;
    if (hasEnded()) {
      begun.stop();
    } else {
      begun.start();
    }
  }

  private void stopWatch() {
    OverrunWatch begun = watch;
    if (begun != null) {
      begun.stop();
    }
  }

  @Override
  public void stop(Throwable cause) {
    stopWatch();
    fail(cause);
  }

  @Override
  void onBlockStart() {
    phase = Phase.RUNNING;
  }

  @Override
  boolean isRunningBlock() {
    return phase == Phase.RUNNING;
  }

  @Override
  void onBlockEnd(@Nullable Throwable failure, @Nullable Object value) {
    stopWatch();
    if (failure == null) {
      succeed(value);
    } else {
      fail(failure);
    }
  }
}
