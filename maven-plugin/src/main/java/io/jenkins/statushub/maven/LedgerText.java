package io.jenkins.statushub.maven;

import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A survey of the ledger in aligned lines. */
final class LedgerText {
  private static final String GAP = "  ";

  private LedgerText() {}

  static List<String> lines(LedgerSurvey survey) {
    List<String> lines = new ArrayList<>();
    lines.add("StatusHub ledger " + survey.folder());
    openIncidents(lines, survey.openIncidents());
    windows(lines, survey.windows());
    waiting(lines, survey.waiting());
    setAside(lines, survey.setAside());
    if (!survey.damaged().isEmpty()) {
      heading(lines, "Damaged files, set aside in its folder 'damaged'", survey.damaged().size());
      survey.damaged().forEach(name -> lines.add(GAP + name));
    }
    return lines;
  }

  private static void heading(List<String> lines, String words, int count) {
    lines.add("");
    lines.add(words + ": " + (count == 0 ? "none" : count));
  }

  private static void openIncidents(List<String> lines, List<LedgerEntry> incidents) {
    heading(lines, "Open incidents", incidents.size());
    List<String[]> rows = rows("service", "state", "status", "open since", "id", "title");
    for (LedgerEntry entry : incidents) {
      UpdateRecord last = entry.last();
      rows.add(
          new String[] {
            entry.service(),
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
    heading(lines, "Maintenance windows that are not over", windows.size());
    List<String[]> rows = rows("service", "status", "from", "to", "id", "title");
    for (LedgerEntry entry : windows) {
      UpdateRecord last = entry.last();
      rows.add(
          new String[] {
            entry.service(),
            last.status(),
            last.startTime(),
            last.endTime(),
            entry.id(),
            last.title()
          });
    }
    table(lines, rows);
  }

  private static void waiting(List<String> lines, List<LedgerSurvey.Item> waiting) {
    heading(lines, "Waiting to be delivered", waiting.size());
    List<String[]> rows = rows("service", "since", "next try", "id", "title", "why");
    for (LedgerSurvey.Item item : waiting) {
      rows.add(
          new String[] {
            item.entry().service(),
            time(item.update().accepted()),
            time(item.update().nextAttempt()),
            item.entry().id(),
            item.update().title(),
            item.update().problem()
          });
    }
    table(lines, rows);
    if (!waiting.isEmpty()) {
      lines.add(GAP + "mvn statushub:flush delivers them now");
    }
  }

  private static void setAside(List<String> lines, List<LedgerSurvey.Item> setAside) {
    if (setAside.isEmpty()) {
      return;
    }
    heading(lines, "Not delivered, for you to decide", setAside.size());
    List<String[]> rows = rows("service", "what", "since", "id", "title", "why");
    for (LedgerSurvey.Item item : setAside) {
      rows.add(
          new String[] {
            item.entry().service(),
            item.update().delivery().wire(),
            time(item.update().accepted()),
            item.entry().id(),
            item.update().title(),
            item.update().problem()
          });
    }
    table(lines, rows);
    lines.add(
        GAP + "mvn statushub:ledger -Dstatushub.retry=<id> or -Dstatushub.discard=<id> decides");
  }

  private static List<String[]> rows(String... heads) {
    List<String[]> rows = new ArrayList<>();
    rows.add(heads);
    return rows;
  }

  /** The last column is as long as it likes. */
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
    return time == null ? "now" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
