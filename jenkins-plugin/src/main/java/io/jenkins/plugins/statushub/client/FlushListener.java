package io.jenkins.plugins.statushub.client;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.statushub.sending.FlushReport;
import jenkins.util.Listeners;

/** Hears of it when pending updates were seen to. */
public abstract class FlushListener implements ExtensionPoint {
  /** Made by Jenkins. */
  protected FlushListener() {}

  /** Some of what was pending was delivered, refused, given up on, or tried in vain. */
  public abstract void flushed(FlushReport report);

  static void fireDrained(FlushReport report) {
    Listeners.notify(FlushListener.class, false, listener -> listener.flushed(report));
  }

  /** All that listen. */
  public static ExtensionList<FlushListener> all() {
    return ExtensionList.lookup(FlushListener.class);
  }
}
