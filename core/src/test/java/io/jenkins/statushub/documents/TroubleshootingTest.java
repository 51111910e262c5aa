package io.jenkins.statushub.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.testing.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each message of the product is in docs/troubleshooting.md, and no other. */
class TroubleshootingTest {
  private static final List<String> MODULES =
      List.of("core", "maven-plugin", "cli", "jenkins-plugin", "local-hub");

  /** Files of which the texts are help, formats or headers, and none a message. */
  private static final Set<String> NO_MESSAGES =
      Set.of(
          "AnnouncementParameter.java",
          "EventStream.java",
          "RawArguments.java",
          "RetryAfter.java",
          "SecurityHeaders.java");

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void hasARowForEachMessage() throws IOException {
    Map<String, String> messages = messages();
    Set<String> explained = explained();

    Map<String, String> missing = new TreeMap<>(messages);
    missing.keySet().removeAll(explained);
    assertThat(missing)
        .as("texts without a row in docs/troubleshooting.md; put each in backticks into one")
        .isEmpty();
  }

  @Test
  void hasNoRowForAMessageThatIsNotThere() throws IOException {
    Set<String> gone = new TreeSet<>(explained());
    gone.removeAll(messages().keySet());

    assertThat(gone).as("texts in docs/troubleshooting.md that no source holds").isEmpty();
  }

  @Test
  void saysForEachRowWhatItMeansAndWhatToDo() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(50).allSatisfy(row -> assertThat(cells(row)).hasSize(3));
    assertThat(rows()).allSatisfy(row -> assertThat(cells(row)).noneMatch(cell -> cell.isBlank()));
  }

  private static Map<String, String> messages() throws IOException {
    Map<String, String> messages = MessageTemplates.of(Document.root(), MODULES);
    messages.values().removeIf(NO_MESSAGES::contains);
    // A table can't hold the bar, and its text loses the line break.
    return messages.entrySet().stream()
        .collect(
            Collectors.toMap(
                each -> each.getKey().replace("`", "'"), Map.Entry::getValue, (a, b) -> a));
  }

  /** The texts in the first cells. */
  private static Set<String> explained() throws IOException {
    Set<String> explained = new TreeSet<>();
    for (String row : rows()) {
      Matcher code = CODE.matcher(cells(row).get(0));
      while (code.find()) {
        explained.add(code.group(1).replace("\\|", "|"));
      }
    }
    return explained;
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(Document.root().resolve("docs/troubleshooting.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .toList();
  }

  private static List<String> cells(String row) {
    return Stream.of(row.substring(1, row.length() - 1).split("(?<!\\\\)\\|", -1))
        .map(String::strip)
        .toList();
  }
}
