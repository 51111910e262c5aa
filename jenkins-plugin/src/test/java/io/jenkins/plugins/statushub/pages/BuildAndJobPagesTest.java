package io.jenkins.plugins.statushub.pages;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.plugins.statushub.freestyle.StatusHubIncidentBuilder;
import io.jenkins.statushub.hub.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BuildAndJobPagesTest {
  @RegisterExtension static final JenkinsWithHub JENKINS = new JenkinsWithHub();

  private static final String OPEN =
      "statusHubIncident(service: 'shop', title: 'Slow checkouts', status: 'degraded')";
  private static final String RESOLVE =
      "statusHubIncident(service: 'shop', title: 'Slow checkouts', state: 'resolved')";

  private final PageClient pages = new PageClient(JENKINS);

  @BeforeEach
  void reset() throws Exception {
    pages.reset();
  }

  @Test
  void buildShowsItsAnnouncements() throws Exception {
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);

    assertThat(pages.text(run.getUrl()))
        .contains("delivered", "shop", "Slow checkouts", "degraded");
    assertThat(pages.text(run.getUrl() + "statushub/"))
        .contains("Slow checkouts", "investigating", "degraded", "delivered")
        .contains(run.getFullDisplayName());

    JSONObject announcement =
        pages
            .json(run.getUrl() + "statushub/api/json")
            .getJSONArray("announcements")
            .getJSONObject(0);
    assertThat(announcement.getString("service")).isEqualTo("shop");
    assertThat(announcement.getString("outcome")).isEqualTo("delivered");
    assertThat(announcement.getString("id")).startsWith("shop-");
  }

  @Test
  void buildShowsWhatBecameOfPendingUpdates() throws Exception {
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    JENKINS.hub().injectUntilCleared("shop", Fault.status(503));
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);
    assertThat(pages.text(run.getUrl())).contains("pending", "next attempt");

    JENKINS.hub().clearFaults();
    JENKINS.deliverPending();

    assertThat(pages.text(run.getUrl())).contains("delivered").doesNotContain("next attempt");
  }

  @Test
  void buildSaysWhyItAnnouncedNothing() throws Exception {
    WorkflowJob job =
        JENKINS.job(
            "statusHubMaintenance(service: 'shop', title: 'Upgrading', status: 'down', duration:"
                + " '30m')");
    JENKINS.rule().buildAndAssertSuccess(job);

    WorkflowRun second = JENKINS.rule().buildAndAssertSuccess(job);

    assertThat(pages.text(second.getUrl() + "statushub/"))
        .contains("skipped", "a window with this key and title is announced already, until");
  }

  @Test
  void buildWithoutAnnouncementsShowsNothing() throws Exception {
    WorkflowRun run = JENKINS.run(Result.SUCCESS, "echo 'hello'");

    assertThat(run.getAction(BuildAction.class)).isNull();
    assertThat(run.getRootDir().toPath().resolve(BuildAnnouncements.FILE)).doesNotExist();
  }

  @Test
  void jobShowsAnOpenIncidentUntilItIsResolved() throws Exception {
    WorkflowJob job = JENKINS.job(OPEN);
    WorkflowRun run = JENKINS.rule().buildAndAssertSuccess(job);

    assertThat(pages.text(job.getUrl())).contains("Open on the status page", "Slow checkouts");
    JSONArray open = pages.json(job.getUrl() + "statushub/api/json").getJSONArray("openIncidents");
    assertThat(open.size()).isEqualTo(1);
    assertThat(open.getJSONObject(0).getString("build")).isEqualTo(job.getFullName() + "#" + 1);

    JENKINS.run(Result.SUCCESS, job, RESOLVE);
    assertThat(pages.text(job.getUrl())).doesNotContain("Open on the status page");
    assertThat(pages.text(run.getUrl() + "statushub/")).contains("resolved");
  }

  @Test
  void jobSaysThatAPendingIncidentIsNotYetOnTheStatusPage() throws Exception {
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    JENKINS.hub().injectUntilCleared("shop", Fault.status(503));
    WorkflowJob job = JENKINS.job(OPEN);
    JENKINS.rule().buildAndAssertSuccess(job);

    assertThat(pages.text(job.getUrl()))
        .contains("Not yet on the status page", "Slow checkouts", "pending", "next attempt")
        .doesNotContain("Open on the status page");

    JENKINS.hub().clearFaults();
    JENKINS.deliverPending();
    assertThat(pages.text(job.getUrl()))
        .contains("Open on the status page", "Slow checkouts")
        .doesNotContain("Not yet on the status page");
  }

  @Test
  void jobShowsTheLastDeliveredStateWhileTheEndIsPending() throws Exception {
    WorkflowJob job = JENKINS.job(OPEN);
    JENKINS.rule().buildAndAssertSuccess(job);
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    JENKINS.hub().injectUntilCleared("shop", Fault.status(503));

    JENKINS.run(Result.SUCCESS, job, RESOLVE);

    assertThat(pages.text(job.getUrl()))
        .contains("Open on the status page", "(investigating, degraded)", "next attempt")
        .doesNotContain("(resolved, up)");
  }

  @Test
  void jobShowsARejectedIncidentAsNotDelivered() throws Exception {
    JENKINS
        .hub()
        .inject("shop", Fault.status(400).body("{\"error\":\"The title is not allowed\"}"));
    WorkflowJob job = JENKINS.job(OPEN);
    JENKINS.rule().buildAndAssertSuccess(job);

    assertThat(pages.text(job.getUrl()))
        .contains("Not delivered to the status page", "rejected", "The title is not allowed")
        .doesNotContain("{", "Open on the status page");
  }

  @Test
  void jobsWithoutIncidentsAreFoundWithoutTheDisk() throws Exception {
    WorkflowJob job = JENKINS.job(OPEN);
    JENKINS.rule().buildAndAssertSuccess(job);
    WorkflowJob other = JENKINS.job("echo 'hello'");
    Path record = job.getRootDir().toPath().resolve(JobRecord.FILE);

    Files.move(record, other.getRootDir().toPath().resolve(JobRecord.FILE));
    assertThat(job.getAction(JobAction.class)).isNotNull();
    assertThat(other.getAction(JobAction.class)).isNull();

    LedgerHealth.get().look();
    assertThat(other.getAction(JobAction.class)).isNotNull();
  }

  @Test
  void pagesReadNoEntriesButTheirOwn() throws Exception {
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);
    Path damaged =
        StatusHubClientProvider.folder()
            .resolve("settled")
            .resolve("shop-" + "0".repeat(32) + ".json");
    // Whoever reads it sets it aside.
    Files.writeString(damaged, "no json");

    pages.text(run.getUrl());
    pages.text(run.getUrl() + "statushub/");
    pages.text(run.getParent().getUrl());
    pages.text(PageClient.LEDGER);
    assertThat(damaged).exists();

    LedgerHealth.get().look();
    assertThat(damaged).doesNotExist();
    assertThat(pages.text(PageClient.LEDGER)).contains("Damaged files (1)");
  }

  @Test
  void announcementsOfABuildSurviveARestartACrashAndADowngrade() throws Exception {
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);
    assertThat(Files.readString(run.getRootDir().toPath().resolve("build.xml")))
        .contains("<" + BuildAction.class.getName() + "/>");
    Path record = run.getRootDir().toPath().resolve(BuildAnnouncements.FILE);
    String line = Files.readString(record).strip();
    String later =
        line.replace("\"at\"", "\"new\":[1,{}],\"at\"").replace("\"origin\":\"", "\"origin\":\"x");
    Files.writeString(record, "\n" + later + "\n{\"at\":1", StandardOpenOption.APPEND);

    run.reload();

    BuildAction action = run.getAction(BuildAction.class);
    assertThat(action.getRun()).isSameAs(run);
    assertThat(action.getTotal()).isEqualTo(2);
    BuildAnnouncements.add(run, BuildAnnouncements.read(run).get(0));
    assertThat(action.getTotal()).isEqualTo(2);
  }

  @Test
  void renamedJobFindsItsIncident() throws Exception {
    WorkflowJob job = JENKINS.job(OPEN);
    JENKINS.rule().buildAndAssertSuccess(job);

    job.renameTo("renamed");

    LedgerHealth.get().look();
    assertThat(LedgerHealth.get().findings().orphaned()).isZero();
    assertThat(pages.text(job.getUrl())).contains("Slow checkouts");
    JENKINS.run(Result.SUCCESS, job, RESOLVE);
    assertThat(JENKINS.hub().incidents("shop")).hasSize(1);
    assertThat(JENKINS.published("shop"))
        .containsExactly("investigating Slow checkouts", "resolved Slow checkouts");
  }

  @Test
  void jobThatWasMadeAgainKnowsNothingOfItsPredecessorsIncident() throws Exception {
    WorkflowJob job = JENKINS.job(OPEN);
    JENKINS.rule().buildAndAssertSuccess(job);
    String name = job.getName();
    job.delete();

    WorkflowJob again = JENKINS.rule().createProject(WorkflowJob.class, name);
    JENKINS.run(Result.SUCCESS, again, "echo 'hello'");
    LedgerHealth.get().look();

    assertThat(again.getAction(JobAction.class)).isNull();
    assertThat(LedgerHealth.get().findings().orphaned()).isEqualTo(1);
    // Its first build has the number of the predecessor's, and did not announce this.
    assertThat(pages.page(PageClient.LEDGER).querySelectorAll("td a[href*='/1/']")).isEmpty();
  }

  @Test
  void freestyleBuildsHaveTheSamePages() throws Exception {
    FreeStyleProject job = JENKINS.rule().createFreeStyleProject();
    IncidentParameters fields = new IncidentParameters();
    fields.setService("shop");
    fields.setTitle("Nightly fails");
    fields.setStatus("down");
    job.getBuildersList().add(new StatusHubIncidentBuilder(fields));
    JENKINS.rule().buildAndAssertSuccess(job);

    assertThat(pages.text(job.getUrl())).contains("Open on the status page", "Nightly fails");
    assertThat(pages.text(job.getLastBuild().getUrl())).contains("Nightly fails");
  }
}
