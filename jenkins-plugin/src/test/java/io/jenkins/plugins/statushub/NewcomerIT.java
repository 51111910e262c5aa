package io.jenkins.plugins.statushub;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.LocalHub;
import io.jenkins.statushub.testing.Browser;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;
import org.openqa.selenium.WebElement;

/**
 * Somebody who has the README and a browser: a service, a Pipeline job with the README's block as
 * it stands, and the first announcement on the local hub's page.
 */
@EnabledIf("io.jenkins.statushub.testing.Browser#isInstalled")
class NewcomerIT {
  private static final Pattern BLOCK = Pattern.compile("(?s)```groovy\n(pipeline .*?)```");
  private static final String DRY_RUN = ", dryRun: true";

  /** Finds what a person could click on: a dialog that fades away still covers it. */
  private static final String CLICKABLE =
      """
      (selector, text) => Array.from(document.querySelectorAll(selector)).find(each => {
        if (each.offsetParent === null || text && each.innerText.trim() !== text) {
          return false;
        }
        each.scrollIntoView({block: 'center', behavior: 'instant'});
        const box = each.getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return top !== null && each.contains(top);
      })
      """;

  @RegisterExtension
  final RealJenkinsExtension jenkins =
      new RealJenkinsExtension().omitPlugins("statushub").withTimeout(0);

  private final LocalHub hub = LocalHub.builder().service("shop").start();
  private final LeakSearch search = new LeakSearch();

  @BeforeEach
  void installThePluginAsItIsShipped() throws Exception {
    ShippedPlugin.installInto(jenkins);
    search.add(hub.hookUrl("shop"));
  }

  @AfterEach
  void searchForHookUrls() throws Exception {
    try {
      search.inHome(jenkins.getHome().toPath());
    } finally {
      hub.close();
    }
  }

  @Test
  void getsFromNothingToAnAnnouncementByTheReadme() throws Throwable {
    String readme = Files.readString(Path.of("..", "README.md"));
    assertThat(readme)
        .contains("Manage Jenkins")
        .contains("Secret text")
        .contains("take `dryRun: true` out of both blocks");
    Matcher block = BLOCK.matcher(readme);
    assertThat(block.find()).isTrue();
    String script = block.group(1);

    jenkins.startJenkins();
    try (Browser browser = new Browser()) {
      Steps steps = new Steps(browser, jenkins.getUrl().toURI());
      steps.addService("shop", hub.hookUrl("shop").toString());
      steps.createPipeline("deploy-shop", script);
      String dry = steps.build("deploy-shop", 1);
      assertThat(dry).contains("StatusHub: shop: dry run, not sent: {", "Finished: SUCCESS");
      assertThat(hub.received()).isEmpty();

      steps.define("deploy-shop", script.replace(DRY_RUN, ""));
      String announced = steps.build("deploy-shop", 2);
      assertThat(announced).contains("StatusHub: shop: announced: 'Upgrading to 1.4'");

      browser.open(hub.pageUrl());
      browser.untilShown("Upgrading to 1.4");
    }
    jenkins.stopJenkins();
  }

  /** What a person does, by what the pages show. */
  private record Steps(Browser browser, URI jenkins) {

    private void open(String path) {
      browser.open(jenkins.resolve(path));
    }

    /** Manage Jenkins, System, StatusHub: Add service, Name, Add, Secret text, Save. */
    void addService(String name, String hookUrl) {
      open("manage/configure");
      click("button", "Add service");
      browser.until("document.querySelector('.statushub-hook-url select') !== null");
      assertThat(errors()).as("a new service is quiet").isZero();
      WebElement field = browser.find("[name=services] input[name='_.name']");
      field.sendKeys(name);
      addSecretText(hookUrl);
      browser.until("document.querySelector('.statushub-hook-url select').value !== ''");
      click("button", "Save");
      browser.until("!location.pathname.endsWith('/configure')");
    }

    private long errors() {
      return (Long)
          Objects.requireNonNull(
              browser.run(
                  "return Array.from(document.querySelectorAll('[name=services] .error'))"
                      + ".filter(each => each.offsetParent !== null).length"));
    }

    private void addSecretText(String secret) {
      browser.run(
          "document.querySelector('.statushub-hook-url button').scrollIntoView({block: 'center'})");
      browser.find(".statushub-hook-url button").click();
      clickFirst("button.jenkins-dropdown__item");
      click("dialog .jenkins-choice-list__item__label", "Secret text");
      click("dialog button", "Next");
      browser.until("document.querySelector('dialog input[name=\"_.secret\"]') !== null");
      browser.find("dialog input[name='_.secret']").sendKeys(secret);
      click("dialog button", "Create");
      browser.until("document.querySelector('dialog[open]') === null");
    }

    void createPipeline(String name, String script) {
      open("view/all/newJob");
      click("#name", "");
      browser.press(name);
      click("#items label > span", "Pipeline");
      click("button", "OK");
      browser.until("location.pathname.endsWith('/job/" + name + "/configure')");
      save(script);
    }

    void define(String name, String script) {
      open("job/" + name + "/configure");
      save(script);
    }

    private void save(String script) {
      // A Jenkins under test has a plain text area in place of the editor.
      browser.until("document.querySelector('textarea[name=\"_.script\"]') !== null");
      browser.run(
          "const area = document.querySelector('textarea[name=\"_.script\"]');"
              + " area.value = arguments[0]; area.dispatchEvent(new Event('change'))",
          script);
      click("button", "Save");
      browser.until("!location.pathname.endsWith('/configure')");
    }

    /** Presses Build Now and returns the build's log when it is complete. */
    String build(String job, int number) {
      open("job/" + job + "/");
      click("a, button", "Build Now");
      browser.until(
          "document.querySelector(arguments[0]) !== null",
          "a[href$='/job/" + job + "/" + number + "/']");
      open("job/" + job + "/" + number + "/console");
      browser.untilShown("Finished: ");
      return browser.text();
    }

    private void clickFirst(String selector) {
      click(selector, "");
    }

    /** Clicks what a selector finds, by its text unless that is empty, once nothing covers it. */
    private void click(String selector, String text) {
      browser.until("(" + CLICKABLE + ")(arguments[0], arguments[1])", selector, text);
      ((WebElement)
              Objects.requireNonNull(
                  browser.run(
                      "return (" + CLICKABLE + ")(arguments[0], arguments[1])", selector, text)))
          .click();
    }
  }
}
