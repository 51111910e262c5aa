package io.jenkins.plugins.statushub.pipeline;

import io.jenkins.plugins.statushub.announcement.FailureIncident;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import io.jenkins.statushub.sending.Outcome;
import java.time.Instant;
import java.util.List;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jspecify.annotations.Nullable;

/**
 * A block that opens an incident when it fails, and resolves it when it gets through. The block's
 * own end, result or error, passes through unchanged.
 */
final class IncidentBlockExecution extends BuildStepExecution {
  private static final long serialVersionUID = 1L;

  private enum Phase {
    CHECKING,
    RUNNING,
    ENDING
  }

  private final IncidentParameters parameters;
  private volatile Phase phase = Phase.CHECKING;
  private volatile long endedAt;
  private volatile @Nullable Throwable error;
  private volatile @Nullable Object result;

  IncidentBlockExecution(StepContext context, IncidentParameters parameters) {
    super(context);
    this.parameters = parameters;
  }

  @Override
  public boolean start() {
    check();
    return false;
  }

  @Override
  public void onResume() {
    switch (phase) {
      case CHECKING -> check();
      case RUNNING -> {}
      case ENDING -> conclude();
    }
  }

  /** A mistake has to show before the block does anything. */
  private void check() {
    offload(
        announcer -> {
          announcer.check(parameters, at());
          if (!hasEnded()) {
            getContext().newBodyInvoker().withCallback(new Callback()).start();
          }
        });
  }

  private void end(@Nullable Throwable failure, @Nullable Object value) {
    error = failure;
    result = value;
    endedAt = System.currentTimeMillis();
    phase = Phase.ENDING;
    conclude();
  }

  private void conclude() {
    Throwable failure = error;
    offload(
        announcer -> {
          if (failure != null && Interruptions.isWanted(failure)) {
            passOn();
            return;
          }
          FailureIncident trouble = new FailureIncident(announcer, parameters);
          Instant end = Instant.ofEpochMilli(endedAt);
          boolean failed = failure != null || hasCaughtFailures();
          then(
              failed ? trouble.failed(end, place()) : trouble.recovered(end, at(), place()),
              this::finish,
              this::announcingFailed);
        },
        this::announcingFailed);
  }

  private boolean hasCaughtFailures() throws java.io.IOException, InterruptedException {
    FlowNode block = getContext().get(FlowNode.class);
    return parameters.countsCaught() && block != null && CaughtFailures.in(block, parameters);
  }

  private void finish(List<Outcome> outcomes) {
    Throwable failure = error == null ? failureIn(parameters, outcomes) : null;
    if (failure == null) {
      passOn();
    } else {
      fail(failure);
    }
  }

  private void announcingFailed(Throwable failure) {
    Throwable original = error;
    fail(original == null ? failure : original);
  }

  private void passOn() {
    Throwable original = error;
    if (original == null) {
      succeed(result);
    } else {
      fail(original);
    }
  }

  @Override
  public void stop(Throwable cause) {
    Throwable original = error;
    fail(original == null ? cause : original);
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
      end(null, value);
    }

    @Override
    public void onFailure(StepContext context, Throwable failure) {
      end(failure, null);
    }
  }
}
