package io.jenkins.plugins.statushub.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.hub.fault.Fault;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/** Nothing that goes wrong around a block changes what the block did, and nothing false is said. */
class BlockEdgesTest {
  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  /** What is pending would reach the hub in the next test. */
  @AfterEach
  void deliverWhatIsPending() throws Exception {
    jenkins.hub().clearFaults();
    jenkins.deliverAll();
  }

  private static String block(String parameters, String body) {
    return "withStatusHubIncident(service: 'shop', title: 'Upgrade failed', status: 'down'"
        + parameters
        + ") { "
        + body
        + " }";
  }

  @Test
  void resolvesAnIncidentThatADraftOpened() throws Exception {
    WorkflowJob job = jenkins.job(block(", draft: true", "error 'boom'"));
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);
    assertThat(jenkins.published("shop")).isEmpty();
    assertThat(jenkins.hub().drafts("shop")).hasSize(1);

    jenkins.run(Result.SUCCESS, job, block(", draft: true", "echo 'fine'"));

    assertThat(jenkins.published("shop")).last().isEqualTo("resolved Upgrade failed");
  }

  @Test
  void opensANewIncidentForTheNextOutage() throws Exception {
    WorkflowJob job = jenkins.job(block("", "error 'boom'"));
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);
    jenkins.run(Result.SUCCESS, job, block("", "echo 'fine'"));
    jenkins.run(Result.FAILURE, job, block("", "error 'again'"));

    assertThat(jenkins.hub().incidents("shop")).hasSize(2);
  }

  @Test
  void notifiesOnceIfTheTitleIsPublishedInAnotherForm() throws Exception {
    String script =
        "withStatusHubIncident(service: 'shop', title: 'Deploy  ->\\u200b prod failed ', status:"
            + " 'DOWN') { error 'boom' }";
    WorkflowJob job = jenkins.job(script);
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);

    assertThat(jenkins.hub().notifications()).hasSize(1);
    assertThat(jenkins.published("shop")).hasSize(2).last().asString().endsWith("(silent)");
  }

  @Test
  void passesOnAValueThatCannotBeWrittenToDisk() throws Exception {
    WorkflowJob job = jenkins.job(block("", "error 'boom'"));
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);
    StatusHubConfiguration.get().setTimeoutSeconds(2);
    jenkins.hub().injectUntilCleared("shop", Fault.noResponse());

    WorkflowRun build =
        jenkins.run(
            Result.SUCCESS,
            job,
            """
            @NonCPS def matcher() { ('a1' =~ /[0-9]/) }
            @NonCPS def find(m) { m.find() }
            def found = find(%s)
            echo "found ${found}"
            """
                .formatted(block("", "echo 'fine'; matcher()")));

    String log = JenkinsRule.getLog(build);
    assertThat(log).contains("found true").doesNotContain("NotSerializableException");
    jenkins.hub().clearFaults();
    jenkins.deliverPending();
    assertThat(jenkins.published("shop")).last().isEqualTo("resolved Upgrade failed");
  }

  @Test
  void reportsTheBlocksErrorAndOneLineIfItsServiceWasRemovedMeanwhile() throws Exception {
    WorkflowJob job = jenkins.job(block("", "semaphore 'removed'"));
    WorkflowRun build = job.scheduleBuild2(0).waitForStart();
    SemaphoreStep.waitForStart("removed/1", build);
    StatusHubConfiguration.get().setServices(List.of());
    SemaphoreStep.failure("removed/1", new hudson.AbortException("boom"));

    jenkins.rule().assertBuildStatus(Result.FAILURE, jenkins.rule().waitForCompletion(build));
    String log = JenkinsRule.getLog(build);
    assertThat(log).contains("ERROR: boom").doesNotContain("\tat ");
    assertThat(log.lines().filter(line -> line.startsWith("StatusHub: ")))
        .singleElement()
        .asString()
        .contains("shop: failed", "'shop' is not known here");
  }

  @Test
  void aGoodBuildStaysGoodIfTheResolutionCannotBeAnnounced() throws Exception {
    WorkflowJob job = jenkins.job(block("", "error 'boom'"));
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);
    jenkins.hub().injectUntilCleared("shop", Fault.status(410));

    WorkflowRun build = jenkins.run(Result.SUCCESS, job, block("", "echo 'fine'"));

    jenkins.rule().assertLogContains("StatusHub: shop: ", build);
    assertThat(jenkins.published("shop")).containsExactly("investigating Upgrade failed");
  }

  @Test
  void aTimeoutThatEndsWhileTheResolutionIsSentDoesNotFailTheBuild() throws Exception {
    WorkflowJob job = jenkins.job(block("", "error 'boom'"));
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);
    StatusHubConfiguration.get().setTimeoutSeconds(60);
    jenkins.hub().inject("shop", Fault.noResponse());

    jenkins.run(
        Result.SUCCESS,
        job,
        "timeout(time: 3, unit: 'SECONDS') { " + block("", "echo 'fine'") + " }\necho 'went on'");
  }

  @Test
  void failOnErrorFailsABuildWhoseResolutionIsNotDelivered() throws Exception {
    WorkflowJob job = jenkins.job(block("", "error 'boom'"));
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    jenkins.hub().injectUntilCleared("shop", Fault.status(503));

    WorkflowRun build =
        jenkins.run(Result.FAILURE, job, block(", failOnError: true", "echo 'fine'"));

    jenkins.rule().assertLogContains("(failOnError is set)", build);
    jenkins.rule().assertLogNotContains("\tat ", build);
  }

  @Test
  void anUnknownServiceKeepsNoBlockFromRunning() throws Exception {
    WorkflowRun build =
        jenkins.run(
            Result.SUCCESS,
            """
            withStatusHubMaintenance(service: 'shopp', title: 'Upgrading', status: 'down', duration: '30m') {
              echo 'it ran'
            }
            """);

    jenkins.rule().assertLogContains("it ran", build);
    jenkins
        .rule()
        .assertLogContains("StatusHub: shopp: failed (service: 'shopp' is not known", build);
  }

  @Test
  void opensAfterSoManyFailuresInARow() throws Exception {
    WorkflowJob job = jenkins.job(block(", openAfter: 3", "error 'boom'"));
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);
    WorkflowRun second = jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);
    jenkins
        .rule()
        .assertLogContains(
            "StatusHub: shop: no incident opened: failure 2 in a row, and openAfter is 3", second);
    jenkins.run(Result.SUCCESS, job, block(", openAfter: 3", "echo 'fine'"));
    jenkins.run(Result.FAILURE, job, block(", openAfter: 3", "error 'boom'"));
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);
    assertThat(jenkins.published("shop")).isEmpty();

    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);
    assertThat(jenkins.published("shop")).containsExactly("investigating Upgrade failed");
  }

  @Test
  void anotherBranchThatFailsIsNoFailureOfTheBlock() throws Exception {
    jenkins.run(
        Result.FAILURE,
        "parallel a: { catchError { error 'boom' } }, b: { "
            + block(", openOn: 'unstable'", "sleep 2")
            + " }");

    assertThat(jenkins.hub().received()).isEmpty();
  }

  @Test
  void saysWhyAnIncidentStaysOpen() throws Exception {
    WorkflowJob job = jenkins.job(block("", "error 'boom'"));
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);

    WorkflowRun build = jenkins.run(Result.UNSTABLE, job, block("", "unstable 'hm'"));

    jenkins
        .rule()
        .assertLogContains(
            "StatusHub: shop: not resolved (the build is UNSTABLE), incident", build);
  }

  @Test
  void aDryRunOfABlockPrintsWhatItWouldAnnounce() throws Exception {
    WorkflowRun build = jenkins.run(Result.FAILURE, block(", dryRun: true", "error 'boom'"));

    jenkins.rule().assertLogContains("StatusHub: shop: dry run, not sent: {", build);
    assertThat(jenkins.hub().received()).isEmpty();
  }
}
