package io.jenkins.plugins.statushub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.util.FormValidation;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.input.ParameterException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
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
  void formRoundTrip(@TempDir Path ledger) throws Exception {
    settings.setTimeoutSeconds(20);
    settings.setAttempts(5);
    settings.setRequestTimeoutSeconds(7);
    settings.setExpireAfterHours(24);
    settings.setAllowedHosts("status.example.com");
    settings.setLedgerFolder(ledger.toString());
    settings.setFormat("markdown");
    StatusHubService limited = new StatusHubService("pay", "hook-pay");
    limited.setFolders("team-a, team-b");
    settings.setServices(List.of(new StatusHubService("shop", "hook-shop"), limited));
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
    assertThat(settings.getExpireAfterHours()).isEqualTo(24);
    assertThat(settings.getAllowedHosts()).isEqualTo("status.example.com");
    assertThat(settings.getLedgerFolder()).isEqualTo(ledger.toString());
    assertThat(settings.getFormat()).isEqualTo("markdown");
    settings.setAttempts(3);
    settings.setRequestTimeoutSeconds(10);
    settings.setExpireAfterHours(72);
  }

  @Test
  void limitsAreChecked() {
    assertThatThrownBy(() -> settings.setTimeoutSeconds(0)).isInstanceOf(ParameterException.class);
    assertThat(settings.doCheckAttempts("21").kind).isEqualTo(FormValidation.Kind.ERROR);
    assertThat(settings.doCheckTimeoutSeconds("x").kind).isEqualTo(FormValidation.Kind.ERROR);
    assertThat(settings.doCheckExpireAfterHours("72").kind).isEqualTo(FormValidation.Kind.OK);
    assertThat(forms().doCheckName(null, "no spaces", "").kind)
        .isEqualTo(FormValidation.Kind.ERROR);
    assertThat(forms().doCheckName(null, "shop", "").kind).isEqualTo(FormValidation.Kind.OK);
  }

  @Test
  void aNewServiceIsQuietUntilSomethingIsFilledIn() {
    assertThat(forms().doCheckName(null, "", "").kind).isEqualTo(FormValidation.Kind.OK);
    assertThat(forms().doCheckCredentialsId(null, "", "").kind).isEqualTo(FormValidation.Kind.OK);

    assertThat(forms().doCheckName(null, "", "hook-shop").getMessage())
        .startsWith("is required; allowed: a service");
    assertThat(forms().doCheckCredentialsId(null, "", "shop").kind)
        .isEqualTo(FormValidation.Kind.ERROR);
  }

  @Test
  void errorsSpeakOfTheFieldAndItsUnit() throws Exception {
    assertThat(settings.doCheckTimeoutSeconds("-1").getMessage())
        .isEqualTo("&#039;-1&#039; is not allowed; allowed: 1 to 3600 seconds");
    assertThat(settings.doCheckExpireAfterHours("-1").getMessage())
        .isEqualTo("&#039;-1&#039; is not allowed; allowed: 1 to 8784 hours");
    assertThatThrownBy(() -> settings.setExpireAfterHours(-1))
        .hasMessage("expireAfterHours: '-1' is not allowed; allowed: 1 to 8784 hours");

    JenkinsRule.WebClient admin = jenkins.rule().createWebClient();
    admin.setThrowExceptionOnFailingStatusCode(false);
    HtmlForm form = admin.goTo("manage/configure").getFormByName("config");
    form.getInputsByName("_.name").stream()
        .filter(input -> input.getValue().equals("pay"))
        .forEach(input -> input.setValue(""));
    assertThat(jenkins.rule().submit(form).getWebResponse().getContentAsString())
        .contains("Name: is required; allowed: a service");
  }

  @Test
  void checkingSendsNothing() throws Exception {
    FormValidation found = forms().doCheckHookUrl(null, "hook-shop");
    assertThat(found.kind).isEqualTo(FormValidation.Kind.OK);
    assertThat(found.getMessage()).contains("can be reached").contains("Nothing was sent");

    JenkinsWithHub.secretText(Jenkins.get(), "no-url", "this is no URL");
    assertThat(forms().doCheckHookUrl(null, "no-url").kind).isEqualTo(FormValidation.Kind.ERROR);
    assertThat(forms().doCheckHookUrl(null, "unknown").kind).isEqualTo(FormValidation.Kind.ERROR);

    assertThat(jenkins.hub().received()).isEmpty();
  }

  @Test
  void checksAreForAdministratorsAndByPostOnly() throws Exception {
    secure();
    try (ACLContext as = ACL.as(User.getById("reader", true))) {
      assertThatThrownBy(() -> forms().doCheckHookUrl(null, "hook-shop"))
          .isInstanceOf(AccessDeniedException3.class);
      assertThatThrownBy(() -> settings.doCheckAttempts("3"))
          .isInstanceOf(AccessDeniedException3.class);
      assertThat(forms().doFillCredentialsIdItems(null, "current"))
          .extracting(option -> option.value)
          .containsExactly("", "current");
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
  void theFormIsRefusedWithWordsIfANameIsThereTwice() throws Exception {
    JenkinsRule.WebClient admin = jenkins.rule().createWebClient();
    admin.setThrowExceptionOnFailingStatusCode(false);
    HtmlForm form = admin.goTo("manage/configure").getFormByName("config");
    form.getInputsByName("_.name").stream()
        .filter(input -> input.getValue().equals("pay"))
        .forEach(input -> input.setValue("shop"));

    Page refused = jenkins.rule().submit(form);

    assertThat(refused.getWebResponse().getContentAsString()).contains("is there twice");
    assertThat(settings.getServices())
        .extracting(StatusHubService::getName)
        .containsExactly("shop", "pay");
  }

  @Test
  void servicesAreKnownAtEachMomentOfASave() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger gaps = new AtomicInteger();
    Thread build =
        new Thread(
            () -> {
              while (!done.get()) {
                if (settings.service("shop") == null || settings.service("pay") == null) {
                  gaps.incrementAndGet();
                }
              }
            });
    build.start();
    try {
      for (int i = 0; i < 5; i++) {
        jenkins.rule().configRoundtrip();
      }
    } finally {
      done.set(true);
      build.join();
    }
    assertThat(gaps).hasValue(0);
  }

  @Test
  void aChangedPolicyLeavesNoClientBehind() throws Exception {
    for (int i = 0; i < 20; i++) {
      settings.setTimeoutSeconds(10 + i);
      StatusHubClientProvider.get().client();
    }

    Awaitility.await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(StatusHubClientProvider.get().openClients()).isEqualTo(1);
            });
  }

  @Test
  void theLedgerLiesWhereItIsConfigured(@TempDir Path folder) throws Exception {
    Path ledger = folder.resolve("elsewhere");
    settings.setLedgerFolder(ledger.toString());

    jenkins.run(
        Result.SUCCESS, "statusHubIncident(service: 'shop', title: 'Slow', status: 'degraded')");

    assertThat(jenkins.published("shop")).containsExactly("investigating Slow");
    assertThat(ledger).isNotEmptyDirectory();
    assertThat(settings.doCheckLedgerFolder(ledger.toString()).kind)
        .isEqualTo(FormValidation.Kind.OK);
    assertThat(settings.doCheckLedgerFolder("relative/folder").kind)
        .isEqualTo(FormValidation.Kind.ERROR);
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(settings.doCheckLedgerFolder(file.resolve("within").toString()).kind)
        .isEqualTo(FormValidation.Kind.ERROR);
  }

  @Test
  void aGlobalCredentialThatJobsCanReadIsWarnedAbout() throws Exception {
    FormValidation found = forms().doCheckCredentialsId(null, "hook-shop", "");
    assertThat(found.kind).isEqualTo(FormValidation.Kind.WARNING);
    assertThat(found.getMessage()).contains("Give it the scope System");

    JenkinsWithHub.secretText(
        Jenkins.get(),
        CredentialsScope.SYSTEM,
        "system-hook",
        jenkins.hookUrl("system").toString());
    assertThat(forms().doCheckCredentialsId(null, "system-hook", "").kind)
        .isEqualTo(FormValidation.Kind.OK);
    settings.setServices(List.of(new StatusHubService("system", "system-hook")));
    jenkins.run(
        Result.SUCCESS, "statusHubIncident(service: 'system', title: 'Slow', status: 'degraded')");
    assertThat(jenkins.published("system")).containsExactly("investigating Slow");
  }

  @Test
  void aDraftIsSentOnlyWhenAskedForAndSaysWhatToLookFor() throws Exception {
    FormValidation sent = forms().doSendTestDraft(null, "hook-shop");

    assertThat(sent.kind).isEqualTo(FormValidation.Kind.OK);
    assertThat(sent.getMessage()).contains("Look for the draft", "Test message from Jenkins");
    assertThat(jenkins.hub().drafts("shop"))
        .singleElement()
        .satisfies(draft -> assertThat(draft.title()).isEqualTo("Test message from Jenkins"));
    assertThat(jenkins.hub().incidents("shop")).isEmpty();
    assertThat(jenkins.hub().notifications()).isEmpty();
  }

  @Test
  void aDraftThatIsNotAcceptedSaysWhy() throws Exception {
    jenkins.hub().inject("shop", Fault.status(404));
    assertThat(forms().doSendTestDraft(null, "hook-shop").getMessage())
        .contains("does not know this hook URL any more (HTTP 404)");

    jenkins.hub().inject("shop", Fault.status(503));
    assertThat(forms().doSendTestDraft(null, "hook-shop").getMessage())
        .contains("not accepted: HTTP 503");
  }
}
