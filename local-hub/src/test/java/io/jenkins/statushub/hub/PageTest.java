package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.state.HookRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page, in a real browser. */
@EnabledIf(
    value = "io.jenkins.statushub.hub.Browser#isHere",
    disabledReason = "/usr/bin/chromium or /usr/bin/chromedriver is missing")
class PageTest {
  private static final List<String> HOSTILE =
      List.of(
          "<script>window.harmed = true</script>",
          "<img src=x onerror='window.harmed = true'>",
          "<svg onload='window.harmed = true'><script>window.harmed = true</script></svg>",
          "<iframe srcdoc=\"<script>parent.harmed = true</script>\"></iframe>",
          "<a href='javascript:window.harmed = true' id=trap>click</a>",
          "<a href='&#106;avascript:window.harmed = true' id=trap>click</a>",
          "<a href='data:text/html,<script>opener.harmed = true</script>' id=trap>click</a>",
          "<a href='//evil.example/' onclick='window.harmed = true' id=trap>click</a>",
          "<p onmouseover='window.harmed = true' id=trap>over</p>",
          "<style>body { display: none }</style>",
          "<p style='position:fixed;inset:0;background:red' class='overall'>Everything is fine</p>",
          "<form action='https://evil.example/'><input name=a><button id=trap>Sign in</button></form>",
          "<base href='https://evil.example/'>",
          "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
          "<link rel=stylesheet href='https://evil.example/x.css'>",
          "<object data='https://evil.example/'></object><embed src='https://evil.example/'>",
          "<math><mi xlink:href='javascript:window.harmed = true'>x</mi></math>",
          "<noscript><p title=\"</noscript><img src=x onerror=window.harmed=true>\"></noscript>",
          "<template><script>window.harmed = true</script></template>",
          "</div></main></body><h1>Everything is fine</h1>");

  /** What must not come of them. */
  private static final String FORBIDDEN =
      """
      .prose :is(script, style, img, svg, iframe, form, input, button, base, meta, link, object,
        embed, math, template, h1),
      .prose [style], .prose [class], .prose [id], .prose [onclick],
      .prose a:not([href^="http"])
      """;

  private static Browser browser;

  private final ManualClock clock = new ManualClock("2026-11-24T12:00:00Z");
  private final LocalHub hub = LocalHub.builder().clock(clock).service("shop").start();
  private final URI hook = hub.hookUrl("shop");

  @BeforeAll
  static void startBrowser() throws IOException {
    browser = new Browser();
  }

  @AfterAll
  static void stopBrowser() throws IOException {
    browser.close();
  }

  @BeforeEach
  void open() {
    browser.resize(1360, 1000);
    browser.colours("light");
    browser.open(hub.pageUrl());
    browser.untilShown("Live");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void fill() {
    Sender.post(hook, Sender.update("a", "investigating", "down"));
    Sender.post(hook, Sender.update("a", "identified", "degraded").put("title", "Known now"));
    Sender.post(hook, Sender.update("b", "investigating", "down").put("title", "Old trouble"));
    Sender.post(hook, Sender.update("b", "resolved", "up").put("title", "Old trouble is over"));
    Sender.post(hook, Sender.update("c", "investigating", "down").put("draft", true));
    Sender.post(hook, Sender.update("d", "investigating", "degraded").put("silent", true));
    Sender.post(hook, Sender.update("e", "resolved", "up"));
    Sender.post(hook, "{");
    Sender.post(hook, Sender.window("m", "2026-11-24T11:30:00Z", "2026-11-24T12:30:00Z", "up"));
    Sender.post(hook, Sender.window("n", "2026-11-24T13:30:00Z", "2026-11-24T14:30:00Z", "down"));
    Sender.post(hook, Sender.window("o", "2026-11-24T09:30:00Z", "2026-11-24T10:30:00Z", "down"));
    hub.inject("shop", Fault.status(503));
  }

  @Test
  void followsWhatComesInWithoutAReload() {
    browser.run("window.notReloaded = true");
    assertThat(browser.text("h1")).isEqualTo("shop is up");

    Sender.post(hook, Sender.update("a", "investigating", "down"));
    browser.untilShown("shop is down");
    assertThat(browser.text("#public")).contains("Slow checkouts", "Investigating");

    Sender.post(hook, Sender.update("a", "resolved", "up").put("title", "Fast again"));
    browser.untilShown("shop is up");
    assertThat(browser.text("#public")).contains("Past incidents", "Fast again", "Resolved");
    assertThat(browser.run("return document.title")).isEqualTo("shop is up · local hub");
    assertThat(browser.run("return window.notReloaded")).isEqualTo(true);
  }

  @Test
  void saysWhatIsNewToAScreenReader() {
    assertThat(browser.find("#news").getDomAttribute("aria-live")).isEqualTo("polite");
    assertThat(browser.run("return document.getElementById('news').textContent")).isEqualTo("");

    Sender.post(hook, Sender.update("a", "investigating", "down"));
    browser.until(
        "document.getElementById('news').textContent.includes('shop: incident. Slow checkouts')");
  }

  @Test
  void aWindowStartsAndEndsOnThePageByTheClockAlone() {
    Sender.post(
        hook, Sender.window("m", "2026-11-24T12:30:00Z", "2026-11-24T13:00:00Z", "degraded"));
    browser.untilShown("Scheduled");
    assertThat(browser.text("h1")).isEqualTo("shop is up");

    clock.forward(Duration.ofMinutes(30));
    browser.untilShown("shop is degraded");
    assertThat(browser.text("#public")).contains("In progress", "ends in 30 minutes");

    clock.forward(Duration.ofMinutes(30));
    browser.untilShown("shop is up");
    assertThat(browser.text("#public")).contains("Over").doesNotContain("In progress");
  }

  @Test
  void aNewServiceAppears() {
    hub.hookUrl("payments");
    browser.untilShown("payments");
  }

  @Test
  void theOperatorSeesWhatThePublicDoesNot() {
    Sender.post(
        hook,
        Sender.update("a", "investigating", "down").put("draft", true).put("title", "Not yet"));
    Sender.post(
        hook,
        Sender.update("b", "investigating", "degraded").put("silent", true).put("title", "Psst"));
    Sender.post(hook, Sender.update("c", "resolved", "up"));
    hub.inject("shop", Fault.status(503));
    Sender.post(hook, Sender.update("d", "investigating", "down").put("title", "Lost"));
    hub.inject("shop", Fault.noResponse());
    Sender.post(
        hub.hookUrl("other"), Sender.update("e", "investigating", "down").put("title", "Loud"));
    browser.untilShown("Loud");
    browser.unfold();

    String operator = browser.text("#operator");
    assertThat(browser.text("#public"))
        .contains("Psst", "Loud")
        .doesNotContain("Not yet", "Lost", "can't be");
    assertThat(operator)
        .contains("Not yet", "Psst", "Loud", "can't be an incident's first update", "Lost")
        .contains("Faults to inject", "shop: next 1, first no response", "Fault: status 503");
    assertThat(browser.text("details[data-key=Notifications]"))
        .contains("Loud")
        .doesNotContain("Psst", "Not yet");
  }

  @Test
  void showsDraftsOnceTheyArePublished() {
    Sender.post(
        hook, Sender.update("a", "investigating", "down").put("draft", true).put("title", "One"));
    browser.until("document.querySelector('details[data-key=Drafts] .count').textContent === '1'");
    Sender.post(hook, Sender.update("a", "identified", "down").put("title", "Two"));

    browser.untilShown("Two");
    assertThat(browser.text("#public")).contains("One", "Two");
    browser.until("document.querySelector('details[data-key=Drafts] .count').textContent === '0'");
  }

  @Test
  void aHostileDescriptionDoesNothing() {
    double elements = elements();
    for (String description : HOSTILE) {
      hub.reset();
      Sender.post(hook, Sender.update("a", "investigating", "down").put("description", "Harmless"));
      browser.untilShown("Harmless");
      Sender.post(
          hook,
          Sender.update("a", "identified", "down").put("description", description + "<p>End"));
      browser.untilShown("End");
      browser.run("document.querySelectorAll('.prose *').forEach(one => one.click())");

      assertThat(browser.run("return window.harmed")).as(description).isNull();
      assertThat(browser.run("return location.href"))
          .as(description)
          .isEqualTo(hub.pageUrl().toString());
      assertThat(elements()).as(description).isEqualTo(elements);
      assertThat(browser.number("return document.querySelectorAll(`" + FORBIDDEN + "`).length"))
          .as(description)
          .isZero();
      assertThat(browser.find("h1").isDisplayed()).as(description).isTrue();
      assertThat(browser.text("h1")).as(description).isEqualTo("shop is down");
    }
  }

  private static double elements() {
    return browser.number(
        "return document.querySelectorAll('script, style, link, base, meta, iframe, form').length");
  }

  @Test
  void keepsWhatADescriptionMayHold() {
    Sender.post(
        hook,
        Sender.update("a", "investigating", "down")
            .put(
                "description",
                "One<br>two <b>bold</b> <a href='https://example.org/'>more</a><ul><li>item</ul>"));
    browser.untilShown("item");

    assertThat(browser.find(".prose br")).isNotNull();
    assertThat(browser.text(".prose b")).isEqualTo("bold");
    assertThat(browser.find(".prose a").getDomAttribute("rel")).contains("noopener");
    assertThat(browser.text(".prose li")).isEqualTo("item");
  }

  @Test
  void titlesAreTextAndNothingElse() {
    Sender.post(
        hook,
        Sender.update("a", "investigating", "down")
            .put("title", "<img src=x onerror='window.harmed = true'><b>T</b>"));
    browser.untilShown("<b>T</b>");

    assertThat(browser.run("return window.harmed")).isNull();
  }

  @Test
  void thePolicyForbidsHandingHtmlToTheBrowser() {
    assertThat(
            browser.run(
                """
                try { document.body.innerHTML += '<p>x'; return 'done' } catch (e) { return e.name }
                """))
        .isEqualTo("TypeError");
  }

  @Test
  void noSecretIsOnThePage() {
    Sender.post(hook, Sender.update("a", "investigating", "down").put("title", "T " + hook));
    browser.untilShown("[secret]");

    assertThat((String) browser.run("return document.documentElement.outerHTML"))
        .doesNotContain(hook.getPath().substring(HookRegistry.PATH.length()));
  }

  @Test
  void everythingCanBeReachedAndOpenedByKeyboard() {
    fill();
    browser.untilShown("Old trouble is over");
    var reached = new ArrayList<String>();
    Long wanted = (Long) browser.run("return document.querySelectorAll('a[href], summary').length");
    browser.run("document.activeElement.blur()");
    browser.press(Keys.TAB);
    assertThat(active()).isEqualTo("Skip to the public page");
    assertThat(browser.run("return document.activeElement.getBoundingClientRect().top >= 0"))
        .isEqualTo(true);
    for (int i = 0; i < 40 && !reached.contains("Requests as received"); i++) {
      reached.add(active());
      assertThat(
              (String) browser.run("return getComputedStyle(document.activeElement).outlineStyle"))
          .isNotEqualTo("none");
      if (active().startsWith("Requests as received")) {
        break;
      }
      browser.press(Keys.TAB);
    }
    assertThat(wanted).isGreaterThan(6);
    assertThat(String.join("\n", reached))
        .contains("Skip to the operator's view", "Old trouble is over", "Rejected payloads")
        .contains("Notifications", "Drafts", "Silent updates", "Requests as received");

    browser.press(Keys.ENTER);
    browser.until("document.querySelector('details[data-key=\"Requests as received\"]').open");
  }

  private static String active() {
    return String.valueOf(browser.run("return document.activeElement.innerText")).strip();
  }

  @Test
  void focusAndOpenPartsOutliveAnUpdate() {
    fill();
    browser.untilShown("Old trouble is over");
    browser.run("document.querySelector('details.past > summary').focus()");
    browser.press(Keys.ENTER);
    Sender.post(hook, Sender.update("a", "monitoring", "up").put("title", "Nearly there"));
    Sender.post(hook, Sender.update("a", "resolved", "up").put("title", "Done at last"));
    browser.untilShown("Done at last");

    assertThat(active()).contains("Old trouble is over");
    assertThat(browser.run("return document.activeElement.parentElement.open")).isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 390, 820, 1360})
  void neverScrollsSideways(int width) {
    browser.resize(width, 800);
    fill();
    Sender.post(
        hub.hookUrl("a-service-with-a-name-that-goes-on-and-on-without-any-space-to-break-it-at"),
        Sender.update("w", "investigating", "down")
            .put("title", "W".repeat(300))
            .put("description", "<pre>" + "x".repeat(500) + "</pre>" + "y".repeat(500)));
    browser.untilShown("WWW");
    browser.unfold();

    assertThat(browser.run("return document.documentElement.scrollWidth"))
        .isEqualTo(browser.run("return document.documentElement.clientWidth"));
  }

  @Test
  void isDarkWhereTheReaderWantsIt() {
    assertThat(brightness()).isGreaterThan(200);
    browser.colours("dark");
    assertThat(brightness()).isLessThan(50);
  }

  private static double brightness() {
    return browser.number(
        """
        const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
        return 0.3 * r + 0.6 * g + 0.1 * b
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"light 1360", "dark 1360", "light 390", "dark 390"})
  void theAccessibilityCheckerFindsNothing(String look) throws IOException {
    List<String> words = List.of(look.split(" "));
    browser.colours(words.get(0));
    browser.resize(Integer.parseInt(words.get(1)), 900);
    assertThat(browser.accessibilityFaults()).isEmpty();
    fill();
    browser.untilShown("Old trouble is over");
    browser.unfold();

    assertThat(browser.accessibilityFaults()).isEmpty();
  }

  @Test
  void saysWhenTheHubIsGoneAndGoesOnWhenItIsBack() {
    hub.goOffline();
    browser.untilShown("Connection lost");
    hub.comeOnline();
    browser.untilShown("Live");
    Sender.post(hook, Sender.update("a", "investigating", "down"));
    browser.untilShown("shop is down");
  }

  @Test
  void asksNowAndThenWhereTooManyPagesListen() throws IOException {
    var listeners = new ArrayList<RawClient>();
    browser.leave();
    try {
      for (int i = 0; i < 64; i++) {
        RawClient listener = new RawClient(hub.pageUrl());
        listeners.add(listener);
        listener.write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(listener.read(15)).isEqualTo("HTTP/1.1 200 OK");
      }
      assertThat(Sender.get(hub.pageUrl().resolve("/events")).statusCode()).isEqualTo(503);
      browser.open(hub.pageUrl());
      browser.untilShown("Live");
      Sender.post(hook, Sender.update("a", "investigating", "down"));
      browser.untilShown("shop is down");
    } finally {
      for (RawClient listener : listeners) {
        listener.close();
      }
    }
  }
}
