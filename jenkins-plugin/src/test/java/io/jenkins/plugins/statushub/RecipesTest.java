package io.jenkins.plugins.statushub;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.statushub.testing.Document;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pipelines that docs/recipes.md and docs/start-jenkins.md show do what is said there. */
class RecipesTest {
  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  private static WorkflowJob job(String example) throws Exception {
    return jenkins.job(
        Files.readString(Document.root().resolve("examples/jenkins/recipes").resolve(example)));
  }

  private static void build(WorkflowJob job, Result expected) throws Exception {
    jenkins.rule().assertBuildStatus(expected, Objects.requireNonNull(job.scheduleBuild2(0)));
  }

  /** Puts a script into the workspace, as a checkout would. */
  private static void script(WorkflowJob job, String name, String command) throws Exception {
    FilePath file = Objects.requireNonNull(Jenkins.get().getWorkspaceFor(job)).child(name);
    file.write("#!/bin/sh\n" + command + "\n", "UTF-8");
    file.chmod(0755);
  }

  @Test
  void blueGreenAnnouncesTheSwitchAlone() throws Exception {
    WorkflowJob job = job("blue-green.Jenkinsfile");
    script(job, "switch.sh", "echo $1 >> switched");
    script(job, "smoke-test.sh", "true");
    script(job, "deploy.sh", "false");
    build(job, Result.FAILURE);
    assertThat(jenkins.hub().received()).isEmpty();

    script(job, "deploy.sh", "true");
    script(job, "smoke-test.sh", "false");
    build(job, Result.FAILURE);
    FilePath workspace = Objects.requireNonNull(Jenkins.get().getWorkspaceFor(job));
    assertThat(workspace.child("switched").readToString()).isEqualTo("green\nblue\n");

    script(job, "smoke-test.sh", "true");
    build(job, Result.SUCCESS);
    assertThat(jenkins.hub().maintenances("shop")).isNotEmpty();
    assertThat(jenkins.published("shop"))
        .containsExactly(
            "investigating The new version of the shop does not work",
            "resolved The shop is switched to the new version");
  }

  @Test
  void canaryOpensAndResolvesInOneBuild() throws Exception {
    WorkflowJob job = job("canary.Jenkinsfile");
    script(job, "deploy.sh", "true");
    script(job, "check.sh", "false");
    script(job, "remove.sh", "true");
    build(job, Result.FAILURE);
    assertThat(jenkins.published("shop"))
        .containsExactly("investigating Some checkouts fail", "resolved Checkouts work again");

    jenkins.hub().reset();
    script(job, "check.sh", "true");
    build(job, Result.SUCCESS);
    assertThat(jenkins.hub().received()).isEmpty();
  }

  @Test
  void theThreeMomentsAreAnnouncedAsTheStartSays() throws Exception {
    List<Document.Fence> scripts =
        Document.read("docs/start-jenkins.md").section("## The three moments").fences().stream()
            .filter(fence -> fence.language().equals("groovy"))
            .toList();
    WorkflowJob job = jenkins.job("node {\n" + scripts.get(0).text() + "}");
    script(job, "deploy.sh", "false");
    build(job, Result.FAILURE);
    script(job, "deploy.sh", "true");
    build(job, Result.SUCCESS);
    assertThat(jenkins.hub().maintenances("shop")).isNotEmpty();
    assertThat(jenkins.published("shop"))
        .containsExactly("investigating Upgrade failed", "resolved Upgrade failed");

    jenkins.hub().reset();
    jenkins.run(Result.SUCCESS, scripts.get(1).text());
    assertThat(jenkins.published("shop"))
        .containsExactly(
            "investigating Slow checkouts",
            "identified Slow checkouts",
            "resolved Checkouts are back to normal");
  }
}
