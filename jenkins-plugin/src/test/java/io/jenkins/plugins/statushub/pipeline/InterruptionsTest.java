package io.jenkins.plugins.statushub.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Result;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.junit.jupiter.api.Test;

class InterruptionsTest {
  private static FlowInterruptedException interruption(CauseOfInterruption cause) {
    return new FlowInterruptedException(Result.ABORTED, true, cause);
  }

  @Test
  void nobodyWantedToLoseAnAgent() {
    assertThat(
            Interruptions.isWanted(
                interruption(new ExecutorStepExecution.RemovedNodeTimeoutCause())))
        .isFalse();
    assertThat(Interruptions.isWanted(interruption(new ExecutorStepExecution.RemovedNodeCause())))
        .isFalse();
  }

  @Test
  void anErrorWasNotWantedAUsersAbortWas() {
    assertThat(Interruptions.isWanted(new AbortException("boom"))).isFalse();
    assertThat(Interruptions.isWanted(interruption(new CauseOfInterruption.UserInterruption("me"))))
        .isTrue();
  }
}
