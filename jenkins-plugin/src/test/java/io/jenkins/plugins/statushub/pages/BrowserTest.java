package io.jenkins.plugins.statushub.pages;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.plugins.statushub.freestyle.StatusHubIncidentPublisher;
import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.testing.Browser;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.FailureBuilder;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The pages in a real browser, with Jenkins' content security policy enforced. */
@EnabledIf("io.jenkins.statushub.testing.Browser#isInstalled")
class BrowserTest {
  @RegisterExtension static final JenkinsWithHub JENKINS = new JenkinsWithHub();

  private static final Path PICTURES = Path.of("target", "pictures");

  /** How wide a telephone is, in pixels. */
  private static final int PHONE = 390;

  /** The colours of Jenkins' dark theme, which is a plugin of its own. */
  private static final String DARK =
      """
      :root, .app-theme-picker__picker {
        color-scheme: dark;
        --background: hsl(240, 15%, 13%); --main-background: hsl(240, 15%, 13%);
        --text-color: hsl(240, 20%, 97%); --text-color-secondary: hsl(240, 12%, 70%);
        --header-background: hsl(240, 15%, 10%); --card-background: hsl(240, 15%, 16%);
        --table-background: hsl(240, 15%, 18%); --table-row-border-color: hsl(240, 12%, 28%);
        --table-header-foreground: hsl(240, 20%, 90%);
        --button-background: rgba(150, 150, 200, 0.15); --input-color: hsl(240, 15%, 16%);
        --link-color: hsl(210, 95%, 72%); --link-color--hover: hsl(210, 95%, 80%);
        --success-color: hsl(145, 60%, 58%); --warning-color: hsl(40, 95%, 62%);
        --error-color: hsl(355, 85%, 70%); --destructive-color: hsl(355, 85%, 70%);
      }
      body { background: var(--background); color: var(--text-color); }
      """;

  private static Browser browser;

  @BeforeAll
  static void open() throws IOException {
    browser = new Browser();
  }

  @AfterAll
  static void close() throws IOException {
    browser.close();
  }

  private static URI page(String path) throws Exception {
    return new URI(JENKINS.rule().getURL() + path);
  }

  private static void show(String path, String name) throws Exception {
    show(path, name, "h1");
  }

  private static void show(String path, String name, String at) throws Exception {
    browser.console();
    for (String theme : new String[] {"light", "dark"}) {
      for (int width : new int[] {1280, PHONE}) {
        browser.resize(width, width == PHONE ? 844 : 720);
        browser.open(page(path));
        if (theme.equals("dark")) {
          browser.theme(DARK);
        }
        browser.until("!document.body.innerText.includes('Loading builds')");
        browser.until("document.querySelector(\"" + at + "\") !== null");
        browser.run(
            "document.querySelector(arguments[0]).scrollIntoView({block: 'start'});"
                + " window.scrollBy(0, -80)",
            at);
        browser.screenshot(PICTURES.resolve(name + "-" + theme + "-" + width + ".png"));
        assertThat(
                ((Number)
                        browser.run(
                            "return document.documentElement.scrollWidth - window.innerWidth"))
                    .intValue())
            .as("%s, %s px wide: nothing sticks out", path, width)
            .isLessThanOrEqualTo(0);
      }
    }
    assertThat(browser.console())
        .as("what the console says about %s", path)
        .noneMatch(line -> line.contains("Content Security Policy") || line.contains("Uncaught"));
    browser.resize(1280, 720);
  }

  @Test
  void pagesFitDesktopsAndPhonesAndAnAdministratorActsByKeyboard() throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection) page("manage/statushub/").toURL().openConnection();
    assertThat(connection.getHeaderField("Content-Security-Policy")).contains("script-src");

    StatusHubConfiguration.get().setTimeoutSeconds(1);
    WorkflowJob job = JENKINS.rule().createProject(WorkflowJob.class, "deploy-shop");
    JENKINS.run(
        Result.FAILURE,
        job,
        """
        withStatusHubMaintenance(service: 'shop', title: 'Upgrading to 1.4', status: 'degraded', duration: '30m') {
          withStatusHubIncident(service: 'shop', title: 'Upgrade failed', status: 'down') { error 'deploy.sh: exit 1' }
        }
        """);
    JENKINS
        .hub()
        .inject("pay", Fault.status(400).body("{\"reasons\":[\"the title is not allowed\"]}"));
    WorkflowJob pay = JENKINS.rule().createProject(WorkflowJob.class, "deploy-pay");
    JENKINS.run(
        Result.SUCCESS,
        pay,
        "statusHubIncident(service: 'pay', title: 'Card payments are slow', status: 'degraded')");
    JENKINS.hub().injectUntilCleared("pay", Fault.status(503));
    FreeStyleProject nightly = JENKINS.rule().createFreeStyleProject("nightly");
    IncidentParameters fields = new IncidentParameters();
    fields.setService("pay");
    fields.setTitle("Refunds fail");
    fields.setStatus("degraded");
    nightly.getPublishersList().add(new StatusHubIncidentPublisher(fields));
    nightly.getBuildersList().add(new FailureBuilder());
    JENKINS.rule().buildAndAssertStatus(Result.FAILURE, nightly);
    WorkflowJob old = JENKINS.rule().createProject(WorkflowJob.class, "old-deploy");
    JENKINS.run(
        Result.SUCCESS,
        old,
        "statusHubIncident(service: 'shop', key: 'search', title: 'Search is down', status:"
            + " 'down')");
    old.delete();
    Path damaged = StatusHubClientProvider.folder().resolve("settled");
    Files.writeString(damaged.resolve("shop-" + "0".repeat(32) + ".json"), "no json");
    LedgerHealth.get().look();

    WorkflowRun build = job.getLastBuild();
    show(build.getUrl(), "build");
    show(build.getUrl() + "statushub/", "build-statushub");
    show(job.getUrl(), "job");
    show(nightly.getUrl(), "freestyle-job");
    show(nightly.getLastBuild().getUrl(), "pending");
    show("manage/statushub/", "ledger");
    show("manage/statushub/?q=search", "ledger-search");
    show("manage/statushub/entry?" + PageClient.query("Card payments are slow"), "entry");
    show("manage/", "manage");
    show(
        nightly.getUrl() + "configure",
        "freestyle-form",
        "[descriptorid='" + StatusHubIncidentPublisher.class.getName() + "']");

    buttonsOfAPhoneAreOnTheScreen();
    searchLeavesOnlyTheWordsInTheAddress();
    noticeIsALinkWithoutACrumb();
    retryByKeyboard();
  }

  private static void buttonsOfAPhoneAreOnTheScreen() throws Exception {
    browser.resize(PHONE, 844);
    browser.open(page("manage/statushub/"));
    assertThat(browser.all(".statushub-action button"))
        .isNotEmpty()
        .allSatisfy(
            button -> {
              assertThat(button.getRect().getX()).isNotNegative();
              assertThat(button.getRect().getX() + button.getRect().getWidth())
                  .isLessThanOrEqualTo(PHONE);
            });
    browser.resize(1280, 720);
  }

  private static void searchLeavesOnlyTheWordsInTheAddress() throws Exception {
    browser.open(page("manage/statushub/"));
    WebElement input = browser.all(".statushub-search input").get(0);
    input.sendKeys("card slow", Keys.ENTER);
    browser.until("location.search === '?q=card%20slow' && document.readyState === 'complete'");
    assertThat(browser.text())
        .contains("1 found", "Card payments are slow")
        .doesNotContain("Refunds");
  }

  private static void noticeIsALinkWithoutACrumb() throws Exception {
    browser.open(page("manage/"));
    browser.all(".jenkins-alert a[href$='/manage/statushub/']").get(0).click();
    browser.until(
        "location.pathname.endsWith('/manage/statushub/') && document.readyState === 'complete'");
    assertThat(browser.run("return location.search")).isEqualTo("");
  }

  private static void retryByKeyboard() throws Exception {
    JENKINS.hub().clearFaults();
    browser.open(page("manage/statushub/"));
    WebElement retry =
        browser
            .all(".statushub-action button[aria-label='Retry: Card payments are slow (pay)']")
            .get(0);
    browser.run("arguments[0].focus()", retry);
    browser.press(Keys.ENTER);
    browser.until("document.querySelector('dialog[open]') !== null");
    browser.until("document.getAnimations().length === 0");
    browser.screenshot(PICTURES.resolve("ledger-confirm.png"));
    assertThat(browser.text())
        .contains("Try again now to deliver the updates of “Card payments are slow”?");
    assertThat(browser.all("dialog[open] [data-id=ok]").get(0).getText()).isEqualTo("Retry");
    browser.run("document.querySelector('dialog[open] [data-id=ok]').focus()");
    browser.press(Keys.ENTER);
    browser.until(
        "document.body.innerText.includes('Retried “Card payments are slow”: delivered')");
    browser.screenshot(PICTURES.resolve("ledger-retried.png"));
    assertThat(browser.text()).doesNotContain("Not delivered (");
    assertThat(JENKINS.published("pay")).contains("investigating Card payments are slow");
  }
}
