package io.jenkins.plugins.statushub.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.model.Incident;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.transform.stream.StreamSource;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FolderServicesTest {
  private static final String FAILS =
      """
      withStatusHubIncident(service: 'search', title: 'Upgrade failed', status: 'down') {
        error 'boom'
      }
      """;
  private static final String SUCCEEDS = FAILS.replace("error 'boom'", "echo 'fine'");

  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  private static Folder folder() throws Exception {
    return jenkins.folder();
  }

  private static String incident(String arguments) {
    return "statusHubIncident(service: 'search', status: 'degraded', " + arguments + ")";
  }

  private static String resolved(String arguments) {
    return "statusHubIncident(service: 'search', state: 'resolved', title: 'Over', "
        + arguments
        + ")";
  }

  @Test
  void jobsPostToTheServiceOfTheNearestFolder() throws Exception {
    jenkins.service("search");
    Folder outer = folder();
    Folder inner = outer.createProject(Folder.class, "inner");
    Folder deep = inner.createProject(Folder.class, "deep");
    jenkins.folderService(outer, "search", "outer-search");
    jenkins.folderService(inner, "search", "inner-search");

    jenkins.run(Result.SUCCESS, incident("title: 'At the top'"));
    jenkins.run(Result.SUCCESS, outer, incident("title: 'Outer'"));
    jenkins.run(Result.SUCCESS, deep, incident("title: 'Deep'"));

    assertThat(jenkins.published("search")).containsExactly("investigating At the top");
    assertThat(jenkins.published("outer-search")).containsExactly("investigating Outer");
    assertThat(jenkins.published("inner-search")).containsExactly("investigating Deep");
  }

  @Test
  void jobsOutsideOfAFolderDoNotReachItsService() throws Exception {
    Folder team = folder();
    jenkins.folderService(team, "search", "team-only");

    WorkflowRun stranger = jenkins.run(Result.SUCCESS, folder(), incident("title: 'Slow'"));

    jenkins.rule().assertLogContains("'search' is not known here; known: shop, pay", stranger);
    assertThat(jenkins.published("team-only")).isEmpty();
  }

  @Test
  void credentialsOfOtherFoldersAndOfTheControllerAreNotUsed() throws Exception {
    Folder parent = folder();
    Folder team = parent.createProject(Folder.class, "team");
    JenkinsWithHub.secretText(parent, "of-parent", jenkins.hookUrl("of-parent").toString());
    JenkinsWithHub.folderService(team, new StatusHubService("search", "of-parent"));
    JenkinsWithHub.folderService(team, new StatusHubService("mail", "hook-shop"));

    WorkflowRun build = jenkins.run(Result.SUCCESS, team, incident("title: 'Slow'"));
    jenkins.run(Result.SUCCESS, team, incident("title: 'Slow'").replace("search", "mail"));

    jenkins.rule().assertLogContains("'of-parent' of service 'search' was not found", build);
    assertThat(jenkins.hub().received()).isEmpty();
  }

  @Test
  void anIncidentIsResolvedAfterItsFolderWasRenamed() throws Exception {
    Folder team = folder();
    jenkins.folderService(team, "search", "renamed");
    WorkflowJob job = JenkinsWithHub.job(team, FAILS);
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);

    team.renameTo(team.getName() + "-renamed");
    jenkins.run(Result.SUCCESS, job, SUCCEEDS);

    assertThat(jenkins.published("renamed"))
        .containsExactly("investigating Upgrade failed", "resolved Upgrade failed");
  }

  @Test
  void anIncidentIsResolvedAfterItsFolderWasMoved() throws Exception {
    Folder team = folder();
    Folder elsewhere = folder();
    jenkins.folderService(team, "search", "moved");
    JenkinsWithHub.job(team, FAILS);
    WorkflowJob job = (WorkflowJob) team.getItems().iterator().next();
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);

    hudson.model.Items.move(team, elsewhere);
    WorkflowJob moved =
        Jenkins.get()
            .getItemByFullName(
                elsewhere.getName() + "/" + team.getName() + "/" + job.getName(),
                WorkflowJob.class);
    jenkins.run(Result.SUCCESS, moved, SUCCEEDS);

    assertThat(jenkins.published("moved"))
        .containsExactly("investigating Upgrade failed", "resolved Upgrade failed");
  }

  @Test
  void pendingUpdatesAreDeliveredAfterTheirFolderWasRenamed() throws Exception {
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    Folder team = folder();
    jenkins.folderService(team, "search", "pending");
    jenkins.hub().injectUntilCleared("pending", Fault.status(503));
    jenkins.run(Result.SUCCESS, team, incident("title: 'Slow'"));

    team.renameTo(team.getName() + "-renamed");
    jenkins.hub().clearFaults();
    jenkins.deliverPending();

    assertThat(jenkins.published("pending")).containsExactly("investigating Slow");
  }

  @Test
  void anIncidentIsResolvedAfterItsServiceGotAnotherCredential() throws Exception {
    Folder team = folder();
    jenkins.folderService(team, "search", "same-service");
    WorkflowJob job = JenkinsWithHub.job(team, FAILS);
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);

    JenkinsWithHub.secretText(team, "new-id", jenkins.hookUrl("same-service").toString());
    team.getProperties()
        .replace(new StatusHubFolderProperty(List.of(new StatusHubService("search", "new-id"))));
    jenkins.run(Result.SUCCESS, job, SUCCEEDS);

    assertThat(jenkins.published("same-service"))
        .containsExactly("investigating Upgrade failed", "resolved Upgrade failed");
  }

  @Test
  void foldersWithServicesOfOneNameDoNotReachEachOthersIncidents() throws Exception {
    Folder ours = folder();
    Folder theirs = folder();
    jenkins.folderService(ours, "search", "ours");
    jenkins.folderService(theirs, "search", "theirs");
    jenkins.run(Result.SUCCESS, ours, incident("key: 'k', title: 'Ours'"));
    String ourId = jenkins.hub().incidents("ours").get(0).id().orElseThrow();

    jenkins.run(Result.SUCCESS, theirs, incident("key: 'k', id: 'mine', title: 'Theirs'"));
    jenkins.run(Result.SUCCESS, theirs, resolved("id: '" + ourId + "'"));
    jenkins.run(Result.SUCCESS, ours, incident("key: 'k', title: 'Ours again'"));

    assertThat(jenkins.published("ours"))
        .containsExactly("investigating Ours", "investigating Ours again");
    assertThat(jenkins.hub().incidents("ours")).extracting(Incident::number).hasSize(1);
    assertThat(jenkins.published("theirs")).doesNotContain("investigating Ours again");
  }

  @Test
  void aHubThatAsksOneFolderToWaitDoesNotMuteAnother() throws Exception {
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    Folder ours = folder();
    Folder theirs = folder();
    jenkins.folderService(ours, "search", "ours");
    jenkins.folderService(theirs, "search", "theirs");
    jenkins.hub().inject("theirs", Fault.status(429).retryAfter(Duration.ofHours(1)));
    jenkins.run(Result.SUCCESS, theirs, incident("title: 'Theirs'"));

    jenkins.run(Result.SUCCESS, ours, incident("title: 'Ours'"));

    assertThat(jenkins.published("ours")).containsExactly("investigating Ours");
    assertThat(jenkins.published("theirs")).isEmpty();
  }

  @Test
  void aCopiedFolderDoesNotReachTheIncidentsOfItsOriginal() throws Exception {
    Folder original = folder();
    jenkins.folderService(original, "search", "copied");
    jenkins.run(Result.SUCCESS, original, incident("key: 'k', title: 'Original'"));

    Folder copy =
        (Folder) Jenkins.get().copy((TopLevelItem) original, original.getName() + "-copy");
    jenkins.run(Result.SUCCESS, copy, resolved("key: 'k'"));

    assertThat(jenkins.published("copied")).containsExactly("investigating Original");
  }

  @Test
  void aFolderWhoseDirectoryWasCopiedDoesNotReachTheIncidentsOfItsOriginal() throws Exception {
    Folder original = folder();
    jenkins.folderService(original, "search", "copied-files");
    jenkins.run(Result.SUCCESS, original, incident("key: 'k', title: 'Original'"));

    Folder copy = folder();
    for (String file : List.of("config.xml", "statushub-scope")) {
      Path from = original.getRootDir().toPath().resolve(file);
      Files.write(copy.getRootDir().toPath().resolve(file), Files.readAllBytes(from));
    }
    copy.doReload();
    copy = Jenkins.get().getItemByFullName(copy.getFullName(), Folder.class);
    jenkins.run(Result.SUCCESS, copy, resolved("key: 'k'"));

    assertThat(jenkins.published("copied-files")).containsExactly("investigating Original");
  }

  @Test
  void aScriptThatWritesAFolderAnewKeepsItsIncidents() throws Exception {
    Folder team = folder();
    jenkins.folderService(team, "search", "rewritten");
    jenkins.run(Result.SUCCESS, team, incident("key: 'k', title: 'Slow'"));

    String xml = team.getConfigFile().asString();
    team.updateByXml(new StreamSource(new StringReader(xml)));
    jenkins.run(Result.SUCCESS, team, resolved("key: 'k'"));

    assertThat(xml).contains("StatusHubFolderProperty");
    assertThat(jenkins.published("rewritten"))
        .containsExactly("investigating Slow", "resolved Over");
  }

  @Test
  void whatAnotherFoldersConfigurationHoldsGivesNoAccessToItsIncidents() throws Exception {
    Folder ours = folder();
    Folder theirs = folder();
    jenkins.folderService(ours, "search", "claimed");
    jenkins.run(Result.SUCCESS, ours, incident("key: 'k', title: 'Ours'"));

    theirs.updateByXml(new StreamSource(new StringReader(ours.getConfigFile().asString())));
    jenkins.run(Result.SUCCESS, theirs, resolved("key: 'k'"));

    assertThat(jenkins.published("claimed")).containsExactly("investigating Ours");
  }

  @Test
  void aFolderMadeAgainDoesNotReachTheIncidentsOfTheDeletedOne() throws Exception {
    Folder old = folder();
    String name = old.getName();
    jenkins.folderService(old, "search", "made-again");
    jenkins.run(Result.SUCCESS, old, incident("key: 'k', title: 'Old'"));

    old.delete();
    Folder again = jenkins.rule().jenkins.createProject(Folder.class, name);
    jenkins.folderService(again, "search", "made-again");
    jenkins.run(Result.SUCCESS, again, incident("key: 'k', title: 'New'"));

    assertThat(jenkins.hub().incidents("made-again")).hasSize(2);
  }

  @Test
  void whatADeletedFolderLeftPendingStaysPendingAndHoldsUpNothing() throws Exception {
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    Folder team = folder();
    jenkins.folderService(team, "search", "left");
    jenkins.hub().injectUntilCleared("left", Fault.status(503));
    jenkins.hub().injectUntilCleared("shop", Fault.status(503));
    jenkins.run(Result.SUCCESS, team, incident("title: 'Left'"));
    jenkins.run(Result.SUCCESS, incident("title: 'Stays'").replace("search", "shop"));

    team.delete();
    jenkins.hub().clearFaults();
    jenkins.deliverPending();

    assertThat(jenkins.published("left")).isEmpty();
    assertThat(jenkins.published("shop")).containsExactly("investigating Stays");
  }

  @Test
  void theFormOfAFolderKeepsItsServices() throws Exception {
    Folder team = folder();
    jenkins.folderService(team, "search", "form");

    jenkins.rule().configRoundtrip(team);

    StatusHubFolderProperty property = StatusHubFolderProperty.of(team);
    assertThat(property).isNotNull();
    assertThat(property.getServices())
        .extracting(StatusHubService::getName, StatusHubService::getCredentialsId)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("search", "hook-search"));
  }

  @Test
  void theFormOfAFolderWithoutServicesAddsNothing() throws Exception {
    Folder team = folder();

    jenkins.rule().configRoundtrip(team);

    assertThat(StatusHubFolderProperty.of(team)).isNull();
  }

  @Test
  void theFormOfAFolderOffersOnlyItsOwnCredentials() throws Exception {
    Folder parent = folder();
    Folder team = parent.createProject(Folder.class, "team");
    JenkinsWithHub.secretText(parent, "of-parent", "https://app.statushub.io/x");
    JenkinsWithHub.secretText(team, "of-team", "https://app.statushub.io/y");
    StatusHubService.DescriptorImpl form =
        (StatusHubService.DescriptorImpl) Jenkins.get().getDescriptorOrDie(StatusHubService.class);

    assertThat(form.doFillCredentialsIdItems(team, ""))
        .extracting(choice -> choice.value)
        .containsExactly("", "of-team");
  }
}
