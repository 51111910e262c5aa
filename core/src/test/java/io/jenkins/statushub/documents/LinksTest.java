package io.jenkins.statushub.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.testing.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every relative link in every document leads to a file, and to a heading if it names one. */
class LinksTest {
  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^)\\s]+)\\)|<img [^>]*src=\"([^\"]+)\"|<a [^>]*href=\"([^\"]+)\"");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`]*`");
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules", "work");

  @Test
  void leadSomewhere() throws IOException {
    Path root = Document.root();
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path document : documents(root)) {
      String text = CODE.matcher(Files.readString(document)).replaceAll("");
      Matcher matcher = LINK.matcher(text);
      while (matcher.find()) {
        String link =
            Stream.of(1, 2, 3).map(matcher::group).filter(g -> g != null).findFirst().orElseThrow();
        if (!link.contains(":")) {
          links++;
          if (!exists(document, link)) {
            broken.add(root.relativize(document) + ": " + link);
          }
        }
      }
    }

    assertThat(broken).isEmpty();
    assertThat(links).isGreaterThan(50);
  }

  @Test
  void reachEveryDocument() throws IOException {
    Path root = Document.root();
    Set<Path> linked = new TreeSet<>();
    for (Path document : documents(root)) {
      Matcher matcher = LINK.matcher(Files.readString(document));
      while (matcher.find()) {
        String link = matcher.group(1);
        if (link != null && !link.contains(":") && !link.startsWith("#")) {
          linked.add(document.resolveSibling(link.replaceFirst("#.*", "")).normalize());
        }
      }
    }

    assertThat(documents(root.resolve("docs")))
        .allSatisfy(each -> assertThat(linked).contains(each));
  }

  private static List<Path> documents(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(
              file ->
                  Stream.iterate(file.getParent(), p -> !p.equals(folder), Path::getParent)
                      .noneMatch(p -> NOT_OURS.contains(String.valueOf(p.getFileName()))))
          .sorted()
          .toList();
    }
  }

  private static boolean exists(Path document, String link) throws IOException {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? document : document.resolveSibling(file).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    boolean inDocument = file.isEmpty() || file.endsWith(".md");
    return hash < 0
        || !inDocument
        || headings(Files.readString(target)).contains(link.substring(hash + 1));
  }

  /** The anchors that GitHub makes of headings. */
  private static Set<String> headings(String text) {
    Set<String> anchors = new TreeSet<>();
    Matcher matcher = Pattern.compile("(?m)^#+ (.*)$").matcher(text);
    while (matcher.find()) {
      anchors.add(
          matcher
              .group(1)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-'));
    }
    return anchors;
  }
}
