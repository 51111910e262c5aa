package io.jenkins.plugins.statushub.pages;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.statushub.announcement.AnnouncementListener;
import io.jenkins.plugins.statushub.announcement.Origin;
import io.jenkins.plugins.statushub.client.FlushListener;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.hook.IncidentUpdate;
import io.jenkins.statushub.sending.FlushReport;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Writes down what builds say, for their pages. */
@Extension
public final class AnnouncementRecordListener extends AnnouncementListener {
  private static final Logger LOGGER = Logger.getLogger(AnnouncementRecordListener.class.getName());

  private final Clock clock = Clock.systemUTC();

  @Override
  public void told(Run<?, ?> run, Announcement announcement, Origin origin, Outcome outcome) {
    try {
      BuildAnnouncements.add(run, AnnouncementRecord.of(announcement, origin, outcome, clock.instant()));
      String id = outcome.id();
      if (id != null && announcement.payload() instanceof IncidentUpdate) {
        String key = announcement.key();
        JobRecord.add(
            run.getParent(), new JobRecord.Ref(outcome.service(), id, key == null ? "" : key));
      }
      BuildAction.addTo(run);
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, e, () -> "the pages of " + run + " will not show all it said");
    }
    if (outcome.kind() == Outcome.Kind.FAILED) {
      LedgerHealth.get().lookSoon();
    }
  }

  /** Looks again after what was pending has been seen to. */
  @Extension
  public static final class Drains extends FlushListener {
    @Override
    public void flushed(FlushReport report) {
      if (report.delivered() + report.refused() + report.expired() > 0) {
        LedgerHealth.get().lookSoon();
      }
    }
  }
}
