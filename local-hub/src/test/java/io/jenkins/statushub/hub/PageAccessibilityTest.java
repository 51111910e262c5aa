package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page by keyboard, on small screens, in both color schemes and for screen readers. */
@NeedsBrowser
class PageAccessibilityTest extends PageTestBase {
  @Test
  void canBeUsedByKeyboard() {
    fill();
    browser.untilShown("Old problem is over");
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
        .contains("Skip to the operator's view", "Old problem is over", "Rejected payloads")
        .contains("Notifications", "Drafts", "Silent updates", "Requests as received");

    browser.press(Keys.ENTER);
    browser.until("document.querySelector('details[data-key=\"Requests as received\"]').open");
  }

  private static String active() {
    return String.valueOf(browser.run("return document.activeElement.innerText")).strip();
  }

  @Test
  void keepsFocusAndOpenDetailsDuringAnUpdate() {
    fill();
    browser.untilShown("Old problem is over");
    browser.run("document.querySelector('details.past > summary').focus()");
    browser.press(Keys.ENTER);
    Sender.post(hook, Sender.update("a", "monitoring", "up").put("title", "Nearly there"));
    Sender.post(hook, Sender.update("a", "resolved", "up").put("title", "Done at last"));
    browser.untilShown("Done at last");

    assertThat(active()).contains("Old problem is over");
    assertThat(browser.run("return document.activeElement.parentElement.open")).isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 390, 820, 1360})
  void fitsIntoNarrowWindows(int width) {
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
  void followsThePreferredColorScheme() {
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
  void passesTheAccessibilityChecker(String look) throws IOException {
    List<String> words = List.of(look.split(" "));
    browser.colours(words.get(0));
    browser.resize(Integer.parseInt(words.get(1)), 900);
    assertThat(browser.accessibilityViolations()).isEmpty();
    fill();
    browser.untilShown("Old problem is over");
    browser.unfold();

    assertThat(browser.accessibilityViolations()).isEmpty();
  }
}
