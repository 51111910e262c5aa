package io.jenkins.statushub.cli;

import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person or a script wants to know of a ledger.
 *
 * @param folder the ledger's folder
 * @param openIncidents incidents that are not resolved, the oldest first
 * @param windows maintenance windows that are not over, the oldest first
 * @param pending updates that are still going to be sent
 * @param needsAttention updates that are not, unless a person retries them
 * @param damaged the names of files that could not be read
 */
record LedgerReport(
    String folder,
    List<LedgerEntry> openIncidents,
    List<LedgerEntry> windows,
    List<Item> pending,
    List<Item> needsAttention,
    List<String> damaged) {

  /** One update with the entry that it belongs to. */
  record Item(LedgerEntry entry, UpdateRecord update) {}

  static LedgerReport of(Ledger ledger, Predicate<LedgerEntry> wanted, Instant now)
      throws LedgerException {
    LedgerReport report =
        new LedgerReport(
            ledger.folder().toString(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            ledger.damaged());
    try (Stream<LedgerEntry> entries = ledger.entries()) {
      entries.filter(wanted).forEach(entry -> report.add(entry, now));
    }
    report.openIncidents.sort(Comparator.comparing(LedgerEntry::opened));
    report.windows.sort(Comparator.comparing(LedgerEntry::opened));
    report.pending.sort(Comparator.comparing(item -> item.update().accepted()));
    report.needsAttention.sort(Comparator.comparing(item -> item.update().accepted()));
    return report;
  }

  private void add(LedgerEntry entry, Instant now) {
    if (entry.isOpenIncident()) {
      openIncidents.add(entry);
    } else if (entry.kind() == LedgerEntry.Kind.MAINTENANCE && !isOver(entry, now)) {
      windows.add(entry);
    }
    for (UpdateRecord update : entry.updates()) {
      switch (update.delivery()) {
        case PENDING, BLOCKED -> pending.add(new Item(entry, update));
        case REJECTED, EXPIRED -> needsAttention.add(new Item(entry, update));
        case DELIVERED, DISCARDED, SKIPPED -> {}
      }
    }
  }

  private static boolean isOver(LedgerEntry window, Instant now) {
    if (window.last().delivery() == DeliveryState.DISCARDED) {
      return true;
    }
    try {
      return Instant.parse(window.last().endTime()).isBefore(now);
    } catch (DateTimeParseException e) {
      return true;
    }
  }

  /** Returns lines for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("StatusHub ledger " + folder);
    section(lines, "Open incidents", openIncidents.stream().map(LedgerReport::open).toList());
    section(lines, "Maintenance windows", windows.stream().map(LedgerReport::window).toList());
    section(lines, "Pending", pending.stream().map(LedgerReport::pending).toList());
    if (!pending.isEmpty()) {
      lines.add("  'statushub flush' delivers them now");
    }
    if (!needsAttention.isEmpty()) {
      section(
          lines,
          "Not delivered, for you to decide",
          needsAttention.stream().map(LedgerReport::attention).toList());
      lines.add("  'statushub ledger --retry <id>' or '--discard <id>' decides");
    }
    if (!damaged.isEmpty()) {
      section(lines, "Damaged files, moved into its folder 'damaged'", damaged);
    }
    return lines;
  }

  private static void section(List<String> lines, String heading, List<String> rows) {
    lines.add("");
    lines.add(heading + ": " + (rows.isEmpty() ? "none" : rows.size()));
    rows.forEach(row -> lines.add("  " + row));
  }

  private static String open(LedgerEntry entry) {
    UpdateRecord last = entry.last();
    return entry.service()
        + ": '"
        + last.title()
        + "' ("
        + last.state()
        + ", "
        + last.status()
        + "), open since "
        + seconds(entry.opened())
        + ", incident "
        + entry.id();
  }

  private static String window(LedgerEntry entry) {
    UpdateRecord last = entry.last();
    return entry.service()
        + ": '"
        + last.title()
        + "' ("
        + last.status()
        + "), "
        + last.startTime()
        + " to "
        + last.endTime()
        + ", maintenance "
        + entry.id();
  }

  private static String pending(Item item) {
    Instant next = item.update().nextAttempt();
    return head(item)
        + (item.update().problem().isEmpty() ? "" : ": " + item.update().problem())
        + ", next attempt "
        + (next == null ? "now" : seconds(next));
  }

  private static String attention(Item item) {
    return head(item) + ": " + item.update().delivery().wire() + ", " + item.update().problem();
  }

  private static String head(Item item) {
    return item.entry().service()
        + ": '"
        + item.update().title()
        + "', since "
        + seconds(item.update().accepted())
        + ", "
        + item.entry().kind().wire()
        + " "
        + item.entry().id();
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Returns the same for scripts. */
  Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("ledger", folder);
    map.put("openIncidents", openIncidents.stream().map(LedgerReport::entryMap).toList());
    map.put("maintenances", windows.stream().map(LedgerReport::entryMap).toList());
    map.put("pending", pending.stream().map(LedgerReport::itemMap).toList());
    map.put("needsAttention", needsAttention.stream().map(LedgerReport::itemMap).toList());
    map.put("damagedFiles", damaged);
    return map;
  }

  private static Map<String, @Nullable Object> entryMap(LedgerEntry entry) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("service", entry.service());
    map.put("id", entry.id());
    map.put("key", entry.key());
    map.put("opened", entry.opened());
    return withUpdate(map, entry.last());
  }

  private static Map<String, @Nullable Object> itemMap(Item item) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kind", item.entry().kind().wire());
    map.put("service", item.entry().service());
    map.put("id", item.entry().id());
    withUpdate(map, item.update());
    map.put("delivery", item.update().delivery().wire());
    map.put("problem", item.update().problem());
    map.put("failures", item.update().failures());
    map.put("nextAttempt", item.update().nextAttempt());
    return map;
  }

  private static Map<String, @Nullable Object> withUpdate(
      Map<String, @Nullable Object> map, UpdateRecord update) {
    map.put("title", update.title());
    if (!update.state().isEmpty()) {
      map.put("state", update.state());
    }
    map.put("status", update.status());
    map.put("startTime", update.startTime());
    if (!update.endTime().isEmpty()) {
      map.put("endTime", update.endTime());
    }
    return map;
  }
}
