package io.jenkins.plugins.statushub.pipeline;

import hudson.model.Result;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.BuildAnnouncer;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.Problems;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jspecify.annotations.Nullable;

/**
 * What the two steps with a block have in common: something happens before the block, while it runs
 * and after it. The block's own end passes through unchanged, its value or its error.
 */
abstract class BlockExecution<P extends AnnouncementParameters> extends BuildStepExecution {
  private static final long serialVersionUID = 1L;

  private enum Phase {
    BEFORE_BLOCK,
    IN_BLOCK,
    AFTER_BLOCK
  }

  /** What the step was given. */
  final P parameters;

  private volatile Phase phase = Phase.BEFORE_BLOCK;
  private volatile boolean skipped;

  /** For after a restart. */
  private volatile @Nullable Throwable keptError;

  /** Never kept: many a value, and many an error, can't be written to disk. */
  private transient volatile @Nullable Throwable error;

  private transient volatile @Nullable Object value;

  /** After a restart, a block that was about to begin is begun anew. */
  private transient volatile @Nullable BodyExecution body;

  BlockExecution(StepContext context, P parameters, @Nullable ParameterException mistake) {
    super(context, mistake);
    this.parameters = parameters;
  }

  /**
   * Does what has to be done first, and {@linkplain #runBlock() runs the block}. Called again if
   * Jenkins was restarted meanwhile.
   *
   * @param problems what is wrong with the step's arguments so far
   */
  abstract void beforeBlock(BuildAnnouncer announcer, Problems problems)
      throws IOException, InterruptedException;

  /** Is called when the block begins to run, and again after a restart of Jenkins. */
  void inBlock() {}

  /**
   * Does what has to be done in the end, and {@linkplain #passOn() passes on} what the block ended
   * with. Called again if Jenkins was restarted meanwhile.
   */
  abstract void afterBlock();

  @Override
  public final boolean start() {
    offload(this::begin);
    return false;
  }

  @Override
  public final void onResume() {
    switch (phase) {
      case BEFORE_BLOCK -> offload(this::begin);
      case IN_BLOCK -> enter();
      case AFTER_BLOCK -> {
        error = keptError;
        leave();
      }
    }
  }

  private void begin(BuildAnnouncer announcer) throws IOException, InterruptedException {
    Problems problems = problems();
    skipped = skip(announcer, parameters, problems) != null;
    if (skipped) {
      runBlock();
    } else {
      beforeBlock(announcer, problems);
    }
  }

  private void enter() {
    if (!skipped) {
      inBlock();
    }
  }

  private void leave() {
    if (skipped) {
      passOn();
    } else {
      afterBlock();
    }
  }

  /** Runs the block, unless the step has ended. */
  final void runBlock() {
    if (hasEnded()) {
      return;
    }
    BodyExecution started = getContext().newBodyInvoker().withCallback(new Callback()).start();
    body = started;
    if (hasEnded()) {
      started.cancel(new FlowInterruptedException(Result.ABORTED, true));
    }
  }

  /** Ends the step, and a block that is about to begin: nobody else could end that any more. */
  final void abort(Throwable cause) {
    boolean hasBegun = phase != Phase.BEFORE_BLOCK;
    fail(cause);
    BodyExecution started = body;
    if (started != null && !hasBegun) {
      started.cancel(cause);
    }
  }

  /** Returns what the block failed with; null if it did not fail, or has not ended. */
  final @Nullable Throwable error() {
    return error;
  }

  final boolean hasBlockEnded() {
    return phase == Phase.AFTER_BLOCK;
  }

  /** Ends the step as the block ended. */
  final void passOn() {
    Throwable original = error;
    if (original == null) {
      succeed(value);
    } else {
      fail(original);
    }
  }

  @Override
  public final String getStatus() {
    return phase == Phase.IN_BLOCK ? "running its block" : "waiting for StatusHub";
  }

  private final class Callback extends BodyExecutionCallback {
    private static final long serialVersionUID = 1L;

    @Override
    public void onStart(StepContext context) {
      phase = Phase.IN_BLOCK;
      enter();
    }

    @Override
    public void onSuccess(StepContext context, @Nullable Object result) {
      value = result;
      phase = Phase.AFTER_BLOCK;
      leave();
    }

    @Override
    public void onFailure(StepContext context, Throwable failure) {
      error = failure;
      keptError = new ErrorAction(failure).getError();
      phase = Phase.AFTER_BLOCK;
      leave();
    }
  }
}
