package io.jenkins.plugins.statushub.pages;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The entries of the index in the order of the ledger's page, the newest first. What is over, which
 * is most of a large ledger, is listed apart: whoever wants the rest does not come by it, and it is
 * counted as it changes.
 *
 * <p>Threads may read and change it at the same time: who reads a list sees whatever stays in it,
 * also if it changes. What moves to the other list meanwhile may be seen in both, or in none.
 */
final class IndexedEntries {
  private final ConcurrentMap<EntryRef, IndexedEntry> all = new ConcurrentHashMap<>();
  private final ConcurrentNavigableMap<Place, IndexedEntry> current = new ConcurrentSkipListMap<>();
  private final ConcurrentNavigableMap<Place, IndexedEntry> past = new ConcurrentSkipListMap<>();
  private final AtomicInteger pastCount = new AtomicInteger();

  /** Where an entry stands in its list. */
  private record Place(Instant opened, EntryRef ref) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::opened)
            .reversed()
            .thenComparing(place -> place.ref().id())
            .thenComparing(place -> place.ref().kind())
            .thenComparing(place -> place.ref().service().name())
            .thenComparing(place -> place.ref().service().scope());

    static Place of(IndexedEntry entry) {
      return new Place(entry.opened(), entry.ref());
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Changes one entry; changes of the same entry wait for each other.
   *
   * @param change gets the entry as it is here, null if it is not, and returns what is to be here
   *     instead, null for nothing
   */
  void change(EntryRef ref, UnaryOperator<@Nullable IndexedEntry> change) {
    all.compute(
        ref,
        (same, before) -> {
          IndexedEntry after = change.apply(before);
          // A window may be over, which shows when somebody asks for what is not.
          list(before, after, after != null && after.isPast(Instant.MIN));
          return after;
        });
  }

  /** Lists an entry in its new place before it leaves its old one. */
  private void list(@Nullable IndexedEntry before, @Nullable IndexedEntry after, boolean isPast) {
    Place to = after == null ? null : Place.of(after);
    if (after != null && to != null) {
      if (!isPast) {
        current.put(to, after);
      } else if (past.put(to, after) == null) {
        pastCount.incrementAndGet();
      }
    }
    if (before != null) {
      Place from = Place.of(before);
      if (isPast || !from.equals(to)) {
        current.remove(from);
      }
      if ((!isPast || !from.equals(to)) && past.remove(from) != null) {
        pastCount.decrementAndGet();
      }
    }
  }

  /** Returns an entry; null if it is not here. */
  @Nullable IndexedEntry find(EntryRef ref) {
    return all.get(ref);
  }

  /** Returns how many there are. */
  int count() {
    return all.size();
  }

  /** Returns those that are not over at a time, the newest first. */
  Iterable<IndexedEntry> current(Instant now) {
    for (IndexedEntry each : current.values()) {
      if (each.isPast(now)) {
        all.computeIfPresent(
            each.ref(),
            (ref, present) -> {
              if (present.equals(each)) {
                list(present, present, true);
              }
              return present;
            });
      }
    }
    return current.values();
  }

  /** Returns those that were over when somebody asked for the others last, the newest first. */
  Iterable<IndexedEntry> past() {
    return past.values();
  }

  /** Returns a page of what is over. */
  List<IndexedEntry> past(int skip, int most) {
    return past.values().stream().skip(skip).limit(most).toList();
  }

  /** Returns how many are over. */
  int pastCount() {
    return pastCount.get();
  }
}
