package io.jenkins.plugins.statushub.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.statushub.LocalHubFixture;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.plugins.statushub.delivery.BackgroundDelivery;
import io.jenkins.statushub.hub.Misbehaviour;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class AnnouncementStepTest {
  @RegisterExtension final LocalHubFixture fixture = new LocalHubFixture();
  private JenkinsRule jenkins;

  @BeforeEach
  void configure(JenkinsRule rule) throws Exception {
    jenkins = rule;
    fixture.service("shop");
  }

  private WorkflowRun run(Result expected, String script) throws Exception {
    WorkflowJob job = jenkins.createProject(WorkflowJob.class);
    job.setDefinition(new CpsFlowDefinition(script, true));
    return jenkins.buildAndAssertStatus(expected, job);
  }

  @Test
  void tellsAnIncidentFromItsBeginningToItsEnd() throws Exception {
    WorkflowRun build =
        run(
            Result.SUCCESS,
            """
            def incident = statusHubIncident(service: 'shop', title: 'Slow checkouts', status: 'degraded')
            echo "opened ${incident.id} ${incident.outcome} ${incident.service}"
            statusHubIncident(service: 'shop', id: incident.id, state: 'identified',
                title: 'Slow checkouts', description: 'Rolling back', status: 'degraded')
            statusHubIncident(service: 'shop', id: incident.id, state: 'resolved',
                title: 'Checkouts are back to normal')
            """);

    assertThat(fixture.told("shop"))
        .containsExactly(
            "investigating Slow checkouts",
            "identified Slow checkouts",
            "resolved Checkouts are back to normal");
    assertThat(fixture.hub().incidents("shop")).hasSize(1);
    jenkins.assertLogContains("delivered shop", build);
    jenkins.assertLogContains(
        "StatusHub: shop: delivered, 'Slow checkouts' (investigating, degraded), incident shop-",
        build);
  }

  @Test
  void announcesAWindow() throws Exception {
    run(
        Result.SUCCESS,
        """
        def window = statusHubMaintenance(service: 'shop', title: 'Upgrading', status: 'down', duration: '30m')
        echo "window ${window.id}"
        """);

    assertThat(fixture.hub().maintenances("shop")).hasSize(1);
  }

  @Test
  void aMistakeFailsBeforeAnythingIsSent() throws Exception {
    WorkflowRun build =
        run(
            Result.FAILURE,
            "statusHubIncident(service: 'shopp', title: 'Slow', status: 'degraded')");

    jenkins.assertLogContains(
        "ERROR: StatusHub: service: 'shopp' is not known here; known: shop; services are set in"
            + " Manage Jenkins » System » StatusHub",
        build);
    jenkins.assertLogNotContains("\tat ", build);
    assertThat(fixture.hub().received()).isEmpty();
  }

  @Test
  void anOutageParksAndTheBuildGoesOn() throws Exception {
    StatusHubConfiguration.get().setBudgetSeconds(1);
    fixture.hub().misbehaveUntilCleared("shop", Misbehaviour.status(503));

    WorkflowRun build =
        run(
            Result.SUCCESS,
            """
            def incident = statusHubIncident(service: 'shop', title: 'Slow', status: 'degraded')
            echo "outcome is ${incident.outcome}"
            """);
    jenkins.assertLogContains("outcome is parked", build);
    jenkins.assertLogContains("StatusHub: shop: parked, 'Slow' (investigating, degraded)", build);

    fixture.hub().behave();
    BackgroundDelivery.get().deliver(false).toCompletableFuture().get(60, TimeUnit.SECONDS);
    assertThat(fixture.told("shop")).containsExactly("investigating Slow");
  }
}
