package io.jenkins.statushub.hub;

import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.testing.Browser;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A hub with the service {@code shop}, and its page open in a real browser. */
abstract class PageTestBase {
  static Browser browser;

  final ManualClock clock = new ManualClock("2026-11-24T12:00:00Z");
  final LocalHub hub = LocalHub.builder().clock(clock).service("shop").start();
  final URI hook = hub.hookUrl("shop");

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

  /** Posts payloads for every part of the page. */
  final void fill() {
    Sender.post(hook, Sender.update("a", "investigating", "down"));
    Sender.post(hook, Sender.update("a", "identified", "degraded").put("title", "Known now"));
    Sender.post(hook, Sender.update("b", "investigating", "down").put("title", "Old problem"));
    Sender.post(hook, Sender.update("b", "resolved", "up").put("title", "Old problem is over"));
    Sender.post(hook, Sender.update("c", "investigating", "down").put("draft", true));
    Sender.post(hook, Sender.update("d", "investigating", "degraded").put("silent", true));
    Sender.post(hook, Sender.update("e", "resolved", "up"));
    Sender.post(hook, "{");
    Sender.post(hook, Sender.window("m", "2026-11-24T11:30:00Z", "2026-11-24T12:30:00Z", "up"));
    Sender.post(hook, Sender.window("n", "2026-11-24T13:30:00Z", "2026-11-24T14:30:00Z", "down"));
    Sender.post(hook, Sender.window("o", "2026-11-24T09:30:00Z", "2026-11-24T10:30:00Z", "down"));
    hub.inject("shop", Fault.status(503));
  }
}
