package io.jenkins.plugins.statushub.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsUseListener;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.ExtensionList;
import hudson.model.Fingerprint;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.statushub.hub.fault.Fault;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CredentialsTest {
  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  private static WorkflowRun run(Result expected, Folder folder, String script) throws Exception {
    WorkflowJob job = folder.createProject(WorkflowJob.class, "job" + folder.getItems().size());
    JenkinsWithHub.define(job, script);
    return jenkins.rule().buildAndAssertStatus(expected, job);
  }

  private static Folder folder() throws Exception {
    return jenkins.rule().createProject(Folder.class);
  }

  @Test
  void aFoldersOwnHookUrlServesItsJobs() throws Exception {
    Folder team = folder();
    JenkinsWithHub.secretText(team, "team-hook", jenkins.hookUrl("search").toString());
    String script =
        "statusHubIncident(service: 'search', credentialsId: 'team-hook', title: 'Slow', status:"
            + " 'degraded')";

    run(Result.SUCCESS, team, script);
    assertThat(jenkins.told("search")).containsExactly("investigating Slow");

    WorkflowRun stranger = run(Result.FAILURE, folder(), script);
    jenkins
        .rule()
        .assertLogContains(
            "ERROR: StatusHub: credentialsId: 'team-hook' is no Secret text that this job can use",
            stranger);
  }

  @Test
  void whatAFolderParkedIsDeliveredWithItsOwnHookUrl() throws Exception {
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    Folder team = folder();
    JenkinsWithHub.secretText(team, "pending-hook", jenkins.hookUrl("pending").toString());
    jenkins.hub().injectUntilCleared("pending", Fault.status(503));
    run(
        Result.SUCCESS,
        team,
        "statusHubIncident(credentialsId: 'pending-hook', title: 'Slow', status: 'degraded')");

    jenkins.hub().clearFaults();
    jenkins.deliverParked();
    assertThat(jenkins.told("pending")).containsExactly("investigating Slow");
  }

  @Test
  void oneFolderDoesNotReachAnothersIncident() throws Exception {
    Folder ours = folder();
    Folder theirs = folder();
    JenkinsWithHub.secretText(ours, "hook", jenkins.hookUrl("ours").toString());
    JenkinsWithHub.secretText(theirs, "hook", jenkins.hookUrl("theirs").toString());
    run(
        Result.SUCCESS,
        ours,
        "statusHubIncident(credentialsId: 'hook', key: 'k', title: 'Ours', status: 'degraded')");

    WorkflowRun stranger =
        run(
            Result.FAILURE,
            theirs,
            "statusHubIncident(credentialsId: 'hook', key: 'k', title: 'Over', state:"
                + " 'resolved')");
    jenkins.rule().assertLogContains("'k' of service 'hook' belongs to another hook URL", stranger);
    assertThat(jenkins.told("ours")).containsExactly("investigating Ours");
    assertThat(jenkins.told("theirs")).isEmpty();
  }

  @Test
  void aServiceWithFoldersIsUnknownElsewhere() throws Exception {
    Folder team = folder();
    Objects.requireNonNull(StatusHubConfiguration.get().service("pay"))
        .setFolders(team.getFullName());
    String script = "statusHubIncident(service: 'pay', title: 'Slow', status: 'degraded')";

    run(Result.SUCCESS, team, script);
    WorkflowRun stranger = run(Result.FAILURE, folder(), script);
    jenkins.rule().assertLogContains("service: 'pay' is not known here; known: shop;", stranger);
  }

  @Test
  void aConfiguredServicesNameIsNotToBeTakenOver() throws Exception {
    Folder team = folder();
    JenkinsWithHub.secretText(team, "own", jenkins.hookUrl("own").toString());

    WorkflowRun build =
        run(
            Result.FAILURE,
            team,
            "statusHubIncident(service: 'shop', credentialsId: 'own', title: 'x', status: 'down')");
    jenkins
        .rule()
        .assertLogContains(
            "credentialsId: 'own' can't be used for 'shop', which has its own", build);
  }

  /** What the credentials plugin is told. */
  private static final class Uses implements CredentialsUseListener {
    final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    public void onUse(Credentials credentials, Run run) {
      seen.add(((IdCredentials) credentials).getId() + " by " + run);
    }

    @Override
    public void onUse(Credentials credentials, Node node) {}

    @Override
    public void onUse(Credentials credentials, Item item) {}
  }

  @Test
  void useIsTrackedOnceForEachBuildAndHookUrl() throws Exception {
    Folder team = folder();
    JenkinsWithHub.secretText(team, "first-hook", jenkins.hookUrl("first").toString());
    JenkinsWithHub.secretText(team, "second-hook", jenkins.hookUrl("second").toString());
    String script =
        """
        for (hook in ['first-hook', 'second-hook', 'first-hook']) {
          statusHubIncident(credentialsId: hook, title: 'Slow', status: 'degraded')
        }
        """;
    Uses uses = new Uses();
    ExtensionList<CredentialsUseListener> listeners =
        ExtensionList.lookup(CredentialsUseListener.class);
    listeners.add(0, uses);
    try {
      WorkflowRun first = run(Result.SUCCESS, team, script);
      WorkflowRun second = jenkins.rule().buildAndAssertSuccess(first.getParent());

      assertThat(uses.seen)
          .containsExactly(
              "first-hook by " + first,
              "second-hook by " + first,
              "first-hook by " + second,
              "second-hook by " + second);
    } finally {
      listeners.remove(uses);
    }
  }

  @Test
  void useIsTracked() throws Exception {
    WorkflowRun build =
        jenkins.run(
            Result.SUCCESS,
            "statusHubIncident(service: 'shop', title: 'Slow', status: 'degraded')");

    Fingerprint used =
        CredentialsProvider.getFingerprintOf(
            Objects.requireNonNull(HookUrlCredentials.in(Jenkins.get(), "hook-shop")));
    assertThat(used).isNotNull();
    assertThat(used.getJobs()).contains(build.getParent().getFullName());
  }

  @Test
  void aSecretThatIsNoHookUrlIsNotShown() throws Exception {
    Folder team = folder();
    JenkinsWithHub.secretText(team, "wrong", "http://example.com/s3cr3t");

    WorkflowRun build =
        run(
            Result.FAILURE,
            team,
            "statusHubIncident(credentialsId: 'wrong', title: 'x', status: 'down')");
    jenkins
        .rule()
        .assertLogContains("ERROR: StatusHub: the Secret text 'wrong': is plain http", build);
    jenkins.rule().assertLogNotContains("s3cr3t", build);
  }
}
