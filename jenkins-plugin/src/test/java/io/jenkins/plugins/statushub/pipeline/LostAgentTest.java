package io.jenkins.plugins.statushub.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An agent that goes away, such as a pod that is evicted, is a failure: nobody wanted it. */
class LostAgentTest {
  private static final String EXECUTION =
      "org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution.";

  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  private static void interrupt(String cause) throws Exception {
    WorkflowJob job = jenkins.job("");
    job.setDefinition(
        new CpsFlowDefinition(
            """
            withStatusHubIncident(service: 'shop', title: 'Upgrade failed', status: 'down') {
              throw new org.jenkinsci.plugins.workflow.steps.FlowInterruptedException(
                  hudson.model.Result.ABORTED, true, new %s())
            }
            """
                .formatted(cause),
            false));
    jenkins.rule().buildAndAssertStatus(Result.ABORTED, job);
  }

  @Test
  void anAgentThatWasRemovedOpensAnIncident() throws Exception {
    interrupt(EXECUTION + "RemovedNodeCause");

    assertThat(jenkins.published("shop")).containsExactly("investigating Upgrade failed");
  }

  @Test
  void anAgentThatDidNotComeBackAfterARestartOpensAnIncident() throws Exception {
    interrupt(EXECUTION + "RemovedNodeTimeoutCause");

    assertThat(jenkins.published("shop")).containsExactly("investigating Upgrade failed");
  }

  @Test
  void aCancelledWaitForAnAgentOpensNone() throws Exception {
    interrupt(EXECUTION + "QueueTaskCancelled");

    assertThat(jenkins.hub().received()).isEmpty();
  }
}
