package io.jenkins.plugins.statushub.pipeline;

import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.TimeoutStepExecution;

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
      if (cause instanceof TimeoutStepExecution.ExceededTimeout) {
        return false;
      }
    }
    return true;
  }
}
