package io.jenkins.statushub.ledger;

import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.store.KeyRecord;
import io.jenkins.statushub.ledger.store.LedgerFileNames;
import io.jenkins.statushub.ledger.store.LedgerStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The maintenance windows announced under one key that are not over. */
final class RunningWindows {
  /** Only so many are compared, so that a key's file stays small. */
  private static final int MOST = 50;

  private final List<LedgerEntry> windows;
  private final Instant now;

  private RunningWindows(List<LedgerEntry> windows, Instant now) {
    this.windows = windows;
    this.now = now;
  }

  static RunningWindows of(KeyRecord record, LedgerStorage storage) throws IOException {
    Instant now = storage.clock().instant();
    List<LedgerEntry> windows = new ArrayList<>();
    for (String id : record.windows()) {
      LedgerEntry entry =
          storage.peek(LedgerFileNames.ofEntry(LedgerEntry.Kind.MAINTENANCE, record.service(), id));
      if (entry != null && entry.isAnnounced() && !entry.isClosed() && end(entry).isAfter(now)) {
        windows.add(entry);
      }
    }
    return new RunningWindows(windows, now);
  }

  /** Returns the ids, and one more, which comes last. */
  List<String> idsWith(String id) {
    List<String> ids = new ArrayList<>(windows.stream().map(LedgerEntry::id).toList());
    ids.add(id);
    return ids.subList(Math.max(0, ids.size() - MOST), ids.size());
  }

  /**
   * Returns the window that already tells the public what a new one would; null if there is none.
   * It has the same title, status, flags and extra fields, has begun by the new one's start, and
   * either lasts until the new one's end or, if that begins now, is as long as the new one: a
   * deployment that starts anew within its window asks for the same window again. A window of
   * another length, or with an end that was moved to later, is news.
   */
  @Nullable LedgerEntry covering(Maintenance wanted) {
    LedgerEntry best = null;
    for (LedgerEntry each : windows) {
      if (covers(each, wanted) && (best == null || end(each).isAfter(end(best)))) {
        best = each;
      }
    }
    return best;
  }

  private boolean covers(LedgerEntry entry, Maintenance wanted) {
    Instant start = time(entry.last().startTime());
    Instant end = end(entry);
    Duration length = Duration.between(wanted.startTime(), wanted.endTime());
    boolean isRepeated =
        !wanted.startTime().isAfter(now) && Duration.between(start, end).equals(length);
    return !start.isAfter(wanted.startTime())
        && end.isAfter(wanted.startTime())
        && (isRepeated || !end.isBefore(wanted.endTime()))
        && message(entry.last().payload()).equals(message(wanted.toMap()));
  }

  private static Instant end(LedgerEntry entry) {
    return time(entry.last().endTime());
  }

  /** What can't be read runs at no time. */
  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }

  /** Returns what is published besides the times; descriptions often hold a build's number. */
  private static String message(Map<String, @Nullable Object> payload) {
    Map<String, @Nullable Object> message = new TreeMap<>(payload);
    message.keySet().removeAll(List.of("id", "description", "start_time", "end_time"));
    return new String(JsonValues.write(message), StandardCharsets.UTF_8);
  }
}
