package io.jenkins.plugins.statushub.pages;

import io.jenkins.statushub.ledger.Entry;
import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.LedgerException;
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
    List<Entry> attention,
    int attentionCount,
    List<Entry> parked,
    int parkedCount,
    List<Entry> open,
    int openCount,
    List<Entry> orphaned,
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
    List<Entry> attention = new ArrayList<>();
    List<Entry> parked = new ArrayList<>();
    List<Entry> open = new ArrayList<>();
    List<Entry> orphaned = new ArrayList<>();
    int[] counts = new int[5];
    List<String> damaged = List.of();
    String problem = null;
    try (Stream<Entry> entries = ledger.entries()) {
      for (Entry entry : (Iterable<Entry>) entries::iterator) {
        counts[4]++;
        if (EntryView.needsAttention(entry)) {
          add(attention, entry, counts, 0);
        } else if (entry.head() != null) {
          add(parked, entry, counts, 1);
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
        attention, counts[0], parked, counts[1], open, counts[2], orphaned, counts[3], counts[4],
        damaged, problem);
  }

  private static void add(List<Entry> list, Entry entry, int[] counts, int which) {
    counts[which]++;
    if (list.size() < MOST) {
      list.add(entry);
    }
  }
}
