package io.jenkins.statushub.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares every row of docs/text.md with what is published. */
class TextTableTest {
  private static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-11-26T09:00:00Z"));
  private static final String NOTHING = "—";

  record Row(String parameter, String given, String published, String message) {}

  static Stream<Row> rows() throws IOException {
    return Files.readAllLines(Path.of("..", "docs", "text.md")).stream()
        .filter(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> line.split("(?<!\\\\)\\|", -1))
        .map(cells -> new Row(cells[2].strip(), cell(cells[3]), cell(cells[4]), cell(cells[5])));
  }

  /** What stands in a cell between backticks, with its escapes and repetitions made out. */
  private static String cell(String cell) {
    String text = cell.strip();
    if (text.equals(NOTHING)) {
      return NOTHING;
    }
    assertThat(text).startsWith("`").endsWith("`");
    String inner = text.substring(1, text.length() - 1);
    Matcher repeated = Pattern.compile("(.) × (\\d+)").matcher(inner);
    inner =
        repeated.replaceAll(
            each ->
                Matcher.quoteReplacement(each.group(1).repeat(Integer.parseInt(each.group(2)))));
    Matcher escaped = Pattern.compile("\\\\u([0-9a-f]{4})").matcher(inner);
    inner =
        escaped.replaceAll(
            each ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(each.group(1), 16))));
    return inner.replace("\\n", "\n").replace("\\t", "\t");
  }

  private static List<String> publish(Row row, List<String> messages) {
    IncidentBuilder builder =
        Announcement.incident()
            .service("shop")
            .key("job")
            .title("t")
            .status("down")
            .sensitiveValues(List.of("s3cret-token"))
            .lenient(row.parameter().endsWith(", after the work"));
    String parameter = row.parameter().split(", ", -1)[0];
    switch (parameter) {
      case "title" -> builder.title(row.given());
      case "description" -> builder.description(row.given());
      case "startTime" -> builder.startTime(row.given());
      case "extra" -> builder.extra(Map.of("note", row.given()));
      default -> throw new IllegalArgumentException(parameter);
    }
    for (String format : List.of("markdown", "html")) {
      if (row.parameter().endsWith(", " + format)) {
        builder.format(format);
      }
    }
    try {
      Announcement announcement = builder.build(CLOCK).get(0);
      Payload payload = announcement.payload();
      messages.addAll(announcement.warnings());
      return List.of(
          switch (parameter) {
            case "title" -> payload.title();
            case "description" -> payload.description();
            case "startTime" -> payload.startTime().toString();
            default -> String.valueOf(payload.extra().get("note"));
          });
    } catch (ParameterException e) {
      messages.add(e.getMessage());
      return List.of();
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void publishesWhatTheTableSays(Row row) {
    List<String> messages = new ArrayList<>();

    List<String> published = publish(row, messages);

    assertThat(messages)
        .isEqualTo(row.message().equals(NOTHING) ? List.of() : List.of(row.message()));
    assertThat(published)
        .isEqualTo(row.published().equals(NOTHING) ? List.of() : List.of(row.published()));
  }

  @Test
  void readsTheWholeTable() throws IOException {
    assertThat(rows().count()).isGreaterThan(35);
  }
}
