package io.jenkins.plugins.statushub.announcement;

import hudson.ExtensionPoint;
import hudson.model.Run;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.sending.Outcome;
import jenkins.util.Listeners;

/** Called when builds announce. Runs where files may be read and written, not for long. */
public abstract class AnnouncementListener implements ExtensionPoint {
  /**
   * Called when a build has announced something. After a restart it may be called once more.
   *
   * @param run the build
   * @param announcement what it announced about one service
   * @param origin where in the build
   * @param outcome what has become of it by now
   */
  public abstract void onAnnounced(
      Run<?, ?> run, Announcement announcement, Origin origin, Outcome outcome);

  static void fireAnnounced(
      Run<?, ?> run, Announcement announcement, Origin origin, Outcome outcome) {
    Listeners.notify(
        AnnouncementListener.class,
        false,
        listener -> listener.onAnnounced(run, announcement, origin, outcome));
  }
}
