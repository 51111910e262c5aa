package io.jenkins.plugins.statushub.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import java.util.Set;
import java.util.TreeSet;
import jenkins.model.Jenkins;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

class FreestyleFormsTest {
  @RegisterExtension static final JenkinsWithHub JENKINS = new JenkinsWithHub();

  private final JenkinsRule rule = JENKINS.rule();

  private static IncidentParameters incident() {
    IncidentParameters fields = FreestyleTest.incident("Slow ${WHAT}");
    fill(fields);
    fields.setState("identified");
    return fields;
  }

  private static MaintenanceParameters maintenance() {
    MaintenanceParameters fields = FreestyleTest.maintenance("${LENGTH}");
    fill(fields);
    fields.setEndTime("2026-11-24T10:00:00Z");
    return fields;
  }

  private static void fill(AnnouncementParameters fields) {
    fields.setServices("pay, mail");
    fields.setEnabled("${DEPLOY}");
    fields.setKey("k");
    fields.setId("i");
    fields.setDescription("two\nlines");
    fields.setFormat("markdown");
    fields.setStartTime("2026-11-24T09:00:00Z");
    fields.setExtra("{\"region\":\"eu\"}");
    fields.setSilent(true);
    fields.setDraft(true);
    fields.setDryRun(true);
    fields.setFailOnError(true);
  }

  private static final String SHARED =
      "service,services,enabled,key,id,title,description,format,status,startTime,extra,silent,"
          + "draft,dryRun,failOnError";

  @Test
  void theIncidentStepComesBackFromItsForm() throws Exception {
    StatusHubIncidentBuilder before = new StatusHubIncidentBuilder(incident());
    StatusHubIncidentBuilder after = rule.configRoundtrip(before);
    rule.assertEqualDataBoundBeans(before, after);
    rule.assertEqualBeans(before.getIncident(), after.getIncident(), SHARED + ",state");
  }

  @Test
  void theMaintenanceStepComesBackFromItsForm() throws Exception {
    StatusHubMaintenanceBuilder before = new StatusHubMaintenanceBuilder(maintenance());
    StatusHubMaintenanceBuilder after = rule.configRoundtrip(before);
    rule.assertEqualBeans(
        before.getMaintenance(), after.getMaintenance(), SHARED + ",duration,endTime");
  }

  @Test
  void thePostBuildActionComesBackFromItsForm() throws Exception {
    StatusHubIncidentPublisher before = new StatusHubIncidentPublisher(incident());
    before.setOpenOn("unstable");
    before.setUpdateOn("every");
    before.setOpenAfter(3);
    before.setResolvedTitle("Over");
    before.setResolvedDescription("All is well");
    FreeStyleProject job = rule.createFreeStyleProject();
    job.getPublishersList().add(before);
    rule.configRoundtrip(job);
    StatusHubIncidentPublisher after =
        job.getPublishersList().get(StatusHubIncidentPublisher.class);
    rule.assertEqualBeans(
        before, after, "openOn,updateOn,openAfter,resolvedTitle,resolvedDescription");
    rule.assertEqualBeans(before.getIncident(), after.getIncident(), SHARED + ",state");
  }

  @Test
  void theWrapperComesBackFromItsForm() throws Exception {
    StatusHubMaintenanceWrapper before = new StatusHubMaintenanceWrapper(maintenance());
    before.setOnOverrun("announce");
    FreeStyleProject job = rule.createFreeStyleProject();
    job.getBuildWrappersList().add(before);
    rule.configRoundtrip(job);
    StatusHubMaintenanceWrapper after =
        job.getBuildWrappersList().get(StatusHubMaintenanceWrapper.class);
    rule.assertEqualBeans(before, after, "onOverrun");
    rule.assertEqualBeans(
        before.getMaintenance(), after.getMaintenance(), SHARED + ",duration,endTime");
  }

  @Test
  void formsCheckWhatTheyCan() {
    MaintenanceParameters.DescriptorImpl descriptor =
        Jenkins.get().getDescriptorByType(MaintenanceParameters.DescriptorImpl.class);
    assertThat(descriptor.doCheckDuration("soon").kind).isEqualTo(FormValidation.Kind.ERROR);
    assertThat(descriptor.doCheckDuration("${LENGTH}").kind).isEqualTo(FormValidation.Kind.OK);
    assertThat(descriptor.doCheckStartTime("9 o'clock").kind).isEqualTo(FormValidation.Kind.ERROR);
    assertThat(descriptor.doCheckExtra("no json").kind).isEqualTo(FormValidation.Kind.ERROR);
    assertThat(descriptor.doCheckTitle("", "").kind).isEqualTo(FormValidation.Kind.OK);
    assertThat(descriptor.doCheckTitle("", "down").getMessage()).startsWith("is required;");
    assertThat(descriptor.doCheckStatus("", "").kind).isEqualTo(FormValidation.Kind.OK);
    assertThat(descriptor.doCheckStatus("", "Upgrading").getMessage())
        .isEqualTo("is required; allowed: up, degraded, down");
    IncidentParameters.DescriptorImpl incident =
        Jenkins.get().getDescriptorByType(IncidentParameters.DescriptorImpl.class);
    assertThat(incident.doCheckStatus("", "Over", "resolved").kind)
        .isEqualTo(FormValidation.Kind.OK);
  }

  @Test
  void eachFieldHasHelp() throws Exception {
    FreeStyleProject job = rule.createFreeStyleProject();
    job.getBuildersList().add(new StatusHubIncidentBuilder(incident()));
    try (JenkinsRule.WebClient client = rule.createWebClient()) {
      Set<String> served = new TreeSet<>();
      for (DomNode button :
          client.getPage(job, "configure").querySelectorAll("a.jenkins-help-button[helpURL]")) {
        String url = ((DomElement) button).getAttribute("helpURL");
        if (url.contains("statushub")) {
          String page =
              client
                  .goTo(url.substring("/jenkins/".length()), null)
                  .getWebResponse()
                  .getContentAsString();
          assertThat(page).as(url).contains("<div");
          served.add(url.substring(url.lastIndexOf('/') + 1));
        }
      }
      assertThat(served).contains(SHARED.split(",")).contains("state");
    }
  }
}
