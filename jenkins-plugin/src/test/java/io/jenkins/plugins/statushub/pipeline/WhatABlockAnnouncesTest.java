package io.jenkins.plugins.statushub.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.MarkdownTable;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.MockBuilder;

/** Each row of the table in docs/when.md is what a real build does. */
class WhatABlockAnnouncesTest {
  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  /** A row of the table. */
  record Row(String block, String parameters, Result result, String first, String again) {
    String script() {
      return script(block, parameters);
    }

    static String script(String block, String parameters) {
      return "withStatusHubIncident(service: 'shop', title: 'Upgrade failed', status: 'down'"
          + (parameters.isEmpty() ? "" : ", " + parameters)
          + ") { "
          + block
          + " }";
    }
  }

  static List<Row> rows() throws IOException {
    return MarkdownTable.rows("docs/when.md", "Blocks in a Pipeline").stream()
        .map(
            cells ->
                new Row(
                    cells.get(0),
                    cells.get(1),
                    Result.fromString(cells.get(2)),
                    cells.get(3),
                    cells.get(4)))
        .toList();
  }

  @BeforeAll
  static void createDownstreamJobs() throws Exception {
    for (Result result : List.of(Result.SUCCESS, Result.UNSTABLE, Result.FAILURE, Result.ABORTED)) {
      FreeStyleProject job =
          jenkins.rule().createFreeStyleProject("downstream-" + result.toString().toLowerCase());
      job.getBuildersList().add(new MockBuilder(result));
      job.setQuietPeriod(0);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void announcesWhatTheTableSaysInABuildWithoutOpenIncident(Row row) throws Exception {
    jenkins.run(row.result(), row.script());

    assertThat(jenkins.published("shop")).isEqualTo(expected(row.first(), false));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void announcesWhatTheTableSaysInABuildWithAnOpenIncident(Row row) throws Exception {
    WorkflowJob job = jenkins.job(Row.script("error 'first'", ""));
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);

    jenkins.run(row.result(), job, row.script());

    assertThat(jenkins.published("shop")).isEqualTo(expected(row.again(), true));
  }

  private static List<String> expected(String outcome, boolean open) {
    String opened = "investigating Upgrade failed";
    return switch (outcome) {
      case "nothing" -> open ? List.of(opened) : List.of();
      case "opened" -> List.of(opened);
      case "updated silently" -> List.of(opened, opened + " (silent)");
      case "resolved" -> List.of(opened, "resolved Upgrade failed");
      default -> throw new IllegalArgumentException(outcome);
    };
  }
}
