package io.jenkins.statushub.cli;

import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.LedgerSummary;
import io.jenkins.statushub.ledger.LedgerSummary.Item;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's summary in lines for people or as values for scripts.
 *
 * @param folder the ledger's folder
 * @param summary what of it is shown
 * @param damaged the names of files that could not be read
 */
record LedgerReport(String folder, LedgerSummary summary, List<String> damaged) {

  /**
   * Reads it.
   *
   * @param service the only service that is wanted; null for all
   */
  static LedgerReport of(Ledger ledger, @Nullable String service, Instant now)
      throws LedgerException {
    LedgerSummary all = ledger.summary(now);
    String name = service == null ? null : service.trim();
    LedgerSummary wanted =
        name == null
            ? all
            : new LedgerSummary(
                all.openIncidents().stream().filter(each -> isOf(each, name)).toList(),
                all.windows().stream().filter(each -> isOf(each, name)).toList(),
                all.pending().stream().filter(each -> isOf(each.entry(), name)).toList(),
                all.needsAttention().stream().filter(each -> isOf(each.entry(), name)).toList());
    return new LedgerReport(ledger.folder().toString(), wanted, ledger.damaged());
  }

  private static boolean isOf(LedgerEntry entry, String service) {
    return entry.service().name().equals(service);
  }

  /** Returns lines for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("StatusHub ledger " + folder);
    section(
        lines, "Open incidents", summary.openIncidents().stream().map(LedgerReport::open).toList());
    section(
        lines,
        "Maintenance windows",
        summary.windows().stream().map(LedgerReport::window).toList());
    section(lines, "Pending", summary.pending().stream().map(LedgerReport::pending).toList());
    if (!summary.pending().isEmpty()) {
      lines.add("  'statushub flush' delivers them now");
    }
    if (!summary.needsAttention().isEmpty()) {
      section(
          lines,
          "Not delivered, for you to decide",
          summary.needsAttention().stream().map(LedgerReport::attention).toList());
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
    return entry.service().name()
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
    return entry.service().name()
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
    return item.entry().service().name()
        + ": '"
        + item.update().title()
        + "', since "
        + seconds(item.update().recorded())
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
    map.put("openIncidents", summary.openIncidents().stream().map(LedgerReport::entryMap).toList());
    map.put("maintenances", summary.windows().stream().map(LedgerReport::entryMap).toList());
    map.put("pending", summary.pending().stream().map(LedgerReport::itemMap).toList());
    map.put(
        "needsAttention", summary.needsAttention().stream().map(LedgerReport::itemMap).toList());
    map.put("damagedFiles", damaged);
    return map;
  }

  private static Map<String, @Nullable Object> entryMap(LedgerEntry entry) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("service", entry.service().name());
    map.put("id", entry.id());
    map.put("key", entry.key());
    map.put("opened", entry.opened());
    return withUpdate(map, entry.last());
  }

  private static Map<String, @Nullable Object> itemMap(Item item) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kind", item.entry().kind().wire());
    map.put("service", item.entry().service().name());
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
