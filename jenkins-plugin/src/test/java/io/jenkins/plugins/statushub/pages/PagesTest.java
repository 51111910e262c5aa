package io.jenkins.plugins.statushub.pages;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

class PagesTest {
  @RegisterExtension static final JenkinsWithHub JENKINS = new JenkinsWithHub();

  private static final String OPEN =
      "statusHubIncident(service: 'shop', title: 'Slow checkouts', status: 'degraded')";
  private static final String RESOLVE =
      "statusHubIncident(service: 'shop', title: 'Slow checkouts', state: 'resolved')";

  private final JenkinsRule rule = JENKINS.rule();

  @BeforeEach
  void beginWithAnEmptyLedger() throws Exception {
    for (Item item : Jenkins.get().getItems()) {
      item.delete();
    }
    forgetAll();
    LedgerHealth.get().look();
  }

  @AfterEach
  void openAllDoors() throws Exception {
    Jenkins.get().setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
    Jenkins.get().setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    JENKINS.hub().clearFaults();
    for (LedgerEntry entry : entries()) {
      StatusHubClientProvider.get()
          .hub()
          .ledger()
          .discard(entry.kind(), entry.service(), entry.id());
    }
  }

  private static java.util.List<LedgerEntry> entries() throws Exception {
    try (Stream<LedgerEntry> all = StatusHubClientProvider.get().hub().ledger().entries()) {
      return all.toList();
    }
  }

  /** Between tests only: nothing is under way. */
  private static void forgetAll() throws Exception {
    for (String part : new String[] {"pending", "settled", "keys", "holds", "damaged"}) {
      Path folder = StatusHubClientProvider.folder().resolve(part);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : (Iterable<Path>) files::iterator) {
            Files.delete(file);
          }
        }
      }
    }
  }

  private String text(String url) throws Exception {
    try (WebClient client = client()) {
      return client.goTo(url).asNormalizedText();
    }
  }

  private WebClient client() {
    WebClient client = rule.createWebClient();
    client.getOptions().setThrowExceptionOnScriptError(false);
    return client;
  }

  private JSONObject json(String url) throws Exception {
    return rule.getJSON(url).getJSONObject();
  }

  private WorkflowRun refused() throws Exception {
    JENKINS.hub().inject("shop", Fault.status(400));
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);
    LedgerHealth.get().look();
    return run;
  }

  private static String query(WorkflowRun run) throws Exception {
    return run.getAction(BuildAction.class).getEntries().get(0).getQuery();
  }

  private int post(WebClient client, String path) throws Exception {
    URL url = new URI(rule.getURL() + path).toURL();
    client.getOptions().setThrowExceptionOnFailingStatusCode(false);
    Page page = client.getPage(client.addCrumb(new WebRequest(url, HttpMethod.POST)));
    return page.getWebResponse().getStatusCode();
  }

  private int get(WebClient client, String path) throws Exception {
    client.getOptions().setThrowExceptionOnFailingStatusCode(false);
    URL url = new URI(rule.getURL() + path).toURL();
    return client.getPage(url).getWebResponse().getStatusCode();
  }

  @Test
  void aBuildShowsWhatItSaid() throws Exception {
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);

    assertThat(text(run.getUrl())).contains("delivered", "shop", "Slow checkouts", "degraded");
    assertThat(text(run.getUrl() + "statushub/"))
        .contains("Slow checkouts", "investigating", "degraded", "delivered")
        .contains(run.getFullDisplayName());

    JSONObject said =
        json(run.getUrl() + "statushub/api/json").getJSONArray("announcements").getJSONObject(0);
    assertThat(said.getString("service")).isEqualTo("shop");
    assertThat(said.getString("outcome")).isEqualTo("delivered");
    assertThat(said.getString("id")).startsWith("shop-");
  }

  @Test
  void whatIsParkedShowsWhenItIsTriedNextAndIsNeverStale() throws Exception {
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    JENKINS.hub().injectUntilCleared("shop", Fault.status(503));
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);
    assertThat(text(run.getUrl())).contains("pending", "next attempt");

    JENKINS.hub().clearFaults();
    JENKINS.deliverParked();

    assertThat(text(run.getUrl())).contains("delivered").doesNotContain("next attempt");
  }

  @Test
  void aJobShowsAnOpenIncidentUntilItIsResolved() throws Exception {
    WorkflowJob job = JENKINS.job(OPEN);
    WorkflowRun run = rule.buildAndAssertSuccess(job);

    assertThat(text(job.getUrl())).contains("Open on the status page", "Slow checkouts");
    JSONArray open = json(job.getUrl() + "statushub/api/json").getJSONArray("openIncidents");
    assertThat(open.size()).isEqualTo(1);
    assertThat(open.getJSONObject(0).getString("build")).isEqualTo(job.getFullName() + "#" + 1);

    JENKINS.run(Result.SUCCESS, job, RESOLVE);
    assertThat(text(job.getUrl())).doesNotContain("Open on the status page");
    assertThat(text(run.getUrl() + "statushub/")).contains("resolved");
  }

  @Test
  void aBuildThatSaidNothingShowsNothing() throws Exception {
    WorkflowRun run = JENKINS.run(Result.SUCCESS, "echo 'hello'");

    assertThat(run.getAction(BuildAction.class)).isNull();
    assertThat(run.getRootDir().toPath().resolve(BuildAnnouncements.FILE)).doesNotExist();
  }

  /** A page that read all of the ledger would set this file aside. */
  @Test
  void pagesOfBuildsAndJobsReadNoOtherEntries() throws Exception {
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);
    Path damaged =
        StatusHubClientProvider.folder()
            .resolve("settled")
            .resolve("shop-" + "0".repeat(32) + ".json");
    Files.writeString(damaged, "no json");

    text(run.getUrl());
    text(run.getUrl() + "statushub/");
    text(run.getParent().getUrl());
    assertThat(damaged).exists();

    assertThat(text("manage/statushub/")).contains("Damaged files (1)");
    assertThat(damaged).doesNotExist();
    Files.walk(StatusHubClientProvider.folder().resolve("damaged"))
        .filter(Files::isRegularFile)
        .forEach(file -> file.toFile().delete());
  }

  @Test
  void theRecordSurvivesARestartACrashAndADowngrade() throws Exception {
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);
    assertThat(Files.readString(run.getRootDir().toPath().resolve("build.xml")))
        .contains("<" + BuildAction.class.getName() + "/>");
    Path record = run.getRootDir().toPath().resolve(BuildAnnouncements.FILE);
    String line = Files.readString(record).strip();
    // A later version that says more, and a line that a crash cut off.
    Files.writeString(
        record,
        "\n"
            + line.replace("\"at\"", "\"new\":[1,{}],\"at\"").replace("/said", "/said2")
            + "\n{\"at\":1",
        StandardOpenOption.APPEND);

    run.reload();

    BuildAction action = run.getAction(BuildAction.class);
    assertThat(action.getRun()).isSameAs(run);
    assertThat(action.getTotal()).isEqualTo(2);
    BuildAnnouncements.add(run, BuildAnnouncements.read(run).get(0));
    assertThat(action.getTotal()).isEqualTo(2);
  }

  @Test
  void anAdministratorRetriesWhatWasRefused() throws Exception {
    WorkflowRun run = refused();
    LedgerMonitor monitor =
        Jenkins.get().getAdministrativeMonitor(LedgerMonitor.class.getName())
                instanceof LedgerMonitor found
            ? found
            : null;
    assertThat(monitor).isNotNull();
    assertThat(monitor.isActivated()).isTrue();
    assertThat(text("manage/")).contains("updates that could not be delivered: 1");
    assertThat(text("manage/statushub/"))
        .contains("Not delivered (1)", "Slow checkouts", "refused");

    try (WebClient client = client()) {
      assertThat(get(client, "manage/statushub/retry?" + query(run))).isIn(404, 405);
      assertThat(post(client, "manage/statushub/retry?" + query(run))).isEqualTo(200);
    }

    assertThat(JENKINS.told("shop")).containsExactly("investigating Slow checkouts");
    assertThat(text("manage/statushub/")).doesNotContain("Not delivered");
    assertThat(monitor.isActivated()).isFalse();
  }

  @Test
  void anAdministratorDiscards() throws Exception {
    WorkflowRun run = refused();

    try (WebClient client = client()) {
      assertThat(post(client, "manage/statushub/discard?" + query(run))).isEqualTo(200);
    }

    JENKINS.deliverParked();
    assertThat(JENKINS.told("shop")).isEmpty();
    assertThat(text(run.getUrl())).contains("discarded");
    assertThat(LedgerHealth.get().findings().any()).isFalse();
  }

  @Test
  void aRenamedJobStillFindsItsIncident() throws Exception {
    WorkflowJob job = JENKINS.job(OPEN);
    rule.buildAndAssertSuccess(job);

    job.renameTo("renamed");

    LedgerHealth.get().look();
    assertThat(LedgerHealth.get().findings().orphaned()).isZero();
    assertThat(text(job.getUrl())).contains("Slow checkouts");
    JENKINS.run(Result.SUCCESS, job, RESOLVE);
    assertThat(JENKINS.hub().incidents("shop")).hasSize(1);
    assertThat(JENKINS.told("shop"))
        .containsExactly("investigating Slow checkouts", "resolved Slow checkouts");
  }

  @Test
  void aDeletedJobsIncidentWaitsForAnAdministrator() throws Exception {
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);
    String query = query(run);
    run.getParent().delete();
    LedgerHealth.get().look();

    assertThat(LedgerHealth.get().findings().orphaned()).isEqualTo(1);
    assertThat(text("manage/statushub/")).contains("Open, and the job is gone (1)");
    assertThat(JENKINS.told("shop")).hasSize(1);

    try (WebClient client = client()) {
      assertThat(post(client, "manage/statushub/resolve?" + query)).isEqualTo(200);
    }
    assertThat(JENKINS.told("shop"))
        .containsExactly("investigating Slow checkouts", "resolved Slow checkouts");
    assertThat(LedgerHealth.get().findings().any()).isFalse();
  }

  /** The next build of the job that gets through ends what a build opened that never ended. */
  @Test
  void aBuildThatNeverCompletedLeavesItsIncidentToTheNext() throws Exception {
    WorkflowJob job =
        JENKINS.job(
            "statusHubIncident(service: 'shop', title: 'Broken', status: 'down') { error 'x' }");
    rule.buildAndAssertStatus(Result.FAILURE, job);
    WorkflowRun run = job.getLastBuild();
    run.delete();

    JENKINS.run(
        Result.SUCCESS,
        job,
        "statusHubIncident(service: 'shop', title: 'Broken', status: 'down') { echo 'fine' }");

    assertThat(JENKINS.told("shop")).containsExactly("investigating Broken", "resolved Broken");
  }

  @Test
  void eachSeesAndDoesWhatTheirPermissionsAllow() throws Exception {
    WorkflowRun run = refused();
    String query = query(run);
    Jenkins.get().setSecurityRealm(rule.createDummySecurityRealm());
    Jenkins.get()
        .setAuthorizationStrategy(
            new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("outsider", "reader", "auditor", "manager")
                .grant(Item.READ)
                .everywhere()
                .to("reader", "auditor", "manager")
                .grant(Jenkins.SYSTEM_READ)
                .everywhere()
                .to("auditor")
                .grant(Jenkins.MANAGE)
                .everywhere()
                .to("manager"));
    String build = run.getUrl() + "statushub/api/json";
    String ledger = "manage/statushub/api/json";
    String retry = "manage/statushub/retry?" + query;

    assertThat(answers("outsider", build, ledger, retry)).containsExactly(404, 403, 403);
    assertThat(answers("reader", build, ledger, retry)).containsExactly(200, 403, 403);
    assertThat(answers("auditor", build, ledger, retry)).containsExactly(200, 200, 403);
    try (WebClient client = client().login("auditor")) {
      HtmlPage page = client.goTo("manage/statushub/");
      assertThat(page.querySelectorAll(".confirmation-link")).isEmpty();
      assertThat(post(client, "manage/statushub/discard?" + query)).isEqualTo(403);
      assertThat(post(client, "manage/statushub/resolve?" + query)).isEqualTo(403);
    }
    assertThat(answers("manager", build, ledger, retry)).containsExactly(200, 200, 200);
    assertThat(JENKINS.told("shop")).hasSize(1);
  }

  private java.util.List<Integer> answers(String user, String build, String ledger, String retry)
      throws Exception {
    User.getOrCreateByIdOrFullName(user);
    try (WebClient client = client().login(user)) {
      return java.util.List.of(get(client, build), get(client, ledger), post(client, retry));
    }
  }

  /** What another job said is shown to those who may not see that job only if it is public. */
  @Test
  void aDraftOfAnotherJobIsNotShownToThoseWhoMayNotSeeThatJob() throws Exception {
    String id = "id: 'together', ";
    WorkflowRun mine = JENKINS.run(Result.SUCCESS, OPEN.replace("title", id + "title"));
    WorkflowRun other =
        JENKINS.run(
            Result.SUCCESS,
            "statusHubIncident(service: 'shop', "
                + id
                + "title: 'Not yet public', status: 'down', draft: true)");
    Jenkins.get().setSecurityRealm(rule.createDummySecurityRealm());
    Jenkins.get()
        .setAuthorizationStrategy(
            new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader")
                .grant(Item.READ)
                .onItems(mine.getParent())
                .to("reader"));

    try (WebClient client = client().login("reader")) {
      String page = client.goTo(mine.getUrl() + "statushub/").asNormalizedText();
      assertThat(page)
          .contains("Slow checkouts")
          .doesNotContain("Not yet public")
          .doesNotContain(other.getParent().getName());
    }
  }

  @Test
  void freestyleBuildsHaveTheSamePages() throws Exception {
    FreeStyleProject job = rule.createFreeStyleProject();
    io.jenkins.plugins.statushub.freestyle.IncidentFields fields =
        new io.jenkins.plugins.statushub.freestyle.IncidentFields();
    fields.setService("shop");
    fields.setTitle("Nightly fails");
    fields.setStatus("down");
    job.getBuildersList()
        .add(new io.jenkins.plugins.statushub.freestyle.StatusHubIncidentBuilder(fields));
    rule.buildAndAssertSuccess(job);

    assertThat(text(job.getUrl())).contains("Open on the status page", "Nightly fails");
    assertThat(text(job.getLastBuild().getUrl())).contains("Nightly fails");
  }
}
