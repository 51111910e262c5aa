package io.jenkins.plugins.statushub.delivery;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.statushub.ledger.DrainReport;
import jenkins.util.Listeners;

/** Hears of it when parked updates were seen to. */
public abstract class DrainListener implements ExtensionPoint {
  /** Made by Jenkins. */
  protected DrainListener() {}

  /** Some of what was parked was delivered, refused, given up on, or tried in vain. */
  public abstract void drained(DrainReport report);

  static void fireDrained(DrainReport report) {
    Listeners.notify(DrainListener.class, false, listener -> listener.drained(report));
  }

  /** All that listen. */
  public static ExtensionList<DrainListener> all() {
    return ExtensionList.lookup(DrainListener.class);
  }
}
