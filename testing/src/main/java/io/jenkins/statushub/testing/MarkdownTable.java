package io.jenkins.statushub.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table for a document that is made from the code. */
public final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  /** Makes a table with these headings. */
  public MarkdownTable(String... headings) {
    rows.add(List.of(headings));
    rows.add(rows.get(0).stream().map(heading -> "---").toList());
  }

  /** Adds a row; its cells are Markdown already. */
  public MarkdownTable row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** Returns plain text as Markdown for a cell: one line, and nothing in it is taken for HTML. */
  public static String cell(String text) {
    return text.strip()
        .replaceAll("\\s+", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("|", "\\|");
  }

  /** Returns a name as code; nothing for an empty one. */
  public static String code(String name) {
    return name.isEmpty() ? "" : "`" + name.replace("|", "\\|") + "`";
  }

  /** Returns the lines. */
  @Override
  public String toString() {
    return rows.stream()
        .map(row -> ("| " + String.join(" | ", row) + " |").replaceAll("\\|  (?=\\|)", "| "))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
