package io.jenkins.plugins.statushub.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.matrix.AxisList;
import hudson.matrix.MatrixProject;
import hudson.matrix.TextAxis;
import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.FailureBuilder;

/** Multi-configuration projects announce once, unless they are told otherwise. */
class MatrixTest {
  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  private static MatrixProject project(StatusHubIncidentPublisher publisher) throws Exception {
    MatrixProject project = jenkins.rule().createProject(MatrixProject.class);
    project.setAxes(new AxisList(new TextAxis("os", "linux", "windows", "mac")));
    project.getPublishersList().add(publisher);
    return project;
  }

  private static void build(MatrixProject project, Result result) throws Exception {
    project.getBuildersList().clear();
    if (result == Result.FAILURE) {
      project.getBuildersList().add(new FailureBuilder());
    }
    jenkins.rule().assertBuildStatus(result, project.scheduleBuild2(0));
  }

  @Test
  void theWholeBuildOpensAndResolvesOneIncident() throws Exception {
    MatrixProject project =
        project(new StatusHubIncidentPublisher(FreestyleTest.incident("Nightly failed")));

    build(project, Result.FAILURE);
    build(project, Result.SUCCESS);

    assertThat(jenkins.published("shop"))
        .containsExactly("investigating Nightly failed", "resolved Nightly failed");
  }

  @Test
  void eachConfigurationAnnouncesForItselfIfAskedTo() throws Exception {
    StatusHubIncidentPublisher publisher =
        new StatusHubIncidentPublisher(FreestyleTest.incident("Nightly failed"));
    publisher.setEachConfiguration(true);
    MatrixProject project = project(publisher);

    build(project, Result.FAILURE);

    assertThat(jenkins.hub().incidents("shop")).hasSize(3);
  }

  @Test
  void theFormOffersTheChoice() throws Exception {
    StatusHubIncidentPublisher publisher =
        new StatusHubIncidentPublisher(FreestyleTest.incident("Nightly failed"));
    publisher.setEachConfiguration(true);
    MatrixProject project = project(publisher);

    jenkins.rule().configRoundtrip(project);

    assertThat(
            project.getPublishersList().get(StatusHubIncidentPublisher.class).isEachConfiguration())
        .isTrue();
  }
}
