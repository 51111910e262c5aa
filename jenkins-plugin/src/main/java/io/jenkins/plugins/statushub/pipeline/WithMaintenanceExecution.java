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
final class WithMaintenanceExecution extends BlockExecution<MaintenanceParameters> {
  private static final long serialVersionUID = 1L;

  private final @Nullable String onOverrun;
  private volatile int followUps;

  /** When the last window ends, in milliseconds since 1970. */
  private volatile long windowEnd;

  private transient volatile @Nullable OverrunWatch watch;

  WithMaintenanceExecution(
      StepContext context,
      MaintenanceParameters parameters,
      @Nullable String onOverrun,
      @Nullable ParameterException mistake) {
    super(context, parameters, mistake);
    this.onOverrun = onOverrun;
  }

  @Override
  void beforeBlock(BuildAnnouncer announcer, Problems problems)
      throws IOException, InterruptedException {
    announcer.check(parameters, at(), problems);
    problems.check(() -> OverrunWatch.parse(onOverrun));
    problems.throwIfAny();
    then(
        announcer.announce(parameters, at(), place()),
        outcomes -> {
          save(OverrunWatch.begin(announcer, parameters, at(), outcomes));
          runBlockUnlessFailed(outcomes);
        },
        this::fail);
  }

  private void save(OverrunWatch.Progress progress) {
    followUps = progress.followUps();
    windowEnd = progress.end().toEpochMilli();
  }

  private void runBlockUnlessFailed(List<Outcome> outcomes) {
    Throwable failure = failureIn(parameters, outcomes);
    if (failure == null) {
      runBlock();
    } else {
      fail(failure);
    }
  }

  @Override
  void inBlock() {
    offload(announcer -> watch(), e -> {});
  }

  private void watch() throws IOException, InterruptedException {
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

  @Override
  void afterBlock() {
    passOn();
    stopWatch();
  }

  @Override
  public void stop(Throwable cause) {
    abort(cause);
    stopWatch();
  }

  /** Called when the step has ended, since a watch that begins now looks for that. */
  private void stopWatch() {
    OverrunWatch begun = watch;
    if (begun != null) {
      begun.stop();
    }
  }
}
