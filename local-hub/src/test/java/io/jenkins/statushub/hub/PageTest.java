package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.fault.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What the page shows, and how it follows the hub. */
@NeedsBrowser
class PageTest extends PageTestBase {
  @Test
  void showsNewUpdatesWithoutAReload() {
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
  void announcesChangesToAScreenReader() {
    assertThat(browser.find("#news").getDomAttribute("aria-live")).isEqualTo("polite");
    assertThat(browser.run("return document.getElementById('news').textContent")).isEqualTo("");

    Sender.post(hook, Sender.update("a", "investigating", "down"));
    browser.until(
        "document.getElementById('news').textContent.includes('shop: incident. Slow checkouts')");
  }

  @Test
  void startsAndEndsAWindowByTheClockAlone() {
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
  void showsANewService() {
    hub.hookUrl("payments");
    browser.untilShown("payments");
  }

  @Test
  void showsTheOperatorWhatThePublicDoesNotSee() {
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
  void movesDraftsToThePublicViewOncePublished() {
    Sender.post(
        hook, Sender.update("a", "investigating", "down").put("draft", true).put("title", "One"));
    browser.until("document.querySelector('details[data-key=Drafts] .count').textContent === '1'");
    Sender.post(hook, Sender.update("a", "identified", "down").put("title", "Two"));

    browser.untilShown("Two");
    assertThat(browser.text("#public")).contains("One", "Two");
    browser.until("document.querySelector('details[data-key=Drafts] .count').textContent === '0'");
  }

  @Test
  void reconnectsAfterTheHubWasOffline() {
    hub.goOffline();
    browser.untilShown("Connection lost");
    hub.comeOnline();
    browser.untilShown("Live");
    Sender.post(hook, Sender.update("a", "investigating", "down"));
    browser.untilShown("shop is down");
  }

  @Test
  void pollsIfTooManyPagesAreSubscribed() throws IOException {
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
