package io.jenkins.plugins.statushub.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.statushub.JenkinsWithHub;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.ErrorType;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

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
    step.setServices("pay, search");
    step.setEnabled(false);
    step.setDescription("Rolling back");
    step.setFormat("markdown");
    step.setKey("upgrade");
    step.setId("id-1");
    step.setStartTime("2026-11-24T09:30:00Z");
    step.setSilent(true);
    step.setDraft(true);
    step.setDryRun(true);
    step.setFailOnError(true);
    step.setExtra("{\"ticket\":42}");
    assertRoundTrip(
        step,
        "statusHubIncident description: 'Rolling back', draft: true, dryRun: true, enabled: false,"
            + " extra: [ticket: 42], failOnError: true, format: 'markdown', id: 'id-1', key:"
            + " 'upgrade', service: 'shop', services: ['pay', 'search'], silent: true, startTime:"
            + " '2026-11-24T09:30:00Z', state: 'identified', status: 'degraded', title: 'Slow"
            + " checkouts'");
  }

  @Test
  void incidentBlock() throws Exception {
    WithStatusHubIncidentStep step = new WithStatusHubIncidentStep();
    step.setService("shop");
    step.setTitle("Upgrade failed");
    step.setStatus("down");
    assertRoundTrip(
        step,
        "withStatusHubIncident(service: 'shop', status: 'down', title: 'Upgrade failed') {\n"
            + "    // some block\n"
            + "}");

    step.setOpenOn("unstable");
    step.setResolvedTitle("Upgraded");
    step.setResolvedDescription("All is well");
    step.setOpenAfter(3);
    step.setUpdateOn("first");
    step.setOpenOnUnansweredInput(true);
    assertRoundTrip(
        step,
        "withStatusHubIncident(openAfter: 3, openOn: 'unstable', openOnUnansweredInput: true,"
            + " resolvedDescription: 'All is well', resolvedTitle: 'Upgraded', service: 'shop',"
            + " status: 'down', title: 'Upgrade failed', updateOn: 'first') {\n"
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
    WithStatusHubMaintenanceStep step = new WithStatusHubMaintenanceStep();
    step.setService("shop");
    step.setTitle("Upgrading");
    step.setStatus("down");
    step.setEndTime("2026-11-24T10:30:00Z");
    step.setOnOverrun("announce");
    assertRoundTrip(
        step,
        "withStatusHubMaintenance(endTime: '2026-11-24T10:30:00Z', onOverrun: 'announce', service:"
            + " 'shop', status: 'down', title: 'Upgrading') {\n"
            + "    // some block\n"
            + "}");
  }

  @Test
  void onlyStepsAreOfferedAndTheirReferenceHasNoErrors() throws Exception {
    try (JenkinsRule.WebClient client = jenkins.rule().createWebClient()) {
      String reference =
          client.goTo("pipeline-syntax/html", null).getWebResponse().getContentAsString();
      assertThat(reference)
          .contains(
              "statusHubIncident",
              "withStatusHubIncident",
              "statusHubMaintenance",
              "withStatusHubMaintenance")
          .doesNotContain("postStatusHubIncident", "scheduleStatusHubMaintenance");
    }
    assertThat(DescribableModel.of(StatusHubIncidentStep.class).getParameters())
        .noneMatch(parameter -> parameter.getType() instanceof ErrorType);
  }

  @Test
  void wrongJsonInTheExtraFieldsIsShownInPlaceOfTheSnippet() throws Exception {
    StatusHubIncidentStep step = new StatusHubIncidentStep();
    step.setExtra("{ticket}");

    assertThatThrownBy(() -> Snippetizer.object2Groovy(step))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith("extra: ");
  }
}
