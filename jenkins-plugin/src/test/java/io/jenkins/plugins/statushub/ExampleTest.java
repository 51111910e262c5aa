package io.jenkins.plugins.statushub;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.BooleanParameterDefinition;
import hudson.model.BooleanParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.hub.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/** The example runs as it stands, and the guides show what a build's log really says. */
class ExampleTest {
  private static final Path PROJECT = Path.of("..");

  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  @Test
  void theThreeMoments() throws Exception {
    WorkflowJob job =
        jenkins.job(Files.readString(PROJECT.resolve("examples/jenkins/Jenkinsfile")));
    // Otherwise only the first build makes it known.
    job.addProperty(
        new ParametersDefinitionProperty(new BooleanParameterDefinition("BROKEN", false, "")));

    WorkflowRun broken = build(job, Result.FAILURE, true);
    assertThat(jenkins.hub().maintenances("shop")).as(JenkinsRule.getLog(broken)).hasSize(1);
    assertThat(jenkins.published("shop"))
        .containsExactly("investigating The upgrade of the shop failed");

    WorkflowRun good = build(job, Result.SUCCESS, false);
    assertThat(jenkins.hub().maintenances("shop")).as("the window still runs").hasSize(1);
    assertThat(jenkins.published("shop"))
        .containsExactly(
            "investigating The upgrade of the shop failed", "resolved The shop is upgraded");

    jenkins.hub().injectUntilCleared("shop", Fault.status(503).body("Service Unavailable"));
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    WorkflowRun outage =
        jenkins.run(
            Result.SUCCESS,
            "statusHubIncident(service: 'shop', title: 'Slow checkouts', status: 'degraded')");
    WorkflowRun unknown =
        jenkins.run(
            Result.SUCCESS,
            "statusHubIncident(service: 'shopp', title: 'Slow checkouts', status: 'degraded')");
    WorkflowRun mistakes =
        jenkins.run(
            Result.FAILURE,
            "statusHubIncident(service: 'shop', title: 'Slow checkouts', status: 'degrade', drfat:"
                + " true)");
    WorkflowRun dry =
        jenkins.run(
            Result.SUCCESS,
            "statusHubMaintenance(service: 'shop', title: 'Upgrading', status: 'down', startTime:"
                + " '2026-12-01T10:00:00Z', duration: '30m', dryRun: true)");
    jenkins.hub().clearFaults();
    jenkins.deliverPending();
    guideShows(logs(List.of(broken, good, outage, unknown, mistakes, dry)));
  }

  @Test
  void theFirstExamplesPrintWhatWouldBeAnnouncedAndSendNothing() throws Exception {
    String readme = Files.readString(PROJECT.resolve("README.md"));
    Matcher pipeline = Pattern.compile("(?s)```groovy\\n(pipeline .*?)```").matcher(readme);
    assertThat(pipeline.find()).isTrue();
    for (String script :
        List.of(
            pipeline.group(1),
            Files.readString(PROJECT.resolve("examples/jenkins/dry-run.Jenkinsfile")))) {
      WorkflowRun build = jenkins.run(Result.SUCCESS, script);
      jenkins.rule().assertLogContains("StatusHub: shop: dry run, not sent: {", build);
    }
    assertThat(jenkins.hub().received()).isEmpty();
  }

  private static WorkflowRun build(WorkflowJob job, Result expected, boolean broken)
      throws Exception {
    return jenkins
        .rule()
        .assertBuildStatus(
            expected,
            Objects.requireNonNull(
                job.scheduleBuild2(
                    0, new ParametersAction(new BooleanParameterValue("BROKEN", broken)))));
  }

  private static String logs(List<WorkflowRun> builds) throws Exception {
    StringBuilder all = new StringBuilder();
    for (WorkflowRun build : builds) {
      all.append(JenkinsRule.getLog(build)).append('\n');
    }
    return all.toString();
  }

  private static void guideShows(String logs) throws Exception {
    String guide =
        Files.readString(PROJECT.resolve("docs/start-jenkins.md"))
            + Files.readString(PROJECT.resolve("docs/operating.md"));
    Matcher fences = Pattern.compile("(?s)```console\\n(.*?)```").matcher(guide);
    String shown = fences.results().map(each -> each.group(1)).collect(Collectors.joining());
    assertThat(shown).isNotBlank();
    assertThat(shown.lines().map(ExampleTest::timeless))
        .isSubsetOf(logs.lines().map(ExampleTest::timeless).toList());
  }

  private static String timeless(String line) {
    return line.replaceAll("\\d{4}-\\d\\d-\\d\\d-[0-9a-f]{16}", "ID")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME");
  }
}
