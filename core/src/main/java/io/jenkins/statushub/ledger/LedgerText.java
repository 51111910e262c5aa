package io.jenkins.statushub.ledger;

import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger's summary in aligned lines, for a console. */
public final class LedgerText {
  private static final String GAP = "  ";

  private LedgerText() {}

  /**
   * Returns the lines.
   *
   * @param folder the ledger's folder
   * @param summary what of it is wanted
   * @param damaged the names of files that could not be read
   * @param commands what the person would type
   */
  public static List<String> lines(
      String folder, LedgerSummary summary, List<String> damaged, LedgerCommands commands) {
    List<String> lines = new ArrayList<>();
    lines.add("StatusHub ledger " + folder);
    openIncidents(lines, summary.openIncidents());
    windows(lines, summary.windows());
    pending(lines, summary.pending(), commands);
    needsAttention(lines, summary.needsAttention(), commands);
    if (!damaged.isEmpty()) {
      heading(lines, "Damaged files, moved to its folder 'damaged'", damaged.size());
      damaged.forEach(name -> lines.add(GAP + name));
    }
    return lines;
  }

  private static void heading(List<String> lines, String text, int count) {
    lines.add("");
    lines.add(text + ": " + (count == 0 ? "none" : count));
  }

  private static void openIncidents(List<String> lines, List<LedgerEntry> incidents) {
    heading(lines, "Open incidents", incidents.size());
    List<String[]> rows = rows("service", "state", "status", "open since", "id", "title");
    for (LedgerEntry entry : incidents) {
      UpdateRecord last = entry.last();
      rows.add(
          new String[] {
            entry.service().name(),
            last.state(),
            last.status(),
            time(entry.opened()),
            entry.id(),
            last.title()
          });
    }
    table(lines, rows);
  }

  private static void windows(List<String> lines, List<LedgerEntry> windows) {
    if (windows.isEmpty()) {
      return;
    }
    heading(lines, "Maintenance windows that run or are planned", windows.size());
    List<String[]> rows = rows("service", "status", "from", "to", "id", "title");
    for (LedgerEntry entry : windows) {
      UpdateRecord last = entry.last();
      rows.add(
          new String[] {
            entry.service().name(),
            last.status(),
            last.startTime(),
            last.endTime(),
            entry.id(),
            last.title()
          });
    }
    table(lines, rows);
  }

  private static void pending(
      List<String> lines, List<LedgerSummary.Item> items, LedgerCommands commands) {
    heading(lines, "Pending", items.size());
    List<String[]> rows = rows("service", "since", "due", "id", "title", "reason");
    for (LedgerSummary.Item item : items) {
      rows.add(
          new String[] {
            item.entry().service().name(),
            time(item.update().recorded()),
            due(item),
            item.entry().id(),
            item.update().title(),
            item.update().problem()
          });
    }
    table(lines, rows);
    if (!items.isEmpty()) {
      lines.add(GAP + "Nothing sends them by itself: " + commands.flush() + " does");
    }
  }

  private static String due(LedgerSummary.Item item) {
    if (item.isBehindAnother()) {
      return "after the one before it";
    }
    return item.update().nextAttempt() == null ? "now" : time(item.update().nextAttempt());
  }

  private static void needsAttention(
      List<String> lines, List<LedgerSummary.Item> items, LedgerCommands commands) {
    if (items.isEmpty()) {
      return;
    }
    heading(lines, "Not delivered, needs attention", items.size());
    List<String[]> rows = rows("service", "delivery", "since", "id", "title", "reason");
    for (LedgerSummary.Item item : items) {
      rows.add(
          new String[] {
            item.entry().service().name(),
            item.update().delivery().wire(),
            time(item.update().recorded()),
            item.entry().id(),
            item.update().title(),
            item.update().problem()
          });
    }
    table(lines, rows);
    lines.add(GAP + "Fix the reason, then: " + commands.decide());
  }

  private static List<String[]> rows(String... heads) {
    List<String[]> rows = new ArrayList<>();
    rows.add(heads);
    return rows;
  }

  /** The last column is not padded. */
  private static void table(List<String> lines, List<String[]> rows) {
    if (rows.size() < 2) {
      return;
    }
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row[i].codePointCount(0, row[i].length()));
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(GAP).append(row[i]);
        line.append(" ".repeat(widths[i] - row[i].codePointCount(0, row[i].length())));
      }
      lines.add(line.toString().stripTrailing());
    }
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
