package io.jenkins.plugins.statushub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Views and words: nothing inline that a content security policy forbids, and all in German. */
class ResourcesTest {
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Pattern WORD = Pattern.compile("\\$\\{%([^}(]+)(\\([^}]*\\))?}");

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(RESOURCES)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static Properties properties(Path file) throws IOException {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        properties.load(in);
      }
    }
    return properties;
  }

  private static Path sibling(Path file, String ending, String other) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - ending.length()) + other);
  }

  @Test
  void viewsHoldNothingInline() throws IOException {
    for (Path view : files(".jelly")) {
      assertThat(Files.readString(view))
          .as(view.toString())
          .startsWith("<?jelly escape-by-default='true'?>")
          .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
          .doesNotContain("<style")
          .doesNotContainPattern("\\s(on[a-z]+|style|checkUrl)=");
    }
  }

  @Test
  void messagesAreThereInGerman() throws IOException {
    List<Path> all = files("Messages.properties");
    assertThat(all).isNotEmpty();
    for (Path english : all) {
      Properties german = properties(sibling(english, ".properties", "_de.properties"));
      assertThat(german.keySet()).as(english.toString()).isEqualTo(properties(english).keySet());
    }
  }

  @Test
  void viewsAreThereInGerman() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path view : files(".jelly")) {
      Set<String> words = new TreeSet<>();
      Matcher matcher = WORD.matcher(Files.readString(view));
      while (matcher.find()) {
        words.add(matcher.group(1));
      }
      Properties german = properties(sibling(view, ".jelly", "_de.properties"));
      Properties english = properties(sibling(view, ".jelly", ".properties"));
      for (Object key : english.keySet()) {
        assertThat(words).as(view + " uses " + key).contains(String.valueOf(key));
      }
      words.stream()
          .filter(word -> !german.containsKey(word))
          .forEach(word -> missing.add(view + ": " + word));
      german.keySet().stream()
          .filter(word -> !words.contains(String.valueOf(word)))
          .forEach(word -> missing.add(view + ": German only: " + word));
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void helpIsThereInGerman() throws IOException {
    List<Path> missing = new ArrayList<>();
    for (Path help : files(".html")) {
      if (!help.toString().endsWith("_de.html")
          && !Files.exists(sibling(help, ".html", "_de.html"))) {
        missing.add(help);
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void propertiesAreAscii() throws IOException {
    for (Path file : files(".properties")) {
      assertThat(Files.readString(file)).as(file.toString()).isASCII();
    }
  }
}
