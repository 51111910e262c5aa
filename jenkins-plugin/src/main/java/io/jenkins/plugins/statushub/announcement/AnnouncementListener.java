package io.jenkins.plugins.statushub.announcement;

import hudson.ExtensionPoint;
import hudson.model.Run;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.sending.Outcome;
import jenkins.util.Listeners;

/** Hears of what builds said. Called where files may be read and written, not for long. */
public abstract class AnnouncementListener implements ExtensionPoint {
  /** Made by Jenkins. */
  protected AnnouncementListener() {}

  /**
   * A build said something. After a restart it may be told once more.
   *
   * @param run the build
   * @param announcement what it said about one service
   * @param origin where in the build
   * @param outcome what has become of it by now
   */
  public abstract void told(
      Run<?, ?> run, Announcement announcement, Origin origin, Outcome outcome);

  static void fireTold(Run<?, ?> run, Announcement announcement, Origin origin, Outcome outcome) {
    Listeners.notify(
        AnnouncementListener.class,
        false,
        listener -> listener.told(run, announcement, origin, outcome));
  }
}
