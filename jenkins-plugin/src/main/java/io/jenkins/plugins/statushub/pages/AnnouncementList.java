package io.jenkins.plugins.statushub.pages;

import hudson.model.Run;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The last announcements of a build, read once for one page. */
public final class AnnouncementList {
  private static final Logger LOGGER = Logger.getLogger(AnnouncementList.class.getName());

  private final List<AnnouncementView> announcements = new ArrayList<>();
  private final Map<EntryRef, EntryView> entries = new LinkedHashMap<>();
  private int total;
  private @Nullable String problem;

  private AnnouncementList() {}

  /** Reads the last announcements; what can't be read is left out and told by the problem. */
  static AnnouncementList last(Run<?, ?> run, int most) {
    AnnouncementList list = new AnnouncementList();
    try {
      List<AnnouncementRecord> all = BuildAnnouncements.read(run);
      list.total = all.size();
      LedgerLookup lookup = new LedgerLookup();
      for (AnnouncementRecord record : all.subList(Math.max(0, all.size() - most), all.size())) {
        list.add(record, lookup);
      }
      list.problem = lookup.problem();
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, e, () -> "the announcements of " + run + " can't be read");
      list.problem = Messages.AnnouncementList_unreadable(BuildAnnouncements.FILE);
    }
    return list;
  }

  private void add(AnnouncementRecord record, LedgerLookup lookup) {
    EntryRef ref = record.entry();
    LedgerEntry entry = ref == null ? null : lookup.find(ref);
    announcements.add(new AnnouncementView(record, entry));
    if (ref != null && entry != null) {
      entries.put(ref, new EntryView(entry));
    }
  }

  /** Returns the announcements, and what has become of them. */
  public List<AnnouncementView> getAnnouncements() {
    return announcements;
  }

  /** Returns the incidents and maintenance windows that they belong to, with their histories. */
  public List<EntryView> getEntries() {
    return List.copyOf(entries.values());
  }

  /** Returns how many announcements the build made. */
  public int getTotal() {
    return total;
  }

  /** Returns why something can't be read; null if everything can. */
  public @Nullable String getProblem() {
    return problem;
  }
}
