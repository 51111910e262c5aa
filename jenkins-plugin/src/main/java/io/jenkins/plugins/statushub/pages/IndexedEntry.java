package io.jenkins.plugins.statushub.pages;

import io.jenkins.plugins.statushub.announcement.Origin;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger's page has to know about an entry to list, search and count it.
 *
 * @param ref the entry
 * @param opened when the ledger recorded its first update
 * @param text its service, id, key, job and titles in lower case, to be searched
 * @param needsAttention whether a person has to do something
 * @param pending whether something of it is tried by itself
 * @param open whether it is an incident that the hub knows as not over
 * @param windowEnd when a published maintenance window ends; null for an incident
 * @param fromBuild whether a build announced it
 */
record IndexedEntry(
    EntryRef ref,
    Instant opened,
    String text,
    boolean needsAttention,
    boolean pending,
    boolean open,
    @Nullable Instant windowEnd,
    boolean fromBuild) {

  static IndexedEntry of(LedgerEntry entry) {
    Origin origin = EntryView.lastOrigin(entry);
    UpdateRecord published = EntryState.published(entry);
    String text =
        String.join(
            "\n",
            entry.service().name(),
            entry.id(),
            entry.key() == null ? "" : entry.key(),
            origin == null ? "" : origin.job(),
            entry.last().title(),
            published == null ? "" : published.title());
    return new IndexedEntry(
        EntryRef.of(entry),
        entry.opened(),
        text.toLowerCase(Locale.ROOT),
        EntryState.needsAttention(entry),
        EntryState.isPending(entry),
        EntryState.isOpen(entry),
        EntryState.windowEnd(entry),
        origin != null);
  }

  /**
   * Returns where the ledger's page lists it: in one place, however much there is to say about it.
   *
   * @param jobKnowsIt whether there is a job that announced it
   */
  LedgerSection section(Instant now, boolean jobKnowsIt) {
    if (needsAttention) {
      return LedgerSection.UNDELIVERED;
    }
    if (open && fromBuild && !jobKnowsIt) {
      return LedgerSection.ORPHANED;
    }
    if (pending) {
      return LedgerSection.PENDING;
    }
    if (open) {
      return LedgerSection.OPEN;
    }
    return windowEnd != null && windowEnd.isAfter(now) ? LedgerSection.RUNNING : LedgerSection.PAST;
  }

  /** Returns whether nothing more is going to happen to it, and its window is over. */
  boolean isPast(Instant now) {
    return section(now, true) == LedgerSection.PAST;
  }

  /** Returns whether it has all the words of a search, which are in lower case. */
  boolean matches(String[] words) {
    for (String word : words) {
      if (!text.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
