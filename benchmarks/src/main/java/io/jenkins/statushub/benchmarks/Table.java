package io.jenkins.statushub.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown, its first column for people and the others for figures. */
public final class Table {
  private final List<String> heads;
  private final List<List<String>> rows = new ArrayList<>();

  /** Begins a table with these columns. */
  public Table(String... heads) {
    this.heads = List.of(heads);
  }

  /**
   * One more row.
   *
   * @throws IllegalArgumentException if it has not one cell for each column
   */
  public Table row(String... cells) {
    if (cells.length != heads.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + heads.size() + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The median, with the smallest and the largest where they differ from it. */
  public static String spread(Sample sample, int digits) {
    String median = number(sample.median(), digits);
    return sample.size() < 2
        ? median
        : median + " (" + number(sample.min(), digits) + "–" + number(sample.max(), digits) + ")";
  }

  /** A ratio, such as {@code 1.02 ×}. */
  public static String ratio(double value) {
    return number(value, 2) + " ×";
  }

  /** A number with so many digits after the point. */
  public static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  /** As Markdown, with a line break at its end. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    line(text, heads);
    text.append("| --- |");
    text.append(" ---: |".repeat(heads.size() - 1)).append('\n');
    for (List<String> row : rows) {
      line(text, row);
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append('|');
    for (String cell : cells) {
      text.append(' ').append(cell).append(" |");
    }
    text.append('\n');
  }
}
