package io.jenkins.plugins.statushub.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.config.BackendForTests;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.plugins.statushub.config.StatusHubService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A deployment goes on whatever a secrets backend does, and nothing is lost. */
class SecretsBackendTest {
  private static final String SCRIPT =
      """
      statusHubIncident(service: 'vault', title: 'Slow', status: 'degraded')
      echo 'deployed'
      """;

  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  private BackendForTests backend;

  @BeforeEach
  void addBackend() {
    backend = new BackendForTests(jenkins.hookUrl("vault"));
    StatusHubConfiguration settings = StatusHubConfiguration.get();
    List<StatusHubService> services = new ArrayList<>(settings.getServices());
    services.add(new StatusHubService("vault", BackendForTests.ID));
    settings.setServices(services);
    settings.setTimeoutSeconds(1);
  }

  @AfterEach
  void removeBackend() {
    backend.close();
  }

  private void deliversLater() throws Exception {
    assertThat(jenkins.hub().received("vault")).isEmpty();
    backend.fault(null);
    jenkins.deliverPending();
    assertThat(jenkins.published("vault")).containsExactly("investigating Slow");
  }

  @Test
  void deliversAtOnceIfTheBackendWorks() throws Exception {
    jenkins.run(Result.SUCCESS, SCRIPT);

    assertThat(jenkins.published("vault")).containsExactly("investigating Slow");
  }

  @Test
  void goesOnIfTheBackendFails() throws Exception {
    backend.fault(
        () -> {
          throw new IllegalStateException("the backend is sealed");
        });

    WorkflowRun build = jenkins.run(Result.SUCCESS, SCRIPT);

    jenkins.rule().assertLogContains("deployed", build);
    deliversLater();
  }

  @Test
  void goesOnIfTheBackendHasAnErrorOfItsOwn() throws Exception {
    backend.fault(
        () -> {
          throw new NoClassDefFoundError("com/example/Sdk");
        });

    jenkins.run(Result.SUCCESS, SCRIPT);

    deliversLater();
  }

  @Test
  void goesOnIfTheBackendReturnsNothing() throws Exception {
    backend.fault(List::of);

    WorkflowRun build = jenkins.run(Result.SUCCESS, SCRIPT);

    jenkins.rule().assertLogContains("'in-the-backend' of service 'vault' was not found", build);
    deliversLater();
  }

  @Test
  void goesOnIfTheBackendHangsAndHoldsUpNobodyElse() throws Exception {
    Folder team = jenkins.folder();
    jenkins.folderService(team, "search", "search");
    CountDownLatch release = new CountDownLatch(1);
    backend.fault(
        () -> {
          release.await();
          return List.of();
        });
    try {
      List<QueueTaskFuture<WorkflowRun>> builds = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        builds.add(jenkins.job(SCRIPT).scheduleBuild2(0));
      }
      jenkins.run(
          Result.SUCCESS,
          team,
          "statusHubIncident(service: 'search', title: 'Other', status: 'degraded')");

      assertThat(jenkins.published("search")).containsExactly("investigating Other");
      for (QueueTaskFuture<WorkflowRun> each : builds) {
        jenkins.rule().assertBuildStatusSuccess(each);
      }
    } finally {
      release.countDown();
    }
    assertThat(jenkins.hub().received("vault")).isEmpty();
    backend.fault(null);
    jenkins.deliverPending();
    assertThat(jenkins.hub().incidents("vault")).hasSize(10);
  }
}
