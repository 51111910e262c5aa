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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CredentialUsesTest {
  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

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
  void useIsTrackedOnceForEachBuildAndService() throws Exception {
    Folder team = jenkins.folder();
    jenkins.folderService(team, "first", "first");
    jenkins.folderService(team, "second", "second");
    String script =
        """
        for (service in ['first', 'second', 'first']) {
          statusHubIncident(service: service, title: 'Slow', status: 'degraded')
        }
        """;
    Uses uses = new Uses();
    ExtensionList<CredentialsUseListener> listeners =
        ExtensionList.lookup(CredentialsUseListener.class);
    listeners.add(0, uses);
    try {
      WorkflowRun first = jenkins.run(Result.SUCCESS, team, script);
      WorkflowRun second = jenkins.rule().buildAndAssertSuccess(first.getParent());

      assertThat(uses.seen)
          .containsExactly(
              "hook-first by " + first,
              "hook-second by " + first,
              "hook-first by " + second,
              "hook-second by " + second);
    } finally {
      listeners.remove(uses);
    }
  }

  @Test
  void useIsWrittenDownWithTheCredential() throws Exception {
    WorkflowRun build =
        jenkins.run(
            Result.SUCCESS,
            "statusHubIncident(service: 'shop', title: 'Slow', status: 'degraded')");

    Fingerprint used =
        CredentialsProvider.getFingerprintOf(
            Objects.requireNonNull(ServiceOwner.of(null).findCredentials("hook-shop")));
    assertThat(used).isNotNull();
    assertThat(used.getJobs()).contains(build.getParent().getFullName());
  }

  @Test
  void aSecretThatIsNoHookUrlIsNotShown() throws Exception {
    Folder team = jenkins.folder();
    JenkinsWithHub.secretText(team, "wrong", "http://example.com/s3cr3t");
    JenkinsWithHub.folderService(team, new StatusHubService("wrong", "wrong"));

    WorkflowRun build =
        jenkins.run(
            Result.SUCCESS,
            team,
            "statusHubIncident(service: 'wrong', title: 'x', status: 'down')");

    jenkins.rule().assertLogContains("the Secret text 'wrong': is plain http", build);
    jenkins.rule().assertLogNotContains("s3cr3t", build);
  }
}
