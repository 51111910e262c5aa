package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.hub.fault.Fault;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page's buttons for faults, in a real browser, with real requests to a hook. */
@NeedsBrowser
class FaultButtonsTest extends PageTestBase {
  private static final String OFFLINE = "button[data-action=offline]";
  private static final String UNAVAILABLE = "button[data-action=unavailable]";
  private static final String RESET = "button[data-action=reset]";

  private int post() {
    return Sender.post(hook, Sender.update("a", "investigating", "down")).statusCode();
  }

  private static void untilPressed(String button, boolean pressed) {
    browser.until(
        "document.querySelector(arguments[0]).getAttribute('aria-pressed') === arguments[1]",
        button,
        String.valueOf(pressed));
  }

  @Test
  void answer503MakesEveryHookUnavailableUntilReset() {
    browser.find(UNAVAILABLE).click();
    untilPressed(UNAVAILABLE, true);
    assertThat(browser.text("#operator")).contains("any service: until cleared, status 503");
    assertThat(post()).isEqualTo(503);
    assertThat(post()).isEqualTo(503);

    browser.find(RESET).click();
    untilPressed(UNAVAILABLE, false);
    assertThat(browser.text("#operator")).doesNotContain("until cleared");
    assertThat(post()).isEqualTo(200);
    browser.untilShown("shop is down");
  }

  @Test
  void goOfflineResetsConnectionsToHooksAndKeepsThePage() {
    browser.find(OFFLINE).click();
    untilPressed(OFFLINE, true);
    assertThatThrownBy(this::post).isInstanceOf(UncheckedIOException.class);
    assertThat(hub.incidents("shop")).isEmpty();
    browser.open(hub.pageUrl());
    browser.untilShown("Live");
    untilPressed(OFFLINE, true);

    browser.find(RESET).click();
    untilPressed(OFFLINE, false);
    assertThat(post()).isEqualTo(200);
  }

  @Test
  void oneButtonReplacesTheOthersFault() {
    browser.find(OFFLINE).click();
    untilPressed(OFFLINE, true);
    browser.find(UNAVAILABLE).click();
    untilPressed(UNAVAILABLE, true);
    untilPressed(OFFLINE, false);
    assertThat(post()).isEqualTo(503);
  }

  @Test
  void resetKeepsWhatTheHubHasReceived() {
    post();
    hub.inject("shop", Fault.status(500));
    browser.untilShown("shop: next 1, first status 500");
    browser.find(RESET).click();
    browser.until("!document.body.innerText.includes('first status 500')");

    assertThat(hub.incidents("shop")).hasSize(1);
    assertThat(post()).isEqualTo(200);
  }

  @Test
  void workByKeyboardAndKeepTheFocus() {
    browser.run("document.querySelector(arguments[0]).focus()", UNAVAILABLE);
    browser.press(Keys.SPACE);
    untilPressed(UNAVAILABLE, true);

    assertThat(browser.run("return document.activeElement.dataset.action"))
        .isEqualTo("unavailable");
    assertThat(post()).isEqualTo(503);
  }

  @Test
  void sayIfTheHubDoesNotRespond() {
    hub.goOffline();
    browser.find(UNAVAILABLE).click();
    browser.untilShown("“Answer 503” failed: the hub does not respond.");
    assertThat(browser.find("#operator [role=alert]").isDisplayed()).isTrue();
    hub.comeOnline();
    browser.untilShown("Live");
    browser.find(RESET).click();
    browser.until("document.querySelector('#operator [role=alert]') === null");
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 390, 1360})
  void areLargeEnoughToTouchAndInsideTheWindow(int width) {
    browser.resize(width, 800);
    for (String button : new String[] {OFFLINE, UNAVAILABLE, RESET}) {
      assertThat(
              browser.number(
                  "const box = document.querySelector('"
                      + button
                      + "').getBoundingClientRect();"
                      + " return box.left >= 0 && box.right <= innerWidth ? box.height : 0"))
          .as(button)
          .isGreaterThanOrEqualTo(44);
    }
  }
}
