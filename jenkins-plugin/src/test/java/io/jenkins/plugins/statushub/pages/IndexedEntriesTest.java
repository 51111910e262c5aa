package io.jenkins.plugins.statushub.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IndexedEntriesTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final int CHANGES = 20_000;

  private final IndexedEntries entries = new IndexedEntries();

  private static IndexedEntry entry(String id, Instant opened, boolean open) {
    return entry(LedgerEntry.Kind.INCIDENT, id, opened, open, null);
  }

  private static IndexedEntry window(String id, Instant end) {
    return entry(LedgerEntry.Kind.MAINTENANCE, id, NOW, false, end);
  }

  private static IndexedEntry entry(
      LedgerEntry.Kind kind, String id, Instant opened, boolean open, @Nullable Instant windowEnd) {
    EntryRef ref = new EntryRef(kind, new ServiceId("", "shop"), id);
    return new IndexedEntry(ref, opened, id, false, false, open, windowEnd, true);
  }

  private void put(IndexedEntry entry) {
    entries.change(entry.ref(), before -> entry);
  }

  private List<String> current(Instant now) {
    return ids(entries.current(now));
  }

  private static List<String> ids(Iterable<IndexedEntry> entries) {
    List<String> ids = new ArrayList<>();
    entries.forEach(each -> ids.add(each.ref().id()));
    return ids;
  }

  @Test
  void newestComesFirstInBothLists() {
    for (String id : new String[] {"b", "c", "a"}) {
      put(entry("open-" + id, NOW, true));
      put(entry("past-" + id, NOW, false));
    }
    put(entry("open-older", NOW.minusSeconds(1), true));
    put(entry("past-newer", NOW.plusSeconds(1), false));

    assertThat(current(NOW)).containsExactly("open-a", "open-b", "open-c", "open-older");
    assertThat(ids(entries.past())).containsExactly("past-newer", "past-a", "past-b", "past-c");
    assertThat(ids(entries.past(1, 2))).containsExactly("past-a", "past-b");
    assertThat(ids(entries.past(3, 25))).containsExactly("past-c");
    assertThat(entries.pastCount()).isEqualTo(4);
    assertThat(entries.count()).isEqualTo(8);
  }

  @Test
  void entryThatChangesIsInOneListAndAsItIsNow() {
    put(entry("a", NOW, true));
    put(entry("a", NOW, false));
    assertThat(current(NOW)).isEmpty();
    assertThat(ids(entries.past())).containsExactly("a");
    assertThat(entries.pastCount()).isEqualTo(1);

    IndexedEntry again = entry("a", NOW.minusSeconds(9), true);
    put(again);
    assertThat(entries.current(NOW)).containsExactly(again);
    assertThat(entries.past()).isEmpty();
    assertThat(entries.pastCount()).isZero();

    IndexedEntry over = entry("a", NOW.minusSeconds(5), false);
    put(entry("a", NOW, false));
    put(over);
    assertThat(entries.past()).containsExactly(over);
    assertThat(entries.pastCount()).isEqualTo(1);
    assertThat(entries.find(over.ref())).isEqualTo(over);
    assertThat(entries.count()).isEqualTo(1);
  }

  @Test
  void entryThatIsGoneIsInNoList() {
    for (boolean open : new boolean[] {true, false}) {
      IndexedEntry entry = entry("a", NOW, open);
      put(entry);
      entries.change(entry.ref(), before -> null);

      assertThat(current(NOW)).isEmpty();
      assertThat(entries.past()).isEmpty();
      assertThat(entries.pastCount()).isZero();
      assertThat(entries.count()).isZero();
      assertThat(entries.find(entry.ref())).isNull();
    }
  }

  @Test
  void windowIsPastOnceItIsOver() {
    Instant end = NOW.plus(Duration.ofMinutes(30));
    put(window("upgrade", end));
    assertThat(current(NOW)).containsExactly("upgrade");
    assertThat(current(end.minusMillis(1))).containsExactly("upgrade");
    assertThat(entries.pastCount()).isZero();

    assertThat(current(end)).isEmpty();
    assertThat(ids(entries.past())).containsExactly("upgrade");
    assertThat(entries.pastCount()).isEqualTo(1);

    put(window("upgrade", end.plusSeconds(60)));
    assertThat(current(end)).containsExactly("upgrade");
    assertThat(entries.pastCount()).isZero();
  }

  @Test
  void readersSeeWhatIsThereWhileOthersChangeIt() throws Exception {
    for (int i = 0; i < 100; i++) {
      put(entry("open-" + i, NOW, true));
      put(entry("past-" + i, NOW, false));
    }
    put(entry("moving", NOW, true));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < 2; writer++) {
        int offset = writer;
        writers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < CHANGES; i++) {
                    put(entry("moving", NOW, (i + offset) % 2 == 0));
                    put(window("window", NOW.plusSeconds(i % 2)));
                  }
                }));
      }
      List<Future<Integer>> readers = new ArrayList<>();
      for (int reader = 0; reader < 2; reader++) {
        readers.add(
            threads.submit(
                () -> {
                  int looks = 0;
                  while (!writers.stream().allMatch(Future::isDone)) {
                    assertThat(current(NOW).stream().filter(id -> id.startsWith("open-")))
                        .hasSize(100);
                    assertThat(ids(entries.past()).stream().filter(id -> id.startsWith("past-")))
                        .hasSize(100);
                    looks++;
                  }
                  return looks;
                }));
      }
      for (Future<?> writer : writers) {
        writer.get(60, TimeUnit.SECONDS);
      }
      for (Future<Integer> reader : readers) {
        assertThat(reader.get(60, TimeUnit.SECONDS)).isPositive();
      }
    } finally {
      threads.shutdownNow();
    }

    put(entry("moving", NOW, false));
    put(window("window", NOW));
    assertThat(current(NOW)).hasSize(100);
    assertThat(ids(entries.past())).hasSize(102).contains("moving", "window");
    assertThat(entries.pastCount()).isEqualTo(102);
    assertThat(entries.count()).isEqualTo(202);
  }
}
