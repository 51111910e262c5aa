package io.jenkins.statushub.cli;

import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.LedgerJson;
import io.jenkins.statushub.ledger.LedgerSummary;
import io.jenkins.statushub.ledger.LedgerSummary.Item;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
    LedgerSummary summary = ledger.summary(now).ofService(service);
    return new LedgerReport(ledger.folder().toString(), summary, ledger.damaged());
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
    return LedgerJson.of(folder, summary, damaged);
  }
}
