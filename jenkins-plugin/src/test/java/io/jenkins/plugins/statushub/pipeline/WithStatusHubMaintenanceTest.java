package io.jenkins.plugins.statushub.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.model.MaintenanceWindow;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

class WithStatusHubMaintenanceTest {
  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  private static String block(String parameters, String body) {
    return "withStatusHubMaintenance(service: 'shop', title: 'Upgrading', status: 'down', "
        + parameters
        + ") { "
        + body
        + " }";
  }

  @Test
  void isAnnouncedBeforeItsBlockRuns() throws Exception {
    WorkflowJob job = jenkins.job(block("duration: '30m'", "semaphore 'running'"));
    WorkflowRun build = job.scheduleBuild2(0).waitForStart();
    SemaphoreStep.waitForStart("running/1", build);

    assertThat(jenkins.hub().maintenances("shop")).hasSize(1);
    SemaphoreStep.success("running/1", null);
    jenkins.rule().assertBuildStatusSuccess(jenkins.rule().waitForCompletion(build));
    assertThat(jenkins.hub().received()).hasSize(1);
  }

  @Test
  void runsTheBlockIfTheHubIsUnavailable() throws Exception {
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    jenkins.hub().injectUntilCleared("shop", Fault.status(503));

    WorkflowRun build = jenkins.run(Result.SUCCESS, block("duration: '30m'", "echo 'ran'"));

    jenkins.rule().assertLogContains("StatusHub: shop: pending (HTTP 503", build);
    jenkins.rule().assertLogContains("ran", build);
    jenkins.hub().clearFaults();
    jenkins.deliverPending();
    assertThat(jenkins.hub().maintenances("shop")).hasSize(1);
  }

  @Test
  void reportsAMistakeBeforeTheBlockRuns() throws Exception {
    WorkflowRun build = jenkins.run(Result.FAILURE, block("duration: 'long'", "echo 'ran'"));

    jenkins.rule().assertLogContains("ERROR: StatusHub: duration: 'long' is not allowed", build);
    jenkins.rule().assertLogNotContains("ran", build);
  }

  @Test
  void warnsIfTheBlockGoesOnAfterTheWindow() throws Exception {
    WorkflowJob job = jenkins.job(block("duration: '1s'", "semaphore 'overrun'"));
    WorkflowRun build = job.scheduleBuild2(0).waitForStart();
    SemaphoreStep.waitForStart("overrun/1", build);

    jenkins.rule().waitForMessage("StatusHub: the maintenance window ended at 20", build);
    SemaphoreStep.success("overrun/1", null);
    jenkins.rule().assertBuildStatusSuccess(jenkins.rule().waitForCompletion(build));
    assertThat(jenkins.hub().received()).hasSize(1);
  }

  @Test
  void announcesFollowUpWindowsIfAskedTo() throws Exception {
    WorkflowJob job =
        jenkins.job(block("duration: '2s', onOverrun: 'announce'", "semaphore 'further'"));
    WorkflowRun build = job.scheduleBuild2(0).waitForStart();
    SemaphoreStep.waitForStart("further/1", build);

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> jenkins.hub().maintenances("shop").size() >= 3);
    SemaphoreStep.success("further/1", null);
    jenkins.rule().assertBuildStatusSuccess(jenkins.rule().waitForCompletion(build));
    List<MaintenanceWindow> windows = jenkins.hub().maintenances("shop");
    for (int i = 1; i < windows.size(); i++) {
      assertThat(windows.get(i).startTime()).isEqualTo(windows.get(i - 1).endTime());
      assertThat(windows.get(i).id()).isNotEqualTo(windows.get(i - 1).id());
    }
  }

  @Test
  void isNotAnnouncedAgainWhileTheSameRuns() throws Exception {
    String script = block("duration: '30m'", "echo 'ran'");
    WorkflowJob job = jenkins.job(script);
    jenkins.run(Result.SUCCESS, job, script);

    WorkflowRun second = jenkins.run(Result.SUCCESS, job, script);

    MaintenanceWindow window = jenkins.hub().maintenances("shop").get(0);
    jenkins
        .rule()
        .assertLogContains(
            "StatusHub: shop: skipped (a window with this key and title is announced already, until "
                + window.endTime(),
            second);
    jenkins.rule().assertLogContains("ran", second);
    assertThat(jenkins.hub().maintenances("shop")).hasSize(1);
    jenkins.run(Result.SUCCESS, job, block("duration: '30m', allowDuplicate: true", "echo 'ran'"));
    assertThat(jenkins.hub().maintenances("shop")).hasSize(2);
  }

  @Test
  void watchesTheEndOfTheWindowThatRan() throws Exception {
    WorkflowJob job = jenkins.job(block("duration: '5s'", "echo 'ran'"));
    jenkins.rule().buildAndAssertSuccess(job);
    MaintenanceWindow window = jenkins.hub().maintenances("shop").get(0);
    JenkinsWithHub.define(job, block("duration: '5s'", "semaphore 'second'"));

    WorkflowRun build = job.scheduleBuild2(0).waitForStart();
    SemaphoreStep.waitForStart("second/1", build);

    jenkins
        .rule()
        .waitForMessage("the maintenance window ended at " + window.endTime() + ",", build);
    SemaphoreStep.success("second/1", null);
    jenkins.rule().assertBuildStatusSuccess(jenkins.rule().waitForCompletion(build));
  }

  @Test
  void saysWhatItWouldAnnounceInADryRunThatGoesOnAfterTheWindow() throws Exception {
    WorkflowJob job =
        jenkins.job(
            block("duration: '1s', onOverrun: 'announce', dryRun: true", "semaphore 'dry'"));
    WorkflowRun build = job.scheduleBuild2(0).waitForStart();
    SemaphoreStep.waitForStart("dry/1", build);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                JenkinsRule.getLog(build)
                        .lines()
                        .filter(line -> line.startsWith("StatusHub: shop: dry run, not sent: {"))
                        .count()
                    >= 2);
    SemaphoreStep.success("dry/1", null);

    jenkins.rule().assertBuildStatusSuccess(jenkins.rule().waitForCompletion(build));
    assertThat(jenkins.hub().received()).isEmpty();
  }

  @Test
  void passesOnTheErrorOfTheBlockUnchanged() throws Exception {
    WorkflowRun build =
        jenkins.run(
            Result.SUCCESS,
            "try { "
                + block("duration: '30m'", "error 'boom'")
                + " } catch (e) { echo \"caught ${e}\" }");

    jenkins.rule().assertLogContains("caught hudson.AbortException: boom", build);
  }
}
