package io.jenkins.plugins.statushub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the tables of the documents, so that tests can compare them with reality. */
public final class MarkdownTable {
  private MarkdownTable() {}

  /**
   * Returns the rows of the table under a heading, without back quotes.
   *
   * @param document its path within the project
   * @param heading the heading's text
   */
  public static List<List<String>> rows(String document, String heading) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    boolean under = false;
    for (String line : Files.readAllLines(Path.of("..", document))) {
      if (line.startsWith("#")) {
        under = line.equals("## " + heading);
      } else if (under && line.startsWith("| ") && !line.startsWith("| ---")) {
        rows.add(
            Arrays.stream(line.substring(2, line.length() - 2).split("\\s*\\|\\s*", -1))
                .map(cell -> cell.replace("`", "").strip())
                .toList());
      }
    }
    assertThat(rows).as(document + ", " + heading).hasSizeGreaterThan(1);
    return rows.subList(1, rows.size());
  }
}
