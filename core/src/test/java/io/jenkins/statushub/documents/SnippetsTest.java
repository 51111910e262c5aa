package io.jenkins.statushub.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.testing.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each block of code in the documents that people copy from is cut from a file that a test runs, or
 * run by a test itself: a comment above the block names the one or the other.
 */
class SnippetsTest {
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^(?:<!-- (cut from|run by) (\\S+) -->\\n)?```\\w*\\n(.*?)^```$");

  /** A line that stands for lines that are left out. */
  private static final Pattern OMISSION = Pattern.compile("(?m)^\\s*(<!-- … -->|// ….*|# ….*)\\n");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/recipes.md",
        "docs/start-maven.md",
        "docs/start-command.md",
        "docs/start-jenkins.md",
        "docs/operating.md",
        "docs/local-hub.md"
      })
  void blocksAreCutFromFilesOrRun(String name) throws IOException {
    Document document = Document.read(name);
    Matcher block = BLOCK.matcher(document.text());
    List<String> mistakes = new ArrayList<>();
    int blocks = 0;
    while (block.find()) {
      blocks++;
      String shown = block.group(3);
      String source = block.group(2);
      if (source == null) {
        mistakes.add("neither cut from a file nor run by a test: " + shown);
      } else if (block.group(1).equals("cut from")) {
        String file = Files.readString(Document.root().resolve(source));
        for (String part : OMISSION.split(shown)) {
          if (!level(file).contains(level(part))) {
            mistakes.add("not in " + source + ": " + part);
          }
        }
      } else if (!mentions(source, Path.of(name).getFileName().toString())) {
        mistakes.add("no test " + source + " reads it: " + shown);
      }
    }

    assertThat(mistakes).isEmpty();
    assertThat(blocks).isEqualTo(document.fences().size()).isPositive();
  }

  /**
   * The tests that type the README go through these sections; a block elsewhere would escape them.
   */
  @Test
  void blocksOfTheReadmeAreInSectionsThatTestsType() throws IOException {
    Document readme = Document.read("README.md");
    int typed = 0;
    for (String section : List.of("## Maven", "## Jenkins", "## Command")) {
      typed += readme.section(section).fences().size();
    }

    assertThat(readme.fences()).hasSize(typed);
  }

  /** The lines without their indentation, which a cut loses. */
  private static String level(String text) {
    return text.strip().replaceAll("(?m)^[ \\t]+", "");
  }

  private static boolean mentions(String test, String document) throws IOException {
    try (Stream<Path> modules = Files.list(Document.root())) {
      for (Path module : modules.toList()) {
        Path tests = module.resolve("src/test/java");
        if (Files.isDirectory(tests) && mentions(tests, test + ".java", document)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean mentions(Path tests, String test, String document) throws IOException {
    try (Stream<Path> files = Files.walk(tests)) {
      for (Path file : files.filter(each -> each.endsWith(test)).toList()) {
        if (Files.readString(file).contains(document)) {
          return true;
        }
      }
    }
    return false;
  }
}
