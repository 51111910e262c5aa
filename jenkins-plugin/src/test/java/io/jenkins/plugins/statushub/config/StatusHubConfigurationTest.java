package io.jenkins.plugins.statushub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.pipeline.StatusHubIncidentStep;
import io.jenkins.statushub.input.ParameterException;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

class StatusHubConfigurationTest {
  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  private final StatusHubConfiguration settings = StatusHubConfiguration.get();

  @AfterEach
  void openAgain() {
    JenkinsRule rule = jenkins.rule();
    rule.jenkins.setAuthorizationStrategy(hudson.security.AuthorizationStrategy.UNSECURED);
    rule.jenkins.setSecurityRealm(hudson.security.SecurityRealm.NO_AUTHENTICATION);
  }

  private static StatusHubService.DescriptorImpl forms() {
    return (StatusHubService.DescriptorImpl)
        Jenkins.get().getDescriptorOrDie(StatusHubService.class);
  }

  private static void secure() {
    JenkinsRule rule = jenkins.rule();
    rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
    rule.jenkins.setAuthorizationStrategy(
        new MockAuthorizationStrategy()
            .grant(Jenkins.ADMINISTER)
            .everywhere()
            .to("admin")
            .grant(Jenkins.READ, Item.READ)
            .everywhere()
            .to("reader"));
  }

  @Test
  void formRoundTrip() throws Exception {
    settings.setTimeoutSeconds(20);
    settings.setAttempts(5);
    settings.setRequestTimeoutSeconds(7);
    settings.setGiveUpAfterHours(24);
    settings.setFormat("markdown");
    Objects.requireNonNull(settings.service("pay")).setFolders("team-a, team-b");
    settings.save();

    jenkins.rule().configRoundtrip();
    settings.load();

    assertThat(settings.getServices()).hasSize(2);
    StatusHubService pay = Objects.requireNonNull(settings.service("pay"));
    assertThat(pay.getCredentialsId()).isEqualTo("hook-pay");
    assertThat(pay.getFolders()).isEqualTo("team-a, team-b");
    assertThat(Objects.requireNonNull(settings.service("shop")).getFolders()).isNull();
    assertThat(settings.getTimeoutSeconds()).isEqualTo(20);
    assertThat(settings.getAttempts()).isEqualTo(5);
    assertThat(settings.getRequestTimeoutSeconds()).isEqualTo(7);
    assertThat(settings.getGiveUpAfterHours()).isEqualTo(24);
    assertThat(settings.getFormat()).isEqualTo("markdown");
    settings.setAttempts(3);
    settings.setRequestTimeoutSeconds(10);
  }

  @Test
  void aServiceIsForItsFoldersAlone() {
    StatusHubService service = new StatusHubService("shop", "hook");
    assertThat(service.isFor("any/job")).isTrue();

    service.setFolders("team-a\nteam-b/apps");
    assertThat(service.isFor("team-a/job")).isTrue();
    assertThat(service.isFor("team-b/apps/deep/job")).isTrue();
    assertThat(service.isFor("team-b/job")).isFalse();
    assertThat(service.isFor("team-ab/job")).isFalse();
  }

  @Test
  void limitsAreChecked() {
    assertThatThrownBy(() -> settings.setTimeoutSeconds(0)).isInstanceOf(ParameterException.class);
    assertThat(settings.doCheckAttempts("21").kind).isEqualTo(FormValidation.Kind.ERROR);
    assertThat(settings.doCheckBudgetSeconds("x").kind).isEqualTo(FormValidation.Kind.ERROR);
    assertThat(settings.doCheckGiveUpAfterHours("72").kind).isEqualTo(FormValidation.Kind.OK);
    assertThat(forms().doCheckName("no spaces").kind).isEqualTo(FormValidation.Kind.ERROR);
    assertThat(forms().doCheckName("shop").kind).isEqualTo(FormValidation.Kind.OK);
  }

  @Test
  void checkingSendsNothing() throws Exception {
    FormValidation found = forms().doCheckHookUrl("hook-shop");
    assertThat(found.kind).isEqualTo(FormValidation.Kind.OK);
    assertThat(found.getMessage()).contains("can be reached").contains("Nothing was sent");

    JenkinsWithHub.secretText(Jenkins.get(), "no-url", "this is no URL");
    assertThat(forms().doCheckHookUrl("no-url").kind).isEqualTo(FormValidation.Kind.ERROR);
    assertThat(forms().doCheckHookUrl("unknown").kind).isEqualTo(FormValidation.Kind.ERROR);

    assertThat(jenkins.hub().received()).isEmpty();
  }

  @Test
  void checksAreForAdministratorsAndByPostOnly() throws Exception {
    secure();
    try (ACLContext as = ACL.as(User.getById("reader", true))) {
      assertThatThrownBy(() -> forms().doCheckHookUrl("hook-shop"))
          .isInstanceOf(AccessDeniedException3.class);
      assertThatThrownBy(() -> settings.doCheckAttempts("3"))
          .isInstanceOf(AccessDeniedException3.class);
      assertThat(forms().doFillCredentialsIdItems("current"))
          .extracting(option -> option.value)
          .containsExactly("current");
    }
    JenkinsRule.WebClient admin = jenkins.rule().createWebClient().login("admin");
    admin.setThrowExceptionOnFailingStatusCode(false);
    URL check =
        new URL(
            jenkins.rule().getURL(),
            forms().getDescriptorUrl() + "/checkHookUrl?credentialsId=hook-shop");
    assertThat(admin.getPage(check).getWebResponse().getStatusCode()).isEqualTo(404);
    WebRequest post = new WebRequest(check, HttpMethod.POST);
    admin.addCrumb(post);
    assertThat(admin.getPage(post).getWebResponse().getContentAsString())
        .contains("can be reached");
  }

  @Test
  void aStepsPickersShowNothingToWhoMayNotConfigureTheJob() throws Exception {
    WorkflowJob job = jenkins.job("echo 'x'");
    StatusHubIncidentStep.DescriptorImpl step =
        (StatusHubIncidentStep.DescriptorImpl)
            Jenkins.get().getDescriptorOrDie(StatusHubIncidentStep.class);
    secure();
    try (ACLContext as = ACL.as(User.getById("reader", true))) {
      assertThat(values(step.doFillCredentialsIdItems(job, ""))).containsExactly("");
      assertThat(values(step.doFillServiceItems(job, "kept"))).containsExactly("", "kept");
    }
    try (ACLContext as = ACL.as(User.getById("admin", true))) {
      assertThat(values(step.doFillCredentialsIdItems(job, ""))).contains("hook-shop", "hook-pay");
      assertThat(values(step.doFillServiceItems(job, ""))).containsExactly("", "shop", "pay");
    }
  }

  private static List<String> values(ListBoxModel choices) {
    return choices.stream().map(choice -> choice.value).toList();
  }
}
