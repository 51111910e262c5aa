package io.jenkins.plugins.statushub.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeclarativeTest {
  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  @Test
  void worksInStepsOptionsAndPostWithoutAnAgent() throws Exception {
    WorkflowRun build =
        jenkins.run(
            Result.FAILURE,
            """
            pipeline {
              agent none
              options {
                statusHubMaintenance(service: 'pay', title: 'Upgrading', status: 'degraded', duration: '30m')
              }
              stages {
                stage('Announce') {
                  steps {
                    statusHubIncident(service: 'shop', title: 'Slow', status: 'degraded')
                    statusHubIncident service: 'shop', title: 'Slow', status: 'degraded', state: 'identified'
                  }
                }
                stage('Deploy') {
                  options {
                    statusHubIncident(service: 'pay', title: 'Upgrade failed', status: 'down')
                  }
                  steps {
                    error 'boom'
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

    assertThat(jenkins.told("shop"))
        .containsExactly("investigating Slow", "identified Slow", "resolved Fast again");
    assertThat(jenkins.hub().maintenances("pay")).hasSize(1);
    assertThat(jenkins.told("pay")).containsExactly("investigating Upgrade failed");
    jenkins.rule().assertLogNotContains("ambiguous", build);
    jenkins.rule().assertLogNotContains("Unknown parameter", build);
  }

  @Test
  void worksInParallelMatrixAndRetry() throws Exception {
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
                      statusHubMaintenance(service: 'shop', title: "Upgrading ${REGION}",
                          key: "upgrade-${REGION}", status: 'degraded', duration: '30m') {
                        statusHubIncident(service: 'shop', key: "upgrade-${REGION}", status: 'down',
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
    assertThat(jenkins.told("shop")).isEmpty();
  }
}
