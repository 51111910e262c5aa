package io.jenkins.plugins.statushub.pages;

import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All of the ledger that is not over, read once. Each list is bounded; the counts are not.
 *
 * @param problem why the ledger can't be read; null if it can
 */
record LedgerOverview(
    List<LedgerEntry> attention,
    int attentionCount,
    List<LedgerEntry> pending,
    int parkedCount,
    List<LedgerEntry> open,
    int openCount,
    List<LedgerEntry> orphaned,
    int orphanedCount,
    int total,
    List<String> damaged,
    @Nullable String problem) {

  /** How many entries a list holds. */
  static final int MOST = 200;

  /**
   * Reads it.
   *
   * @param known the ids of incidents that a job knows by another name than it had when it spoke
   */
  static LedgerOverview read(Ledger ledger, Set<String> known) {
    List<LedgerEntry> attention = new ArrayList<>();
    List<LedgerEntry> pending = new ArrayList<>();
    List<LedgerEntry> open = new ArrayList<>();
    List<LedgerEntry> orphaned = new ArrayList<>();
    int[] counts = new int[5];
    List<String> damaged = List.of();
    String problem = null;
    try (Stream<LedgerEntry> entries = ledger.entries()) {
      for (LedgerEntry entry : (Iterable<LedgerEntry>) entries::iterator) {
        counts[4]++;
        if (EntryView.needsAttention(entry)) {
          add(attention, entry, counts, 0);
        } else if (entry.head() != null) {
          add(pending, entry, counts, 1);
        }
        if (entry.isOpenIncident()) {
          add(open, entry, counts, 2);
          if (EntryView.isOrphaned(entry, known.contains(entry.service() + " " + entry.id()))) {
            add(orphaned, entry, counts, 3);
          }
        }
      }
      damaged = ledger.damaged();
    } catch (LedgerException e) {
      problem = e.getMessage();
    }
    return new LedgerOverview(
        attention, counts[0], pending, counts[1], open, counts[2], orphaned, counts[3], counts[4],
        damaged, problem);
  }

  private static void add(List<LedgerEntry> list, LedgerEntry entry, int[] counts, int which) {
    counts[which]++;
    if (list.size() < MOST) {
      list.add(entry);
    }
  }
}
