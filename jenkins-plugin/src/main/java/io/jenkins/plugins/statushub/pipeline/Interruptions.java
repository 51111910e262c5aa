package io.jenkins.plugins.statushub.pipeline;

import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.TimeoutStepExecution;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;

/** Tells whether a block failed, or somebody wanted it to stop. */
final class Interruptions {
  private Interruptions() {}

  /**
   * Whether a block was stopped on purpose: by a user, by a newer build, by a sibling's failure. A
   * timeout and a lost agent are failures: nobody wanted them.
   */
  static boolean isWanted(Throwable failure) {
    if (!(failure instanceof FlowInterruptedException interruption)
        || !interruption.isActualInterruption()) {
      return failure instanceof InterruptedException
          && !(failure instanceof FlowInterruptedException);
    }
    for (CauseOfInterruption cause : interruption.getCauses()) {
      if (cause instanceof TimeoutStepExecution.ExceededTimeout || isLostAgent(cause)) {
        return false;
      }
    }
    return true;
  }

  /** After a restart, an agent that does not come back looks like an actual interruption. */
  private static boolean isLostAgent(CauseOfInterruption cause) {
    return cause instanceof ExecutorStepExecution.RemovedNodeCause
        || cause instanceof ExecutorStepExecution.RemovedNodeTimeoutCause;
  }
}
