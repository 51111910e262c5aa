package io.jenkins.plugins.statushub.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.PasswordParameterValue;
import hudson.util.Secret;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A secret that a build knows is not published, in whatever field a script put it. */
class SecretsInTextsTest {
  private static final String SECRET = "hush-hush-4711";

  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  private String sent() {
    StringBuilder sent = new StringBuilder();
    jenkins.hub().received().forEach(each -> sent.append(each.body()));
    return sent.toString();
  }

  @Test
  void aPasswordParameterIsWithheld() throws Exception {
    WorkflowJob job =
        jenkins.job(
            """
            def branch = "fix-${params.DEPLOY_TOKEN}"
            statusHubIncident(service: 'shop', title: "Deploy of ${branch} failed", status: 'down',
                description: "curl -H ${params.DEPLOY_TOKEN}", extra: [header: "${params.DEPLOY_TOKEN}"])
            """);
    job.addProperty(
        new ParametersDefinitionProperty(
            new PasswordParameterDefinition("DEPLOY_TOKEN", Secret.fromString(""), "")));
    jenkins
        .rule()
        .assertBuildStatusSuccess(
            Objects.requireNonNull(
                job.scheduleBuild2(
                    0, new ParametersAction(new PasswordParameterValue("DEPLOY_TOKEN", SECRET)))));

    assertThat(sent()).contains("Deploy of fix-").doesNotContain(SECRET);
  }

  @Test
  void aBoundCredentialIsWithheld() throws Exception {
    JenkinsWithHub.secretText(Jenkins.get(), "deploy-token", SECRET);
    jenkins.run(
        hudson.model.Result.SUCCESS,
        """
        withCredentials([string(credentialsId: 'deploy-token', variable: 'DEPLOY_TOKEN')]) {
          statusHubIncident(service: 'shop', title: "Deploy of fix-${env.DEPLOY_TOKEN} failed",
              status: 'down', description: "token ${DEPLOY_TOKEN}")
        }
        """);

    assertThat(sent()).contains("Deploy of fix-").doesNotContain(SECRET);
  }
}
