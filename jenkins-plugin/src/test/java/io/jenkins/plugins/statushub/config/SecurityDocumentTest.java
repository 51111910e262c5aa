package io.jenkins.plugins.statushub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The tests that docs/security.md names are there. */
class SecurityDocumentTest {
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");
  private static final Path SOURCES = Path.of("src", "test", "java");

  @Test
  void namesTestsThatExist() throws Exception {
    String document = Files.readString(Path.of("..", "docs", "security.md"));
    List<String> named = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    Matcher matcher = NAMED.matcher(document);
    while (matcher.find()) {
      named.add(matcher.group());
      Path file = find(matcher.group(1) + ".java");
      String method = matcher.group(2);
      if (file == null
          || method != null && !Files.readString(file).contains("void " + method + "(")) {
        missing.add(matcher.group());
      }
    }
    assertThat(named).hasSizeGreaterThan(15);
    assertThat(missing).isEmpty();
  }

  private static @Nullable Path find(String name) throws Exception {
    try (var files = Files.walk(SOURCES)) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElse(null);
    }
  }
}
