package io.jenkins.plugins.statushub.pipeline;

import io.jenkins.statushub.input.ParameterException;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jspecify.annotations.Nullable;

/** What the two steps with a block have in common: the block begins, and ends. */
abstract class BlockExecution extends BuildStepExecution {
  private static final long serialVersionUID = 1L;

  BlockExecution(StepContext context, @Nullable ParameterException mistake) {
    super(context, mistake);
  }

  /** Notes that the block runs now. */
  abstract void onBlockStart();

  /**
   * Goes on after the block.
   *
   * @param failure what the block failed with; null if it succeeded
   * @param value what it returned; null if it failed
   */
  abstract void onBlockEnd(@Nullable Throwable failure, @Nullable Object value);

  /** Returns whether the block runs. */
  abstract boolean isRunningBlock();

  /** Runs the block, unless the step has ended. */
  final void runBlock() {
    if (!hasEnded()) {
      getContext().newBodyInvoker().withCallback(new Callback()).start();
    }
  }

  @Override
  public final String getStatus() {
    return isRunningBlock() ? "running its block" : "waiting for StatusHub";
  }

  private final class Callback extends BodyExecutionCallback {
    private static final long serialVersionUID = 1L;

    @Override
    public void onStart(StepContext context) {
      onBlockStart();
    }

    @Override
    public void onSuccess(StepContext context, @Nullable Object value) {
      onBlockEnd(null, value);
    }

    @Override
    public void onFailure(StepContext context, Throwable failure) {
      onBlockEnd(failure, null);
    }
  }
}
