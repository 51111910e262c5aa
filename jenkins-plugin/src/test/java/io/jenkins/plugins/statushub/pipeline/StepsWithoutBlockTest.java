package io.jenkins.plugins.statushub.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.hub.fault.Fault;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StepsWithoutBlockTest {
  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  @Test
  void opensUpdatesAndResolvesAnIncident() throws Exception {
    WorkflowRun build =
        jenkins.run(
            Result.SUCCESS,
            """
            def incident = statusHubIncident(service: 'shop', title: 'Slow checkouts', status: 'degraded')
            echo "opened ${incident.id} ${incident.outcome} ${incident.service}"
            statusHubIncident(service: 'shop', id: incident.id, state: 'identified',
                title: 'Slow checkouts', description: 'Rolling back', status: 'degraded')
            statusHubIncident(service: 'shop', id: incident.id, state: 'resolved',
                title: 'Checkouts are back to normal')
            """);

    assertThat(jenkins.published("shop"))
        .containsExactly(
            "investigating Slow checkouts",
            "identified Slow checkouts",
            "resolved Checkouts are back to normal");
    assertThat(jenkins.hub().incidents("shop")).hasSize(1);
    jenkins.rule().assertLogContains("delivered shop", build);
    jenkins
        .rule()
        .assertLogContains(
            "StatusHub: shop: opened: 'Slow checkouts' (investigating, degraded), incident shop-",
            build);
    jenkins.rule().assertLogNotContains("mismatch", build);
    jenkins.rule().assertLogNotContains("ambiguous", build);
  }

  @Test
  void findsTheOpenIncidentByItsKeyInALaterBuild() throws Exception {
    var job = jenkins.job("statusHubIncident(service: 'shop', title: 'Slow', status: 'degraded')");
    jenkins.rule().buildAndAssertSuccess(job);
    jenkins.run(
        Result.SUCCESS,
        job,
        "statusHubIncident(service: 'shop', title: 'Fast again', state: 'resolved')");

    assertThat(jenkins.published("shop"))
        .containsExactly("investigating Slow", "resolved Fast again");
    assertThat(jenkins.hub().incidents("shop")).hasSize(1);
  }

  @Test
  void announcesAWindowForSeveralServices() throws Exception {
    WorkflowRun build =
        jenkins.run(
            Result.SUCCESS,
            """
            def window = statusHubMaintenance(services: ['shop', 'pay'], title: 'Upgrading',
                status: 'down', duration: '30m')
            echo "windows ${window.ids.keySet().sort()} ${window.outcome}"
            """);

    jenkins.rule().assertLogContains("windows [pay, shop] delivered", build);
    assertThat(jenkins.hub().maintenances("shop")).hasSize(1);
    assertThat(jenkins.hub().maintenances("pay")).hasSize(1);
  }

  @Test
  void anUnknownServiceFailsNoBuild() throws Exception {
    WorkflowRun build =
        jenkins.run(
            Result.SUCCESS,
            """
            def incident = statusHubIncident(service: 'shopp', title: 'Slow', status: 'degraded')
            echo "outcome is ${incident.outcome}"
            """);

    jenkins
        .rule()
        .assertLogContains(
            "StatusHub: shopp: failed (service: 'shopp' is not known here; known: shop, pay;"
                + " services are configured on a folder of the job, or in Manage Jenkins » System »"
                + " StatusHub)",
            build);
    jenkins.rule().assertLogContains("outcome is failed", build);
    jenkins.rule().assertLogNotContains("\tat ", build);
    assertThat(jenkins.hub().received()).isEmpty();
  }

  @Test
  void refusesAMissingTitle() throws Exception {
    WorkflowRun build =
        jenkins.run(Result.FAILURE, "statusHubIncident(service: 'shop', status: 'down')");

    jenkins.rule().assertLogContains("ERROR: StatusHub: title: is required", build);
    assertThat(jenkins.hub().received()).isEmpty();
  }

  @Test
  void keepsAnUpdateAndGoesOnIfTheHubIsUnavailable() throws Exception {
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    jenkins.hub().injectUntilCleared("shop", Fault.status(503));

    WorkflowRun build =
        jenkins.run(
            Result.SUCCESS,
            """
            def incident = statusHubIncident(service: 'shop', title: 'Slow', status: 'degraded')
            echo "outcome is ${incident.outcome}"
            """);
    jenkins.rule().assertLogContains("outcome is pending", build);
    jenkins.rule().assertLogContains("StatusHub: shop: pending (HTTP 503", build);

    jenkins.hub().clearFaults();
    jenkins.deliverPending();
    assertThat(jenkins.published("shop")).containsExactly("investigating Slow");
  }

  @Test
  void deliversWhatIsPendingInTheBackground() throws Exception {
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    jenkins.hub().inject("shop", Fault.status(503), Fault.status(503), Fault.status(503));
    jenkins.run(
        Result.SUCCESS, "statusHubIncident(service: 'shop', title: 'Slow', status: 'degraded')");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> jenkins.published("shop").equals(List.of("investigating Slow")));
  }

  @Test
  void failsTheBuildIfNotDeliveredAndFailOnErrorIsSet() throws Exception {
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    jenkins.hub().injectUntilCleared("shop", Fault.status(503));

    WorkflowRun build =
        jenkins.run(
            Result.FAILURE,
            "statusHubIncident(service: 'shop', title: 'Slow', status: 'down', failOnError: true)");

    jenkins.rule().assertLogContains("ERROR: StatusHub: shop: pending", build);
    jenkins.rule().assertLogNotContains("\tat ", build);
    jenkins.hub().clearFaults();
    jenkins.deliverPending();
  }

  @Test
  void printsAndSendsNothingInADryRun() throws Exception {
    WorkflowRun build =
        jenkins.run(
            Result.SUCCESS,
            """
            def it = statusHubIncident(service: 'shop', title: 'Slow', status: 'down', dryRun: true,
                extra: [ticket: 42, tags: ['a', 'b']])
            echo "outcome is ${it.outcome}"
            """);

    jenkins.rule().assertLogContains("StatusHub: shop: dry run, not sent: {", build);
    jenkins.rule().assertLogContains("\"ticket\":42,\"tags\":[\"a\",\"b\"]", build);
    jenkins.rule().assertLogContains("outcome is skipped", build);
    assertThat(jenkins.hub().received()).isEmpty();
  }

  @Test
  void losesNothingIfTheBuildIsAbortedWhileItWaits() throws Exception {
    jenkins.hub().inject("shop", Fault.noResponse());
    var job = jenkins.job("statusHubIncident(service: 'shop', title: 'Slow', status: 'down')");
    WorkflowRun build = job.scheduleBuild2(0).waitForStart();
    await().until(() -> jenkins.hub().inFlight() > 0);
    build.doStop();
    jenkins.rule().assertBuildStatus(Result.ABORTED, jenkins.rule().waitForCompletion(build));

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> jenkins.published("shop").equals(List.of("investigating Slow")));
  }
}
