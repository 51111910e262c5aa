package io.jenkins.plugins.statushub.pages;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.hub.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.localizer.LocaleProvider;

class LedgerPageTest {
  @RegisterExtension static final JenkinsWithHub JENKINS = new JenkinsWithHub();

  private static final String OPEN =
      "statusHubIncident(service: 'shop', title: 'Slow checkouts', status: 'degraded')";
  private static final String LEDGER = PageClient.LEDGER;

  private final PageClient pages = new PageClient(JENKINS);

  @AfterEach
  void allowEverything() {
    PageClient.allowEverything();
  }

  @BeforeEach
  void reset() throws Exception {
    pages.reset();
  }

  private static WorkflowRun rejected() throws Exception {
    JENKINS.hub().inject("shop", Fault.status(400));
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);
    LedgerHealth.get().look();
    return run;
  }

  private static LedgerMonitor monitor() {
    return Jenkins.get().getExtensionList(LedgerMonitor.class).get(0);
  }

  @Test
  void rejectedIncidentIsRetriedAndTheMessageSaysWhatCameOfIt() throws Exception {
    rejected();
    assertThat(monitor().isActivated()).isTrue();
    assertThat(pages.text("manage/")).contains("updates that can't be delivered: 1");
    assertThat(pages.text(LEDGER)).contains("Not delivered (1)", "Slow checkouts", "rejected");
    String query = PageClient.query("Slow checkouts");

    JENKINS.hub().inject("shop", Fault.status(400).body("{\"message\":\"Still not allowed\"}"));
    assertThat(pages.act("retry?" + query))
        .contains("Retried “Slow checkouts”: rejected", "Still not allowed")
        .doesNotContain("{");
    assertThat(pages.act("retry?" + query)).contains("Retried “Slow checkouts”: delivered");

    assertThat(JENKINS.published("shop")).containsExactly("investigating Slow checkouts");
    assertThat(pages.text(LEDGER)).doesNotContain("Not delivered");
    assertThat(monitor().isActivated()).isFalse();
  }

  @Test
  void retryAllTriesEverythingThatIsNotDelivered() throws Exception {
    JENKINS.hub().injectUntilCleared(Fault.status(400));
    PageClient.announce("shop", "Slow checkouts");
    PageClient.announce("pay", "Card payments fail");
    LedgerHealth.get().look();
    JENKINS.hub().clearFaults();
    JENKINS.hub().inject("pay", Fault.status(400));

    assertThat(pages.act("retryAll"))
        .contains("Retried 2 incidents or maintenance windows; not delivered of them: 1")
        .contains("Not delivered (1)");

    assertThat(JENKINS.published("shop")).containsExactly("investigating Slow checkouts");
    assertThat(JENKINS.published("pay")).isEmpty();
  }

  @Test
  void discardedUpdatesAreNeverDelivered() throws Exception {
    WorkflowRun run = rejected();

    assertThat(pages.act("discard?" + PageClient.query("Slow checkouts")))
        .contains("Discarded the undelivered updates of “Slow checkouts”.");

    JENKINS.deliverPending();
    assertThat(JENKINS.published("shop")).isEmpty();
    assertThat(pages.text(run.getUrl())).contains("discarded");
    assertThat(LedgerHealth.get().findings().any()).isFalse();
  }

  @Test
  void incidentThatTheHubForgotIsClosedWithoutTelling() throws Exception {
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);
    JENKINS.hub().reset();
    String query = PageClient.query("Slow checkouts");

    assertThat(pages.act("resolve?" + query))
        .contains("The end of “Slow checkouts” is not delivered: rejected")
        .contains("close it without telling");
    assertThat(monitor().isActivated()).isTrue();
    assertThat(pages.text(run.getParent().getUrl()))
        .contains("(investigating, degraded)")
        .doesNotContain("(resolved, up)");
    int received = JENKINS.hub().received().size();

    assertThat(pages.act("close?" + query))
        .contains("Closed “Slow checkouts” without telling")
        .doesNotContain("Not delivered", "Open incidents (");

    JENKINS.deliverPending();
    assertThat(JENKINS.hub().received()).hasSize(received);
    assertThat(monitor().isActivated()).isFalse();
    assertThat(pages.text(run.getParent().getUrl())).doesNotContain("Slow checkouts");
    // The next problem of the same job is another incident.
    JENKINS.rule().buildAndAssertSuccess((WorkflowJob) run.getParent());
    assertThat(JENKINS.published("shop")).containsExactly("investigating Slow checkouts");
  }

  @Test
  void deletedJobsIncidentIsListedOnceAndResolved() throws Exception {
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);
    String query = PageClient.query("Slow checkouts");
    run.getParent().delete();
    LedgerHealth.get().look();

    assertThat(LedgerHealth.get().findings().orphaned()).isEqualTo(1);
    HtmlPage page = pages.page(LEDGER);
    assertThat(page.asNormalizedText())
        .contains("Open incidents whose job was deleted (1)")
        .doesNotContain("Open incidents (");
    assertThat(page.querySelectorAll("td a[href*='/entry?']")).hasSize(1);

    assertThat(pages.act("resolve?" + query))
        .contains("Resolved “Slow checkouts” on the status page.");
    assertThat(JENKINS.published("shop"))
        .containsExactly("investigating Slow checkouts", "resolved Slow checkouts");
    assertThat(LedgerHealth.get().findings().any()).isFalse();
  }

  @Test
  void onlyIncidentsThatABuildResolvesSaySo() throws Exception {
    WorkflowJob step = JENKINS.rule().createProject(WorkflowJob.class, "by-step");
    JENKINS.run(Result.SUCCESS, step, OPEN);
    WorkflowJob block = JENKINS.rule().createProject(WorkflowJob.class, "by-block");
    JENKINS.run(
        Result.FAILURE,
        block,
        "withStatusHubIncident(service: 'pay', title: 'Broken', status: 'down') { error 'x' }");

    assertThat(pages.text(LEDGER))
        .contains("The next successful build of by-block resolves it.")
        .doesNotContain("The next successful build of by-step");
  }

  @Test
  void runningWindowsAreListed() throws Exception {
    JENKINS.run(
        Result.SUCCESS,
        "statusHubMaintenance(service: 'shop', title: 'Upgrading', status: 'degraded', duration:"
            + " '30m')");

    assertThat(pages.text(LEDGER)).contains("Maintenance windows (1)", "Upgrading");
  }

  @Test
  void entriesAreShownInPagesAndFoundByASearch() throws Exception {
    for (int i = 1; i <= 27; i++) {
      PageClient.announce("shop", "Problem number #" + i);
    }
    LedgerHealth.get().look();

    HtmlPage first = pages.page(LEDGER);
    assertThat(first.asNormalizedText()).contains("Open incidents (27)", "Page 1 of 2");
    assertThat(first.querySelectorAll("tbody tr")).hasSize(25);
    String next = ((DomElement) first.querySelector("a[rel=next]")).getAttribute("href");
    HtmlPage second = pages.page(LEDGER + next);
    assertThat(second.querySelectorAll("tbody tr")).hasSize(2);
    assertThat(second.asNormalizedText()).contains("Page 2 of 2");

    // An id, which is searched, too, holds the day: on a 27th all have a 27, but never a "#".
    HtmlPage found = pages.page(LEDGER + "?q=shop+NUMBER+%2327");
    assertThat(found.querySelectorAll("tbody tr")).hasSize(1);
    assertThat(found.asNormalizedText()).contains("1 found for", "Problem number #27");
    assertThat(pages.text(LEDGER + "?q=nothing")).contains("0 found for");
  }

  @Test
  void pastEntriesAreShownOnRequest() throws Exception {
    WorkflowJob job = JENKINS.job(OPEN);
    JENKINS.rule().buildAndAssertSuccess(job);
    JENKINS.run(
        Result.SUCCESS,
        job,
        "statusHubIncident(service: 'shop', title: 'Slow checkouts', state: 'resolved')");

    assertThat(pages.text(LEDGER))
        .contains("Everything is delivered", "Show what is over (1)")
        .doesNotContain("Slow checkouts");
    assertThat(pages.text(LEDGER + "?past=1")).contains("Past (1)", "Slow checkouts");
    assertThat(pages.text(LEDGER + "?q=checkouts")).contains("Past (1)", "Slow checkouts");
  }

  @Test
  void timesHaveOneStyleWithTheirZone() throws Exception {
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    JENKINS.hub().injectUntilCleared("pay", Fault.status(503));
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);
    PageClient.announce("pay", "Card payments fail");
    JENKINS.run(
        Result.SUCCESS,
        "statusHubMaintenance(service: 'shop', title: 'Upgrading', status: 'degraded', duration:"
            + " '30m')");
    LedgerHealth.get().look();

    for (String path :
        new String[] {LEDGER, run.getUrl() + "statushub/", run.getParent().getUrl()}) {
      HtmlPage page = pages.page(path);
      List<DomNode> times = page.querySelectorAll("time.statushub-time");
      assertThat(times).as(path).isNotEmpty();
      assertThat(times)
          .as(path)
          .allSatisfy(
              time ->
                  assertThat(time.asNormalizedText())
                      .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\p{L}+[\\p{L}0-9:+-]*"));
    }
    assertThat(pages.text(LEDGER)).doesNotContainPattern("\\d\\d:\\d\\d(:\\d\\d)? [AP]M");
  }

  @Test
  void buttonsHaveNamesOfTheirOwnAndPost() throws Exception {
    JENKINS.hub().injectUntilCleared("pay", Fault.status(400));
    PageClient.announce("pay", "Card payments fail");
    PageClient.announce("pay", "Refunds fail");
    PageClient.announce("shop", "Slow checkouts");
    LedgerHealth.get().look();

    HtmlPage page = pages.page(LEDGER);
    List<String> names =
        page.querySelectorAll("form.statushub-action button").stream()
            .map(button -> ((DomElement) button).getAttribute("aria-label"))
            .toList();
    assertThat(names)
        .doesNotHaveDuplicates()
        .contains(
            "Retry: Refunds fail (pay)",
            "Discard: Card payments fail (pay)",
            "Resolve: Slow checkouts (shop)",
            "Close without telling: Slow checkouts (shop)");
    assertThat(page.querySelectorAll("form.statushub-action"))
        .allSatisfy(
            form -> assertThat(((DomElement) form).getAttribute("method")).isEqualTo("post"));
    assertThat(page.querySelectorAll("#main-panel a[href='#']")).isEmpty();
  }

  @Test
  void noticeLeadsToTheLedgerByALink() throws Exception {
    rejected();

    try (WebClient client = pages.anonymous()) {
      HtmlPage page = PageClient.page(client, "manage/");
      DomElement link = page.querySelector(".jenkins-alert a[href$='/manage/statushub/']");
      assertThat(link).isNotNull();
      assertThat(link.asNormalizedText()).isEqualTo("Show");
      HtmlPage ledger = link.click();
      assertThat(ledger.getUrl().getQuery()).isNull();
      assertThat(page.querySelectorAll(".jenkins-alert form[action*='statushub']")).isEmpty();
    }
  }

  @Test
  void ledgerTellsWhoDidWhat() throws Exception {
    JENKINS.run(Result.SUCCESS, OPEN);
    String resolved = PageClient.query("Slow checkouts");
    JENKINS.hub().injectUntilCleared("pay", Fault.status(400));
    PageClient.announce("pay", "Card payments fail");
    String discarded = PageClient.query("Card payments fail");
    LedgerHealth.get().look();
    User alice = User.getOrCreateByIdOrFullName("alice");
    alice.setFullName("Alice Miller");
    Jenkins.get().setSecurityRealm(JENKINS.rule().createDummySecurityRealm());
    Jenkins.get()
        .setAuthorizationStrategy(
            new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Jenkins.MANAGE, Item.READ)
                .everywhere()
                .to("alice"));

    try (WebClient client = pages.login("alice")) {
      assertThat(pages.post(client, LEDGER + "resolve?" + resolved).getStatusCode()).isEqualTo(200);
      assertThat(pages.post(client, LEDGER + "discard?" + discarded).getStatusCode())
          .isEqualTo(200);
      assertThat(PageClient.page(client, LEDGER + "entry?" + resolved).asNormalizedText())
          .contains("resolved", "Alice Miller");
      assertThat(PageClient.page(client, LEDGER + "entry?" + discarded).asNormalizedText())
          .contains("discarded by Alice Miller");
      assertThat(PageClient.page(client, LEDGER + "?past=1").asNormalizedText())
          .contains("discarded by Alice Miller");
    }
  }

  @Test
  void damagedFilesAreDownloadedAndDeleted() throws Exception {
    PageClient.announce("shop", "Slow checkouts");
    Path file = PageClient.file(PageClient.entries().get(0));
    Files.writeString(file, "no json");
    LedgerHealth.get().look();
    String name = LedgerIndex.get().damaged().get(0);
    assertThat(pages.text(LEDGER)).contains("Damaged files (1)", name);
    assertThat(monitor().isActivated()).isTrue();

    try (WebClient client = pages.anonymous()) {
      WebResponse content = pages.post(client, LEDGER + "downloadDamaged?name=" + name);
      assertThat(content.getContentAsString()).isEqualTo("no json");
      assertThat(content.getResponseHeaderValue("Content-Disposition")).startsWith("attachment");
      for (String other : new String[] {"..%2F..%2F..%2Fsecret.key", "none.damaged", ""}) {
        assertThat(pages.post(client, LEDGER + "downloadDamaged?name=" + other).getStatusCode())
            .as(other)
            .isEqualTo(404);
        assertThat(pages.post(client, LEDGER + "deleteDamaged?name=" + other).getStatusCode())
            .as(other)
            .isEqualTo(404);
      }
    }

    assertThat(pages.act("deleteDamaged?name=" + name))
        .contains("Deleted the damaged file " + name)
        .doesNotContain("Damaged files");
    assertThat(StatusHubClientProvider.folder().resolve("damaged").resolve(name)).doesNotExist();
    assertThat(monitor().isActivated()).isFalse();
  }

  @Test
  void restHasAllSectionsAndNoAddresses() throws Exception {
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    JENKINS.run(Result.SUCCESS, OPEN);
    JENKINS.hub().injectUntilCleared("pay", Fault.status(503));
    PageClient.announce("pay", "Card payments fail");
    LedgerHealth.get().look();

    JSONObject ledger = pages.json(LEDGER + "api/json");
    assertThat(ledger.getInt("openCount")).isEqualTo(1);
    assertThat(ledger.getInt("pendingCount")).isEqualTo(1);
    assertThat(ledger.getInt("undeliveredCount")).isZero();
    assertThat(ledger.getInt("orphanedCount")).isZero();
    assertThat(ledger.getInt("runningCount")).isZero();
    assertThat(ledger.getInt("total")).isEqualTo(2);
    JSONObject open = ledger.getJSONArray("open").getJSONObject(0);
    assertThat(open.getString("title")).isEqualTo("Slow checkouts");
    assertThat(open.getBoolean("published")).isTrue();
    assertThat(ledger.toString()).doesNotContain("://", JENKINS.hookUrl("shop").getPath());
  }

  @Test
  void pagesAreThereInGerman() throws Exception {
    WorkflowRun run = rejected();

    LocaleProvider english = LocaleProvider.getProvider();
    // Outside of tests it is the browser's language.
    LocaleProvider.setProvider(
        new LocaleProvider() {
          @Override
          public Locale get() {
            return Locale.GERMAN;
          }
        });
    try {
      assertThat(pages.text(LEDGER))
          .contains("Nicht zugestellt (1)", "abgelehnt", "Erneut versuchen", "Verwerfen")
          .contains("Ohne Meldung schließen");
      assertThat(pages.text(run.getParent().getUrl()))
          .contains("Der Statusseite nicht zugestellt", "seit");
    } finally {
      LocaleProvider.setProvider(english);
    }
  }

  @Test
  void entryThatIsNotThereOrNotNamedIsNoError() throws Exception {
    PageClient.announce("shop", "Slow checkouts");

    assertThat(pages.text(LEDGER + "entry?kind=incident&service=shop&id=none"))
        .contains("The ledger has no such entry");
    assertThat(pages.text(LEDGER + "entry")).contains("The ledger has no such entry");
    try (WebClient client = pages.anonymous()) {
      assertThat(
              pages.post(client, LEDGER + "retry?kind=incident&service=%0A&id=x").getStatusCode())
          .isEqualTo(400);
    }
  }
}
