package io.jenkins.plugins.statushub.pipeline;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.statushub.announcement.BuildAnnouncer;
import io.jenkins.plugins.statushub.announcement.FailureIncident;
import io.jenkins.plugins.statushub.announcement.FailureRules;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import io.jenkins.plugins.statushub.announcement.WorkResult;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.Problems;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.TimeoutStepExecution;
import org.jspecify.annotations.Nullable;

/** A block that opens an incident when it fails, and resolves it when it succeeds. */
final class WithIncidentExecution extends BlockExecution<IncidentParameters> {
  private static final long serialVersionUID = 1L;

  private final FailureRules rules;
  private volatile @Nullable String resultBefore;

  /** In milliseconds since 1970; 0 before the block's end. */
  private volatile long endedAt;

  WithIncidentExecution(
      StepContext context,
      IncidentParameters parameters,
      FailureRules rules,
      @Nullable ParameterException mistake) {
    super(context, parameters, mistake);
    this.rules = rules;
  }

  /** A mistake has to show before the block does anything. */
  @Override
  void beforeBlock(BuildAnnouncer announcer, Problems problems)
      throws IOException, InterruptedException {
    announcer.check(parameters, rules, List.of(FailureRules.OpenOn.values()), at(), problems);
    problems.throwIfAny();
    Run<?, ?> run = getContext().get(Run.class);
    Result result = run == null ? null : run.getResult();
    resultBefore = result == null ? null : result.toString();
    runBlock();
  }

  @Override
  void afterBlock() {
    if (endedAt == 0) {
      endedAt = System.currentTimeMillis();
    }
    offload(this::report, this::reportingFailed);
  }

  private void report(BuildAnnouncer announcer) throws IOException, InterruptedException {
    FailureIncident incident =
        new FailureIncident(announcer, parameters, rules, WithStatusHubIncidentStep.UPDATE_ON);
    Instant end = Instant.ofEpochMilli(endedAt);
    WorkResult result = result();
    CompletionStage<List<Outcome>> outcomes =
        switch (result.kind()) {
          case FAILED -> incident.reportFailure(end, place(), incident.countInLedger());
          case SUCCEEDED -> incident.reportRecovery(end, at(), place());
          case NEITHER -> incident.reportNeither(result.reason());
        };
    then(outcomes, this::finish, this::reportingFailed);
  }

  private WorkResult result() throws IOException, InterruptedException {
    FlowNode block = getContext().get(FlowNode.class);
    Run<?, ?> run = getContext().get(Run.class);
    if (block == null || run == null) {
      throw new IOException("the build is gone");
    }
    BlockResult result = new BlockResult(block, run, rules);
    Throwable failure = error();
    if (failure != null) {
      return result.ofError(failure);
    }
    String before = resultBefore;
    return result.ofSuccess(before == null ? null : Result.fromString(before));
  }

  private void finish(List<Outcome> outcomes) {
    Throwable failure = error() == null ? failureIn(parameters, outcomes) : null;
    if (failure == null) {
      passOn();
    } else {
      fail(failure);
    }
  }

  /** What goes wrong here is no fault of the work's. */
  private void reportingFailed(Throwable failure) {
    if (error() == null && parameters.isFailOnError()) {
      fail(failure);
      return;
    }
    try {
      announcer().log("not announced: " + failure.getMessage());
    } catch (IOException | InterruptedException | RuntimeException e) {
      // Nobody is left to be told.
    }
    passOn();
  }

  @Override
  public void stop(Throwable cause) {
    if (hasBlockEnded() && (error() != null || isTimeout(cause))) {
      // The work has ended; only the announcement takes its time, and goes on without the build.
      passOn();
    } else {
      abort(cause);
    }
  }

  private static boolean isTimeout(Throwable cause) {
    return cause instanceof FlowInterruptedException interruption
        && interruption.getCauses().stream()
            .anyMatch(TimeoutStepExecution.ExceededTimeout.class::isInstance);
  }
}
