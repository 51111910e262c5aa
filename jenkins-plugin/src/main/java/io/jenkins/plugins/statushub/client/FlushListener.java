package io.jenkins.plugins.statushub.client;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.statushub.sending.FlushReport;
import jenkins.util.Listeners;

/** Is called after pending updates were tried. */
public abstract class FlushListener implements ExtensionPoint {
  /** Is called after a flush, whether anything was delivered or not. */
  public abstract void onFlushed(FlushReport report);

  static void fireFlushed(FlushReport report) {
    Listeners.notify(FlushListener.class, false, listener -> listener.onFlushed(report));
  }

  /** Returns all listeners. */
  public static ExtensionList<FlushListener> all() {
    return ExtensionList.lookup(FlushListener.class);
  }
}
