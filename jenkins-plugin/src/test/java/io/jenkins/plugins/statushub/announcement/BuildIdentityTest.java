package io.jenkins.plugins.statushub.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.hub.model.Incident;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Builds of the same job name and number are not the same builds. */
class BuildIdentityTest {
  private static final String FAILS =
      """
      withStatusHubIncident(service: 'shop', title: 'Upgrade failed', status: 'down') {
        error 'boom'
      }
      """;
  private static final String SUCCEEDS = FAILS.replace("error 'boom'", "echo 'fine'");

  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  private static WorkflowJob job(String name) throws Exception {
    return jenkins.rule().jenkins.createProject(WorkflowJob.class, name);
  }

  @Test
  void aJobMadeAgainOpensANewIncident() throws Exception {
    WorkflowJob job = job("again");
    jenkins.run(Result.FAILURE, job, FAILS);
    jenkins.run(Result.SUCCESS, job, SUCCEEDS);
    job.delete();

    jenkins.run(Result.FAILURE, job("again"), FAILS);

    assertThat(jenkins.published("shop"))
        .containsExactly(
            "investigating Upgrade failed",
            "resolved Upgrade failed",
            "investigating Upgrade failed");
    assertThat(jenkins.hub().incidents("shop")).extracting(Incident::id).doesNotHaveDuplicates();
  }

  @Test
  void aJobMadeAgainResolvesWhatItsPredecessorFound() throws Exception {
    WorkflowJob job = job("resolves");
    job.updateNextBuildNumber(7);
    jenkins.run(Result.FAILURE, job, FAILS);
    job.delete();

    jenkins.run(Result.SUCCESS, job("resolves"), SUCCEEDS);

    assertThat(jenkins.published("shop"))
        .containsExactly("investigating Upgrade failed", "resolved Upgrade failed");
  }

  @Test
  void aSecondControllerWithTheSameJobUsesOtherIds(@TempDir Path otherLedger) throws Exception {
    WorkflowJob job = job("twice");
    jenkins.run(Result.FAILURE, job, FAILS);
    job.delete();

    // A controller with a ledger of its own, where the same build of the same job is the first.
    StatusHubConfiguration.get().setLedgerFolder(otherLedger.toString());
    jenkins.run(Result.FAILURE, job("twice"), FAILS);

    assertThat(jenkins.hub().incidents("shop"))
        .hasSize(2)
        .extracting(Incident::id)
        .doesNotHaveDuplicates();
  }

  @Test
  void staysTheSameIfTheJobIsRenamed() throws Exception {
    WorkflowRun build = jenkins.run(Result.SUCCESS, "echo 'x'");
    BuildIdentity before = BuildIdentity.of(build);

    build.getParent().renameTo("renamed-" + build.getParent().getName());

    assertThat(BuildIdentity.of(build)).isEqualTo(before);
  }

  @Test
  void differsFromBuildToBuild() throws Exception {
    WorkflowRun first = jenkins.run(Result.SUCCESS, "echo 'x'");
    WorkflowRun second = jenkins.run(Result.SUCCESS, first.getParent(), "echo 'x'");
    Origin origin = Origin.of(first, "7", Origin.FAILED);

    assertThat(Origin.parse(origin.toString())).isEqualTo(origin);
    assertThat(origin.isOf(first)).isTrue();
    assertThat(origin.isOf(second)).isFalse();
    assertThat(origin.isLaterThan(second)).isFalse();
    assertThat(Origin.of(second, "7", Origin.FAILED).isLaterThan(first)).isTrue();
  }
}
