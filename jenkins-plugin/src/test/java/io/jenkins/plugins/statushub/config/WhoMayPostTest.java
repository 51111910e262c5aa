package io.jenkins.plugins.statushub.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.sun.net.httpserver.HttpServer;
import hudson.model.Item;
import hudson.model.Result;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Tries as each kind of user what only others may do: the table in docs/security.md. */
class WhoMayPostTest {
  private static final String ANONYMOUS = "anonymous";
  private static final String READER = "reader";
  private static final String AUTHOR = "author";
  private static final String OWNER = "owner";
  private static final String MANAGER = "manager";
  private static final String ADMIN = "admin";

  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  private Folder team;
  private WorkflowJob job;

  @BeforeEach
  void secure() throws Exception {
    JenkinsRule rule = jenkins.rule();
    team = jenkins.folder();
    jenkins.folderService(team, "search", "search");
    job = JenkinsWithHub.job(team, "echo 'x'");
    rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
    rule.jenkins.setAuthorizationStrategy(
        new MockAuthorizationStrategy()
            .grant(Jenkins.READ, Item.READ)
            .everywhere()
            .to(READER, AUTHOR, OWNER, MANAGER)
            .grant(Item.CONFIGURE, Item.BUILD, Item.EXTENDED_READ)
            .onItems(job)
            .to(AUTHOR)
            .grant(Item.CONFIGURE, Item.CREATE, CredentialsProvider.CREATE)
            .onFolders(team)
            .to(OWNER)
            .grant(Jenkins.MANAGE)
            .everywhere()
            .to(MANAGER)
            .grant(Jenkins.ADMINISTER)
            .everywhere()
            .to(ADMIN));
  }

  @AfterEach
  void openAgain() {
    jenkins.rule().jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    jenkins.rule().jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
  }

  private static WebResponse post(String user, String place, String method) throws Exception {
    try (JenkinsRule.WebClient client = client(user)) {
      return post(client, place, method);
    }
  }

  private static JenkinsRule.WebClient client(String user) throws Exception {
    JenkinsRule.WebClient client = jenkins.rule().createWebClient();
    client.setThrowExceptionOnFailingStatusCode(false);
    // The page that refuses anonymous users leads to the login page.
    client.setJavaScriptEnabled(false);
    client.setRefreshHandler((page, url, seconds) -> {});
    if (!user.equals(ANONYMOUS)) {
      client.login(user);
    }
    return client;
  }

  private static WebResponse post(JenkinsRule.WebClient client, String place, String method)
      throws Exception {
    WebRequest request =
        new WebRequest(
            new URL(
                jenkins.rule().getURL(),
                place + "descriptorByName/" + StatusHubService.class.getName() + "/" + method),
            HttpMethod.POST);
    client.addCrumb(request);
    return client.getPage(request).getWebResponse();
  }

  static Stream<Arguments> refusals() {
    Stream.Builder<Arguments> all = Stream.builder();
    for (String user : List.of(ANONYMOUS, READER, AUTHOR, MANAGER)) {
      for (String place : List.of("global", "folder", "job")) {
        all.add(Arguments.of(user, place));
      }
    }
    return all.add(Arguments.of(OWNER, "global")).build();
  }

  private String url(String place) {
    return switch (place) {
      case "folder" -> team.getUrl();
      case "job" -> job.getUrl();
      default -> "";
    };
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void isRefused(String user, String place) throws Exception {
    String id = place.equals("global") ? "hook-shop" : "hook-search";
    try (JenkinsRule.WebClient client = client(user)) {
      for (String method :
          List.of(
              "checkHookUrl?credentialsId=" + id,
              "sendTestDraft?credentialsId=" + id,
              "checkCredentialsId?value=" + id,
              "checkName?value=x",
              "checkFolders?value=x",
              "autoCompleteFolders?value=x")) {
        WebResponse response = post(client, url(place), method);

        assertThat(response.getStatusCode()).as(method).isIn(401, 403, 404);
        assertThat(response.getContentAsString()).as(method).doesNotContain("hook URL");
      }
    }
    assertThat(jenkins.hub().received()).isEmpty();
  }

  @Test
  void aFolderOwnerChecksAndSendsADraftToTheFoldersOwnService() throws Exception {
    assertThat(
            post(OWNER, team.getUrl(), "checkHookUrl?credentialsId=hook-search")
                .getContentAsString())
        .contains("can be reached");
    assertThat(jenkins.hub().received()).isEmpty();

    assertThat(
            post(OWNER, team.getUrl(), "sendTestDraft?credentialsId=hook-search")
                .getContentAsString())
        .contains("StatusHub accepted the test message");
    assertThat(jenkins.hub().drafts("search")).hasSize(1);
    assertThat(jenkins.hub().incidents("search")).isEmpty();
  }

  @Test
  void aFolderOwnerDoesNotReachTheControllersCredentials() throws Exception {
    assertThat(
            post(OWNER, team.getUrl(), "sendTestDraft?credentialsId=hook-shop")
                .getContentAsString())
        .contains("There is no Secret text");
    assertThat(
            post(OWNER, team.getUrl(), "fillCredentialsIdItems?credentialsId=")
                .getContentAsString())
        .contains("hook-search")
        .doesNotContain("hook-shop");
    assertThat(jenkins.hub().received()).isEmpty();
  }

  @Test
  void anAdministratorSendsADraftToAGlobalService() throws Exception {
    assertThat(post(ADMIN, "", "sendTestDraft?credentialsId=hook-shop").getContentAsString())
        .contains("StatusHub accepted the test message");
    assertThat(jenkins.hub().drafts("shop")).hasSize(1);
    assertThat(jenkins.hub().notifications()).isEmpty();
  }

  @Test
  void nothingIsListedForWhoMayNotConfigure() throws Exception {
    for (String user : List.of(READER, AUTHOR, MANAGER)) {
      try (JenkinsRule.WebClient client = client(user)) {
        for (String place : List.of("", team.getUrl(), job.getUrl())) {
          WebResponse response = post(client, place, "fillCredentialsIdItems?credentialsId=");
          assertThat(response.getContentAsString())
              .as(user + " at " + place)
              .doesNotContain("hook-search")
              .doesNotContain("hook-shop");
        }
      }
    }
  }

  @Test
  void aManagerDoesNotSeeTheServices() throws Exception {
    JenkinsRule.WebClient manager = jenkins.rule().createWebClient().login(MANAGER);

    assertThat(manager.goTo("manage/configure").getWebResponse().getContentAsString())
        .doesNotContain("hook-shop")
        .doesNotContain("allowedHosts");
  }

  @Test
  void aFolderOwnerCannotMakeTheControllerPostToItself() throws Exception {
    System.clearProperty(AllowedHosts.ALLOW_LOOPBACK);
    AtomicInteger reached = new AtomicInteger();
    HttpServer internal =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    internal.createContext(
        "/",
        exchange -> {
          reached.incrementAndGet();
          byte[] body = "internal answer".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(500, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    internal.start();
    try {
      String url = "http://127.0.0.1:" + internal.getAddress().getPort() + "/containers/create";
      JenkinsWithHub.secretText(team, "internal", url);
      JenkinsWithHub.folderService(team, new StatusHubService("internal", "internal"));

      WorkflowRun build =
          jenkins.run(
              Result.SUCCESS,
              team,
              "statusHubIncident(service: 'internal', title: 'x', status: 'down')");
      WebResponse check = post(OWNER, team.getUrl(), "checkHookUrl?credentialsId=internal");
      WebResponse draft = post(OWNER, team.getUrl(), "sendTestDraft?credentialsId=internal");

      assertThat(reached).hasValue(0);
      jenkins.rule().assertLogContains("a host that folders may not post to", build);
      jenkins.rule().assertLogNotContains("internal answer", build);
      jenkins.rule().assertLogNotContains("containers/create", build);
      assertThat(check.getContentAsString()).contains("a host that folders may not post to");
      assertThat(draft.getContentAsString()).contains("a host that folders may not post to");
    } finally {
      internal.stop(0);
    }
  }

  @Test
  void aJobAuthorCannotNameAHookUrl() throws Exception {
    // Not one that is searched for: Jenkins keeps the script, so it is in the job's files.
    String url = jenkins.hub().hookUrl("named").toString();

    WorkflowRun build =
        jenkins.run(
            Result.FAILURE,
            team,
            "statusHubIncident(service: '" + url + "', title: 'x', status: 'down')");

    jenkins.rule().assertLogContains("service:", build);
    jenkins.rule().assertLogNotContains(url, build);
    assertThat(jenkins.hub().received()).isEmpty();
  }
}
