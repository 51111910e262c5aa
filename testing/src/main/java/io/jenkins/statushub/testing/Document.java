package io.jenkins.statushub.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown document of the project, or a section of it.
 *
 * @param name the file's name with its folder, such as {@code docs/when.md}
 * @param text the Markdown
 */
public record Document(String name, String text) {
  private static final Pattern FENCE =
      Pattern.compile("^```(\\w*)\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final String REWRITE = "statushub.writeReference";

  /**
   * A block of code.
   *
   * @param language what stands after the opening marks; empty if nothing does
   * @param text the lines, each with its line break
   */
  public record Fence(String language, String text) {}

  /**
   * Reads a document.
   *
   * @param name the path below the project's folder
   * @throws IOException if it can't be read
   */
  public static Document read(String name) throws IOException {
    return new Document(name, Files.readString(root().resolve(name)));
  }

  /** Returns the project's folder, found above the module whose tests run. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs").resolve("architecture.md"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException(
            "no docs/architecture.md above " + Path.of("").toAbsolutePath());
      }
    }
    return folder;
  }

  /**
   * Returns the section under a heading, up to the next heading of the same or a higher level.
   *
   * @param heading the line, such as {@code ## Maven}
   */
  public Document section(String heading) {
    int start = ("\n" + text).indexOf("\n" + heading + "\n");
    if (start < 0) {
      throw new AssertionError(name + " has no section '" + heading + "'");
    }
    int level = heading.indexOf(' ');
    Matcher next = Pattern.compile("(?m)^#{1," + level + "} ").matcher(text);
    int end = next.find(start + heading.length()) ? next.start() : text.length();
    return new Document(name + ", " + heading, text.substring(start, end));
  }

  /** Returns the blocks of code, in order. */
  public List<Fence> fences() {
    List<Fence> fences = new ArrayList<>();
    Matcher matcher = FENCE.matcher(text);
    while (matcher.find()) {
      fences.add(new Fence(matcher.group(1), matcher.group(2)));
    }
    return fences;
  }

  /**
   * Compares a document that is made from the code with its file, or writes the file if the system
   * property {@code statushub.writeReference} is set.
   *
   * @param name the path below the project's folder
   * @param expected what the code says now
   * @param command the command that writes the file, for the message
   * @throws IOException if the file can't be read or written
   */
  public static void checkGenerated(String name, String expected, String command)
      throws IOException {
    Path file = root().resolve(name);
    if (System.getProperty(REWRITE) != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, expected);
    }
    String found = Files.exists(file) ? Files.readString(file) : "";
    if (!found.equals(expected)) {
      throw new AssertionError(
          name
              + " does not say what the code says; "
              + firstDifference(found, expected)
              + "\nTo write it anew: "
              + command
              + " -D"
              + REWRITE);
    }
  }

  private static String firstDifference(String found, String expected) {
    List<String> is = found.lines().toList();
    List<String> should = expected.lines().toList();
    int line = 0;
    while (line < is.size() && line < should.size() && is.get(line).equals(should.get(line))) {
      line++;
    }
    return "line %d is\n  %s\nbut should be\n  %s"
        .formatted(
            line + 1,
            line < is.size() ? is.get(line) : "(missing)",
            line < should.size() ? should.get(line) : "(missing)");
  }
}
