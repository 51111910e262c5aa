package io.jenkins.plugins.statushub;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.tasks.Shell;
import hudson.util.Secret;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.plugins.statushub.config.StatusHubService;
import io.jenkins.plugins.statushub.freestyle.StatusHubIncidentPublisher;
import io.jenkins.plugins.statushub.freestyle.StatusHubMaintenanceWrapper;
import io.jenkins.statushub.hub.LocalHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A freestyle job and its pages in a Jenkins process of its own, with the plugin as it is shipped:
 * it is started anew, taken away, and brought back.
 */
class FreestyleIT {
  private static final String JOB = "nightly";

  @RegisterExtension
  final RealJenkinsExtension jenkins =
      new RealJenkinsExtension().omitPlugins("statushub").withTimeout(0);

  private final LocalHub hub = LocalHub.builder().start();
  private final LeakSearch search = new LeakSearch();

  @AfterEach
  void searchForHookUrls() throws Exception {
    try {
      search.inHome(jenkins.getHome().toPath());
    } finally {
      hub.close();
    }
  }

  private Path plugins() {
    return jenkins.getHome().toPath().resolve("plugins");
  }

  @Test
  void aJobOutlivesARestartAndThePluginBeingAway() throws Throwable {
    search.add(hub.hookUrl("shop"));
    ShippedPlugin.installInto(jenkins);
    jenkins.startJenkins();
    jenkins.runRemotely(FreestyleIT::fail, hub.hookUrl("shop").toString());
    jenkins.stopJenkins();
    assertThat(hub.maintenances("shop")).hasSize(1);

    FileUtils.deleteDirectory(plugins().resolve("statushub").toFile());
    Files.delete(plugins().resolve("statushub.jpi"));
    jenkins.startJenkins();
    assertThat(jenkins.runRemotely(FreestyleIT::buildPage)).doesNotContain("Nightly fails");
    jenkins.stopJenkins();

    ShippedPlugin.installInto(jenkins);
    jenkins.startJenkins();
    assertThat(jenkins.runRemotely(FreestyleIT::buildPage)).contains("Nightly fails");
    jenkins.runRemotely(FreestyleIT::recover);
    jenkins.stopJenkins();
    assertThat(published())
        .containsExactly("investigating Nightly fails", "resolved Nightly fails");
    assertThat(hub.incidents("shop").get(0).updates().get(0).description())
        .contains("<em>Nothing</em> was built");
  }

  private List<String> published() {
    return hub.incidents("shop").stream()
        .flatMap(incident -> incident.updates().stream())
        .map(update -> update.state() + " " + update.title())
        .toList();
  }

  private static void fail(JenkinsRule rule, String hookUrl) throws Throwable {
    CredentialsProvider.lookupStores(rule.jenkins)
        .iterator()
        .next()
        .addCredentials(
            Domain.global(),
            new StringCredentialsImpl(
                CredentialsScope.GLOBAL, "hook-shop", "", Secret.fromString(hookUrl)));
    StatusHubConfiguration.get().setServices(List.of(new StatusHubService("shop", "hook-shop")));
    StatusHubConfiguration.get().save();
    IncidentParameters incident = new IncidentParameters();
    incident.setService("shop");
    incident.setTitle("Nightly fails");
    incident.setDescription("_Nothing_ was built");
    incident.setFormat("markdown");
    incident.setStatus("down");
    incident.setExtra("{\"region\": \"eu\"}");
    MaintenanceParameters maintenance = new MaintenanceParameters();
    maintenance.setService("shop");
    maintenance.setTitle("Nightly runs");
    maintenance.setStatus("degraded");
    maintenance.setDuration("30m");
    FreeStyleProject job = rule.createFreeStyleProject(JOB);
    job.getPublishersList().add(new StatusHubIncidentPublisher(incident));
    job.getBuildWrappersList().add(new StatusHubMaintenanceWrapper(maintenance));
    job.getBuildersList().add(new Shell("exit 1"));
    job.save();
    rule.buildAndAssertStatus(Result.FAILURE, job);
  }

  private static String buildPage(JenkinsRule rule) throws Throwable {
    try (JenkinsRule.WebClient client = rule.createWebClient()) {
      client.getOptions().setThrowExceptionOnScriptError(false);
      return client.goTo("job/" + JOB + "/1/").asNormalizedText();
    }
  }

  private static void recover(JenkinsRule rule) throws Throwable {
    FreeStyleProject job = rule.jenkins.getItemByFullName(JOB, FreeStyleProject.class);
    job.getBuildersList().clear();
    rule.buildAndAssertSuccess(job);
  }
}
