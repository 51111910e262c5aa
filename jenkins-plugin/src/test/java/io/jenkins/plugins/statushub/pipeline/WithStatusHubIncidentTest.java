package io.jenkins.plugins.statushub.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WithStatusHubIncidentTest {
  private static final String FAILS = block("error 'boom'");
  private static final String PASSES = block("echo 'fine'");

  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  private static String block(String body) {
    return "withStatusHubIncident(service: 'shop', title: 'Upgrade failed', status: 'down') { "
        + body
        + " }";
  }

  @Test
  void opensWhenItFailsAndResolvesInALaterBuild() throws Exception {
    WorkflowJob job = jenkins.job(FAILS);
    WorkflowRun failed = jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);
    assertThat(jenkins.published("shop")).containsExactly("investigating Upgrade failed");
    jenkins.rule().assertLogContains("ERROR: boom", failed);

    jenkins.run(Result.SUCCESS, job, PASSES);
    assertThat(jenkins.published("shop"))
        .containsExactly("investigating Upgrade failed", "resolved Upgrade failed");
    assertThat(jenkins.hub().incidents("shop")).hasSize(1);
  }

  @Test
  void passesOnTheErrorOfTheBlockUnchanged() throws Exception {
    WorkflowRun build =
        jenkins.run(Result.SUCCESS, "try { " + FAILS + " } catch (e) { echo \"caught ${e}\" }");

    jenkins.rule().assertLogContains("caught hudson.AbortException: boom", build);
  }

  @Test
  void passesOnTheValueOfTheBlockUnchanged() throws Exception {
    WorkflowRun build =
        jenkins.run(Result.SUCCESS, "def it = " + block("return 42") + "\necho \"got ${it}\"");

    jenkins.rule().assertLogContains("got 42", build);
  }

  @Test
  void announcesNothingIfTheBlockSucceedsAndNoIncidentIsOpen() throws Exception {
    WorkflowRun build = jenkins.run(Result.SUCCESS, PASSES);

    assertThat(jenkins.hub().received()).isEmpty();
    jenkins.rule().assertLogNotContains("StatusHub:", build);
  }

  @Test
  void reportsAMistakeBeforeTheBlockRuns() throws Exception {
    WorkflowRun build =
        jenkins.run(
            Result.FAILURE,
            "withStatusHubIncident(service: 'shop', title: 'x', status: 'broken') { echo 'ran' }");

    jenkins.rule().assertLogContains("ERROR: StatusHub: status: 'broken' is not allowed", build);
    jenkins.rule().assertLogNotContains("ran", build);
  }

  @Test
  void announcesNothingIfAUserAbortsTheBlock() throws Exception {
    WorkflowJob job = jenkins.job(block("semaphore 'abort'"));
    WorkflowRun build = job.scheduleBuild2(0).waitForStart();
    SemaphoreStep.waitForStart("abort/1", build);
    build.doStop();

    jenkins.rule().assertBuildStatus(Result.ABORTED, jenkins.rule().waitForCompletion(build));
    assertThat(jenkins.hub().received()).isEmpty();
  }

  @Test
  void opensIfTheBlockTimesOut() throws Exception {
    jenkins.run(Result.ABORTED, block("timeout(time: 1, unit: 'SECONDS') { semaphore 'inner' }"));
    assertThat(jenkins.published("shop")).containsExactly("investigating Upgrade failed");

    jenkins.hub().reset();
    jenkins.run(
        Result.ABORTED, "timeout(time: 1, unit: 'SECONDS') { " + block("semaphore 'outer'") + " }");
    assertThat(jenkins.published("shop")).containsExactly("investigating Upgrade failed");
  }

  @Test
  void announcesNothingIfAParallelBranchStoppedTheBlock() throws Exception {
    jenkins.run(
        Result.FAILURE,
        "parallel a: { "
            + block("semaphore 'sibling'")
            + " }, b: { error 'boom' }, failFast: true");

    assertThat(jenkins.hub().received()).isEmpty();
  }

  @Test
  void notifiesNobodyOfAFurtherFailureWithTheSameTexts() throws Exception {
    WorkflowJob job = jenkins.job(FAILS);
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);

    assertThat(jenkins.published("shop"))
        .containsExactly("investigating Upgrade failed", "investigating Upgrade failed (silent)");
    assertThat(jenkins.hub().incidents("shop")).hasSize(1);
  }

  @Test
  void resolvesIfARetrySucceeds() throws Exception {
    jenkins.run(
        Result.SUCCESS, "int n = 0\nretry(2) { " + block("if (n++ == 0) { error 'boom' }") + " }");

    assertThat(jenkins.published("shop"))
        .containsExactly("investigating Upgrade failed", "resolved Upgrade failed");
  }

  @Test
  void resolvesNothingThatAParallelBlockFound() throws Exception {
    WorkflowJob job =
        jenkins.job(
            "parallel a: { "
                + block("semaphore 'a'")
                + " }, b: { "
                + block("semaphore 'b'")
                + " }");
    WorkflowRun build = job.scheduleBuild2(0).waitForStart();
    SemaphoreStep.waitForStart("a/1", build);
    SemaphoreStep.waitForStart("b/1", build);
    SemaphoreStep.failure("a/1", new hudson.AbortException("boom"));
    jenkins.rule().waitForMessage("StatusHub: shop: opened", build);
    SemaphoreStep.success("b/1", null);

    jenkins.rule().assertBuildStatus(Result.FAILURE, jenkins.rule().waitForCompletion(build));
    assertThat(jenkins.published("shop")).containsExactly("investigating Upgrade failed");
  }

  @Test
  void resolvesNothingThatALaterBuildFound() throws Exception {
    WorkflowJob job = jenkins.job(block("semaphore 'early'"));
    WorkflowRun early = job.scheduleBuild2(0).waitForStart();
    SemaphoreStep.waitForStart("early/1", early);
    jenkins.run(Result.FAILURE, job, FAILS);
    JenkinsWithHub.define(job, block("semaphore 'late'"));
    WorkflowRun late = job.scheduleBuild2(0).waitForStart();
    SemaphoreStep.waitForStart("late/1", late);

    SemaphoreStep.success("early/1", null);
    jenkins.rule().assertBuildStatusSuccess(jenkins.rule().waitForCompletion(early));
    assertThat(jenkins.published("shop")).containsExactly("investigating Upgrade failed");

    SemaphoreStep.success("late/1", null);
    jenkins.rule().assertBuildStatusSuccess(jenkins.rule().waitForCompletion(late));
    assertThat(jenkins.published("shop"))
        .containsExactly("investigating Upgrade failed", "resolved Upgrade failed");
  }

  @Test
  void resolvesNoIncidentThatAStepWithoutBlockOpened() throws Exception {
    WorkflowJob job =
        jenkins.job(
            "statusHubIncident(service: 'shop', title: 'By hand', status: 'degraded')\n" + PASSES);
    jenkins.rule().buildAndAssertSuccess(job);

    assertThat(jenkins.published("shop")).containsExactly("investigating By hand");
  }

  @Test
  void resolvesWithTheTextsGiven() throws Exception {
    WorkflowJob job = jenkins.job(FAILS);
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);
    jenkins.run(
        Result.SUCCESS,
        job,
        "withStatusHubIncident(service: 'shop', title: 'Upgrade failed', status: 'down',"
            + " resolvedTitle: 'Upgraded', resolvedDescription: 'All is <well>') { echo 'fine' }");

    assertThat(jenkins.published("shop"))
        .isEqualTo(List.of("investigating Upgrade failed", "resolved Upgraded"));
    assertThat(jenkins.hub().incidents("shop").get(0).updates().get(1).description())
        .isEqualTo("All is &lt;well&gt;");
  }
}
