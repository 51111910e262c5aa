package io.jenkins.statushub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One section of docs/performance.md: what stands between its two marks is made anew, what a person
 * wrote around them stays. Run from the project's folder.
 */
public final class Report {
  private static final Path DOCUMENT = Path.of("docs", "performance.md");
  private static final Path IMAGES = Path.of("docs", "images");

  /**
   * Whether this is a short form that only shows that it works: then the document is left alone.
   */
  public static final boolean QUICK = Boolean.getBoolean("statushub.quick");

  private final String name;
  private final StringBuilder text = new StringBuilder();

  /**
   * Begins a section.
   *
   * @param name as in its marks and its command, {@code benchmarks/run <name>}
   */
  public Report(String name) throws IOException {
    this.name = name;
    text.append("`benchmarks/run ").append(name).append("`, ").append(Machine.today()).append(", ");
    text.append(Machine.describe()).append(".\n");
  }

  /** One more paragraph. */
  public Report paragraph(String words) {
    text.append('\n').append(words).append('\n');
    return this;
  }

  /** One more table. */
  public Report table(Table table) {
    text.append('\n').append(table.markdown());
    return this;
  }

  /**
   * One more plot, drawn at once.
   *
   * @param part what tells it from the section's other plots; part of its file's name
   * @param alternative what it shows, for those who don't see it
   */
  public Report plot(String part, String alternative, Plot plot) throws IOException {
    String file = "performance-" + name + "-" + part + ".svg";
    plot.write((QUICK ? Path.of("benchmarks", "target") : IMAGES).resolve(file));
    text.append("\n![").append(alternative).append("](images/").append(file).append(")\n");
    return this;
  }

  /**
   * Shows the section, and puts it into the document.
   *
   * @throws IOException if the document can't be written, or has no place for it
   */
  public void write() throws IOException {
    System.out.println();
    System.out.println(text);
    if (QUICK) {
      return;
    }
    String begin = "<!-- measured: " + name + " -->\n";
    String end = "<!-- end: " + name + " -->";
    String document = Files.readString(DOCUMENT);
    int from = document.indexOf(begin);
    int to = document.indexOf(end);
    if (from < 0 || to < from) {
      throw new IOException(DOCUMENT + " has no marks for '" + name + "'");
    }
    Files.writeString(
        DOCUMENT, document.substring(0, from) + begin + text + document.substring(to));
  }
}
