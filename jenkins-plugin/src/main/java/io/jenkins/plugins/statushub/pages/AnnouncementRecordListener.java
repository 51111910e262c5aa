package io.jenkins.plugins.statushub.pages;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.statushub.announcement.AnnouncementListener;
import io.jenkins.plugins.statushub.announcement.Origin;
import io.jenkins.plugins.statushub.client.FlushListener;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.hook.IncidentUpdate;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.sending.FlushReport;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Records what builds announce, for their pages. */
@Extension
public final class AnnouncementRecordListener extends AnnouncementListener {
  private static final Logger LOGGER = Logger.getLogger(AnnouncementRecordListener.class.getName());

  private final Clock clock = Clock.systemUTC();

  @Override
  public void onAnnounced(
      Run<?, ?> run, Announcement announcement, Origin origin, Outcome outcome) {
    AnnouncementRecord record =
        AnnouncementRecord.of(announcement, origin, outcome, clock.instant());
    try {
      BuildAnnouncements.add(run, record);
      BuildAction.addTo(run);
    } catch (IOException e) {
      LOGGER.log(
          Level.WARNING, e, () -> "the pages of " + run + " will not show all announcements");
    }
    EntryRef entry = record.entry();
    if (entry != null) {
      LedgerEntry now = LedgerIndex.get().touch(entry);
      if (announcement.payload() instanceof IncidentUpdate) {
        remember(run, announcement, entry, now);
      }
    }
    LedgerHealth.get().recountSoon();
  }

  private static void remember(
      Run<?, ?> run, Announcement announcement, EntryRef ref, @Nullable LedgerEntry entry) {
    String key = announcement.key();
    try {
      if (entry != null && EntryState.isOver(entry)) {
        JobIncidents.get().forget(run.getParent(), ref);
      } else {
        JobIncidents.get().add(run.getParent(), new JobRecord.Ref(ref, key == null ? "" : key));
      }
    } catch (IOException e) {
      LOGGER.log(
          Level.WARNING,
          e,
          () -> "the page of " + run.getParent() + " will not show all incidents after a restart");
    }
  }

  /** Looks again after pending updates were tried. */
  @Extension
  public static final class Flushes extends FlushListener {
    @Override
    public void onFlushed(FlushReport report) {
      LedgerIndex.get().onFlushed();
      LedgerHealth.get().recountSoon();
    }
  }
}
