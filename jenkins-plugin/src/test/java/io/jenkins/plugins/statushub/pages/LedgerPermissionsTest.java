package io.jenkins.plugins.statushub.pages;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.statushub.hub.fault.Fault;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Who sees the ledger, and who may do what to it. */
class LedgerPermissionsTest {
  @RegisterExtension static final JenkinsWithHub JENKINS = new JenkinsWithHub();

  private static final String LEDGER = PageClient.LEDGER;

  private final PageClient pages = new PageClient(JENKINS);
  private WorkflowRun run;
  private List<String> actions;

  @AfterEach
  void allowEverything() {
    PageClient.allowEverything();
  }

  @BeforeEach
  void oneIncidentIsRejectedAndOneFileDamaged() throws Exception {
    pages.reset();
    PageClient.announce("pay", "Lost");
    Files.writeString(PageClient.file(PageClient.entries().get(0)), "no json");
    JENKINS.hub().inject("shop", Fault.status(400));
    run =
        JENKINS.run(
            Result.SUCCESS,
            "statusHubIncident(service: 'shop', title: 'Slow checkouts', status: 'degraded')");
    LedgerHealth.get().look();
    String query = PageClient.query("Slow checkouts");
    String file = LedgerIndex.get().damaged().get(0);
    actions =
        List.of(
            "resolve?" + query,
            "discard?" + query,
            "close?" + query,
            "retry?" + query,
            "retryAll",
            "downloadDamaged?name=" + file,
            "deleteDamaged?name=" + file);
    Jenkins.get().setSecurityRealm(JENKINS.rule().createDummySecurityRealm());
    Jenkins.get()
        .setAuthorizationStrategy(
            new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("outsider", "reader", "author", "auditor", "manager")
                .grant(Item.READ)
                .everywhere()
                .to("reader", "author", "auditor", "manager")
                .grant(Item.CONFIGURE, Item.BUILD, Item.DELETE)
                .everywhere()
                .to("author")
                .grant(Jenkins.SYSTEM_READ)
                .everywhere()
                .to("auditor")
                .grant(Jenkins.MANAGE)
                .everywhere()
                .to("manager"));
  }

  private void assertThatActionsAreRefused(WebClient client) throws Exception {
    for (String action : actions) {
      assertThat(pages.post(client, LEDGER + action).getStatusCode()).as(action).isEqualTo(403);
    }
    assertThat(JENKINS.published("shop")).isEmpty();
    assertThat(LedgerIndex.get().damaged()).hasSize(1);
    assertThat(LedgerHealth.get().findings().undelivered()).isEqualTo(1);
  }

  private String build() {
    return run.getUrl() + "statushub/";
  }

  @Test
  void anonymousSeesAndDoesNothing() throws Exception {
    try (WebClient client = pages.anonymous()) {
      assertThat(pages.get(client, LEDGER)).isEqualTo(403);
      assertThat(pages.get(client, LEDGER + "api/json")).isEqualTo(403);
      assertThat(pages.get(client, build())).isIn(403, 404);
      assertThatActionsAreRefused(client);
    }
  }

  @Test
  void userWithoutJobsSeesAndDoesNothing() throws Exception {
    try (WebClient client = pages.login("outsider")) {
      assertThat(pages.get(client, build() + "api/json")).isEqualTo(404);
      assertThat(pages.get(client, LEDGER + "api/json")).isEqualTo(403);
      assertThatActionsAreRefused(client);
    }
  }

  @Test
  void readersAndAuthorsOfJobsSeeTheirBuildsAndDoNothing() throws Exception {
    for (String user : new String[] {"reader", "author"}) {
      try (WebClient client = pages.login(user)) {
        assertThat(pages.get(client, build())).isEqualTo(200);
        assertThat(pages.get(client, build() + "api/json")).isEqualTo(200);
        assertThat(pages.get(client, LEDGER)).isEqualTo(403);
        assertThat(pages.get(client, LEDGER + "entry?" + PageClient.query("Slow checkouts")))
            .isEqualTo(403);
        assertThatActionsAreRefused(client);
      }
    }
  }

  @Test
  void systemReaderSeesTheLedgerAndDoesNothing() throws Exception {
    try (WebClient client = pages.login("auditor")) {
      HtmlPage page = PageClient.page(client, LEDGER);
      assertThat(page.asNormalizedText()).contains("Slow checkouts", "Damaged files (1)");
      assertThat(page.querySelectorAll(".statushub-action")).isEmpty();
      HtmlPage entry =
          PageClient.page(client, LEDGER + "entry?" + PageClient.query("Slow checkouts"));
      assertThat(entry.querySelectorAll(".statushub-action")).isEmpty();
      assertThatActionsAreRefused(client);
    }
  }

  @Test
  void managerActsByPostWithACrumbOnly() throws Exception {
    try (WebClient client = pages.login("manager")) {
      for (String action : actions) {
        assertThat(pages.get(client, LEDGER + action)).as("GET " + action).isIn(404, 405);
        URI url = new URI(JENKINS.rule().getURL() + LEDGER + action);
        assertThat(
                client
                    .loadWebResponse(new WebRequest(url.toURL(), HttpMethod.POST))
                    .getStatusCode())
            .as("POST without a crumb: " + action)
            .isEqualTo(403);
      }
      assertThat(JENKINS.published("shop")).isEmpty();

      assertThat(pages.post(client, LEDGER + "retryAll").getStatusCode()).isEqualTo(200);
      assertThat(JENKINS.published("shop")).containsExactly("investigating Slow checkouts");
      assertThat(pages.post(client, LEDGER + actions.get(6)).getStatusCode()).isEqualTo(200);
      assertThat(LedgerIndex.get().damaged()).isEmpty();
    }
  }
}
