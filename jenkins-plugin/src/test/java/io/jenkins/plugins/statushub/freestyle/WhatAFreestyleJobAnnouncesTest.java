package io.jenkins.plugins.statushub.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.MarkdownTable;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.FailureBuilder;
import org.jvnet.hudson.test.MockBuilder;

/** Each row of the table in docs/when.md is what a real build does. */
class WhatAFreestyleJobAnnouncesTest {
  @RegisterExtension static final JenkinsWithHub JENKINS = new JenkinsWithHub();

  /** A row of the table. */
  record Row(Result result, String openOn, String first, String again) {}

  static List<Row> rows() throws IOException {
    return MarkdownTable.rows("docs/when.md", "Freestyle jobs").stream()
        .map(
            cells ->
                new Row(Result.fromString(cells.get(0)), cells.get(1), cells.get(2), cells.get(3)))
        .toList();
  }

  private static FreeStyleProject job(Row row) throws Exception {
    StatusHubIncidentPublisher publisher =
        new StatusHubIncidentPublisher(FreestyleTest.incident("Nightly fails"));
    publisher.setOpenOn(row.openOn());
    FreeStyleProject job = JENKINS.rule().createFreeStyleProject();
    job.getPublishersList().add(publisher);
    return job;
  }

  private static void build(FreeStyleProject job, Result result) throws Exception {
    job.getBuildersList().clear();
    job.getBuildersList().add(new MockBuilder(result));
    JENKINS.rule().buildAndAssertStatus(result, job);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void announcesWhatTheTableSaysInABuildWithoutOpenIncident(Row row) throws Exception {
    build(job(row), row.result());

    assertThat(JENKINS.published("shop")).isEqualTo(expected(row.first(), false));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void announcesWhatTheTableSaysInABuildWithAnOpenIncident(Row row) throws Exception {
    FreeStyleProject job = job(row);
    job.getBuildersList().add(new FailureBuilder());
    JENKINS.rule().buildAndAssertStatus(Result.FAILURE, job);

    build(job, row.result());

    assertThat(JENKINS.published("shop")).isEqualTo(expected(row.again(), true));
  }

  private static List<String> expected(String outcome, boolean open) {
    String opened = "investigating Nightly fails";
    return switch (outcome) {
      case "nothing" -> open ? List.of(opened) : List.of();
      case "opened" -> List.of(opened);
      case "resolved" -> List.of(opened, "resolved Nightly fails");
      default -> throw new IllegalArgumentException(outcome);
    };
  }
}
