package io.jenkins.plugins.statushub.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.statushub.JenkinsWithHub;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Forms in and out: defaults are left out of what the Snippet Generator writes. */
class SnippetTest {
  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  private final StepConfigTester forms = new StepConfigTester(jenkins.rule());

  private void assertRoundTrip(AnnouncementStep step, String snippet) throws Exception {
    assertThat(Snippetizer.object2Groovy(step)).isEqualTo(snippet);
    assertThat(Snippetizer.object2Groovy(forms.configRoundTrip(step))).isEqualTo(snippet);
  }

  @Test
  void incident() throws Exception {
    StatusHubIncidentStep step = new StatusHubIncidentStep();
    step.setService("shop");
    step.setTitle("Slow checkouts");
    step.setStatus("degraded");
    assertRoundTrip(
        step, "statusHubIncident service: 'shop', status: 'degraded', title: 'Slow checkouts'");

    step.setState("identified");
    step.setServices(List.of("pay", "search"));
    step.setDescription("Rolling back");
    step.setFormat("markdown");
    step.setKey("upgrade");
    step.setId("id-1");
    step.setStartTime("2026-11-24T09:30:00Z");
    step.setSilent(true);
    step.setDraft(true);
    step.setDryRun(true);
    step.setFailOnError(true);
    step.setExtra(Map.of("ticket", 42));
    assertRoundTrip(
        step,
        "statusHubIncident description: 'Rolling back', draft: true, dryRun: true, extra: [ticket:"
            + " 42], failOnError: true, format: 'markdown', id: 'id-1', key: 'upgrade', service:"
            + " 'shop', services: ['pay', 'search'], silent: true, startTime: '2026-11-24T09:30:00Z', state:"
            + " 'identified', status: 'degraded', title: 'Slow checkouts'");
  }

  @Test
  void incidentBlock() throws Exception {
    StatusHubIncidentBlockStep step = new StatusHubIncidentBlockStep();
    step.setService("shop");
    step.setTitle("Upgrade failed");
    step.setStatus("down");
    assertRoundTrip(
        step,
        "statusHubIncident(service: 'shop', status: 'down', title: 'Upgrade failed') {\n"
            + "    // some block\n"
            + "}");

    step.setOpenOn("unstable");
    step.setResolvedTitle("Upgraded");
    step.setResolvedDescription("All is well");
    assertRoundTrip(
        step,
        "statusHubIncident(openOn: 'unstable', resolvedDescription: 'All is well', resolvedTitle:"
            + " 'Upgraded', service: 'shop', status: 'down', title: 'Upgrade failed') {\n"
            + "    // some block\n"
            + "}");
  }

  @Test
  void maintenance() throws Exception {
    StatusHubMaintenanceStep step = new StatusHubMaintenanceStep();
    step.setService("shop");
    step.setTitle("Upgrading");
    step.setStatus("down");
    step.setDuration("30m");
    assertRoundTrip(
        step,
        "statusHubMaintenance duration: '30m', service: 'shop', status: 'down', title:"
            + " 'Upgrading'");
  }

  @Test
  void maintenanceBlock() throws Exception {
    StatusHubMaintenanceBlockStep step = new StatusHubMaintenanceBlockStep();
    step.setService("shop");
    step.setTitle("Upgrading");
    step.setStatus("down");
    step.setEndTime("2026-11-24T10:30:00Z");
    step.setOnOverrun("announce");
    assertRoundTrip(
        step,
        "statusHubMaintenance(endTime: '2026-11-24T10:30:00Z', onOverrun: 'announce', service:"
            + " 'shop', status: 'down', title: 'Upgrading') {\n"
            + "    // some block\n"
            + "}");
  }
}
