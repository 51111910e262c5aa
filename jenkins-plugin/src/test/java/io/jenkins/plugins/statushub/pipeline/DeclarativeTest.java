package io.jenkins.plugins.statushub.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import org.jenkinsci.plugins.pipeline.modeldefinition.actions.RestartDeclarativePipelineAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclarativeTest {
  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  private static final String BLOCK =
      "withStatusHubIncident(service: 'shop', title: 'Upgrade failed', status: 'down')";

  /** A pipeline with one stage that has the block in its options. */
  private static String withOptions(String agent, String when, String steps) {
    return """
    pipeline {
      agent none
      stages {
        stage('Deploy') {
          agent %s
          options { %s }
          %s
          steps { %s }
        }
      }
    }
    """
        .formatted(agent, BLOCK, when, steps);
  }

  @Test
  void stepsAndBlocksWorkInStepsOptionsAndPostWithoutAnAgent() throws Exception {
    WorkflowRun build =
        jenkins.run(
            Result.FAILURE,
            """
            pipeline {
              agent none
              options {
                withStatusHubMaintenance(service: 'pay', title: 'Upgrading', status: 'degraded', duration: '30m')
              }
              stages {
                stage('Announce') {
                  steps {
                    statusHubIncident(service: 'shop', title: 'Slow', status: 'degraded')
                    statusHubIncident service: 'shop', title: 'Slow', status: 'degraded', state: 'identified'
                  }
                }
                stage('Deploy') {
                  steps {
                    withStatusHubIncident(service: 'pay', title: 'Upgrade failed', status: 'down') {
                      error 'boom'
                    }
                  }
                }
              }
              post {
                failure {
                  statusHubIncident(service: 'shop', title: 'Fast again', state: 'resolved')
                }
              }
            }
            """);

    assertThat(jenkins.published("shop"))
        .containsExactly("investigating Slow", "identified Slow", "resolved Fast again");
    assertThat(jenkins.hub().maintenances("pay")).hasSize(1);
    assertThat(jenkins.published("pay")).containsExactly("investigating Upgrade failed");
    jenkins.rule().assertLogNotContains("ambiguous", build);
    jenkins.rule().assertLogNotContains("Unknown parameter", build);
  }

  @Test
  void blocksWorkInParallelMatrixAndRetry() throws Exception {
    jenkins.run(
        Result.SUCCESS,
        """
        pipeline {
          agent none
          stages {
            stage('Matrix') {
              matrix {
                axes { axis { name 'REGION'; values 'north', 'south' } }
                stages {
                  stage('Announce') {
                    options { retry(2) }
                    steps {
                      withStatusHubMaintenance(service: 'shop', title: "Upgrading ${REGION}",
                          key: "upgrade-${REGION}", status: 'degraded', duration: '30m') {
                        withStatusHubIncident(service: 'shop', key: "upgrade-${REGION}", status: 'down',
                            title: "Upgrade of ${REGION} failed") {
                          echo 'fine'
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
        """);

    assertThat(jenkins.hub().maintenances("shop"))
        .extracting(window -> window.title())
        .containsExactlyInAnyOrder("Upgrading north", "Upgrading south");
    assertThat(jenkins.published("shop")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "any"})
  void aSkippedStageResolvesNothing(String agent) throws Exception {
    WorkflowJob job = jenkins.job(withOptions(agent, "", "error 'boom'"));
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);

    jenkins.run(
        Result.SUCCESS, job, withOptions(agent, "when { expression { false } }", "echo 'fine'"));
    assertThat(jenkins.published("shop")).containsExactly("investigating Upgrade failed");

    jenkins.run(
        Result.SUCCESS, job, withOptions(agent, "when { expression { true } }", "echo 'fine'"));
    assertThat(jenkins.published("shop"))
        .containsExactly("investigating Upgrade failed", "resolved Upgrade failed");
  }

  @Test
  void aBlockInsideStepsOfASkippedStageAnnouncesNothing() throws Exception {
    jenkins.run(
        Result.SUCCESS,
        """
        pipeline {
          agent none
          stages {
            stage('Deploy') {
              when { expression { false } }
              steps {
                withStatusHubMaintenance(service: 'shop', title: 'Upgrading', status: 'down', duration: '30m') {
                  echo 'fine'
                }
              }
            }
          }
        }
        """);

    assertThat(jenkins.hub().received()).isEmpty();
  }

  @Test
  void stagesAfterAnUnstableOneResolveNothing() throws Exception {
    String script =
        """
        pipeline {
          agent none
          options {
            skipStagesAfterUnstable()
            %s
          }
          stages {
            stage('Test') { steps { %s } }
            stage('Deploy') { steps { %s } }
          }
        }
        """;
    WorkflowJob job = jenkins.job(script.formatted(BLOCK, "echo 'tested'", "error 'boom'"));
    jenkins.rule().buildAndAssertStatus(Result.FAILURE, job);

    jenkins.run(Result.UNSTABLE, job, script.formatted(BLOCK, "unstable 'hm'", "echo 'deployed'"));

    assertThat(jenkins.published("shop")).containsExactly("investigating Upgrade failed");
  }

  @Test
  void aRestartFromALaterStageResolvesNothing() throws Exception {
    String script =
        """
        pipeline {
          agent none
          options { %s }
          stages {
            stage('Deploy') { steps { %s } }
            stage('Report') { steps { echo 'reported' } }
          }
        }
        """;
    WorkflowJob job = jenkins.job(script.formatted(BLOCK, "echo 'deployed'"));
    WorkflowRun good = jenkins.rule().buildAndAssertSuccess(job);
    jenkins.run(Result.FAILURE, job, script.formatted(BLOCK, "error 'boom'"));
    JenkinsWithHub.define(job, script.formatted(BLOCK, "echo 'deployed'"));

    good.getAction(RestartDeclarativePipelineAction.class).run("Report");
    jenkins.rule().waitUntilNoActivity();

    jenkins.rule().assertBuildStatusSuccess(job.getLastBuild());
    assertThat(job.getLastBuild().getNumber()).isEqualTo(3);
    assertThat(jenkins.published("shop")).containsExactly("investigating Upgrade failed");
  }
}
