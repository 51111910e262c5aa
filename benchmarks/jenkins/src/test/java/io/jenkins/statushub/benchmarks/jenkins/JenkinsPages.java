package io.jenkins.statushub.benchmarks.jenkins;

import io.jenkins.statushub.benchmarks.Plot;
import io.jenkins.statushub.benchmarks.Report;
import io.jenkins.statushub.benchmarks.Sample;
import io.jenkins.statushub.benchmarks.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The command: opens pages of controllers whose ledgers differ in size, and prints. */
public final class JenkinsPages {
  private static final int[] SIZES =
      Arrays.stream(
              System.getProperty("pages.sizes", Report.QUICK ? "100,1000" : "100,10000,100000")
                  .split(","))
          .mapToInt(Integer::parseInt)
          .toArray();
  private static final List<PageKind> PAGES =
      Arrays.stream(PageKind.values())
          .filter(page -> page.name().matches(System.getProperty("pages.kinds", ".*")))
          .toList();
  private static final int ROUNDS = Integer.getInteger("pages.rounds", Report.QUICK ? 3 : 30);
  private static final int WARM_UPS = Integer.getInteger("pages.warmUps", Report.QUICK ? 2 : 40);
  private static final String[] OPTIONS = {"-Xms1g", "-Xmx1g"};
  private static final double MEBI = 1 << 20;
  private static final String NONE = "–";

  /** Of each number of entries, 0 for none, what each page took. */
  private final Map<Integer, Map<PageKind, Sample>> millis = new LinkedHashMap<>();

  private final Map<Integer, Double> heaps = new LinkedHashMap<>();
  private final List<PagesController> controllers = new ArrayList<>();

  private JenkinsPages() {}

  /**
   * Takes {@code pages.sizes}, {@code pages.kinds} (a pattern), {@code pages.rounds} and {@code
   * pages.warmUps}, for trying out.
   */
  public static void main(String[] args) throws Throwable {
    Path log = Path.of("benchmarks", "jenkins", "target", "controllers.log");
    Files.createDirectories(log.getParent());
    System.out.println("The controllers' own words go to " + log);
    // The harness prints them there.
    System.setErr(new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8));
    int status = 0;
    try {
      new JenkinsPages().measure();
    } catch (Throwable e) {
      e.printStackTrace(System.out);
      status = 1;
    }
    // The harness leaves threads behind.
    System.exit(status);
  }

  private void measure() throws Throwable {
    try {
      start(0);
      for (int size : SIZES) {
        start(size);
      }
      for (PageKind page : PAGES) {
        measure(page);
      }
      for (PagesController each : controllers) {
        heaps.put(each.entries(), each.heap() / MEBI);
      }
      report(controllers.get(0).describe());
    } finally {
      for (PagesController each : controllers) {
        each.close();
      }
    }
  }

  private void start(int entries) throws Throwable {
    long begun = System.nanoTime();
    PagesController controller = new PagesController(entries, OPTIONS);
    controllers.add(controller);
    controller.start();
    // The first one waits until the ledger was read.
    controller.open(PageKind.LEDGER);
    millis.put(entries, new EnumMap<>(PageKind.class));
    System.out.printf(
        Locale.ROOT,
        "%,d entries: ready after %.0f s%n",
        entries,
        (System.nanoTime() - begun) / 1e9);
  }

  private void measure(PageKind page) throws IOException, InterruptedException {
    for (int i = 0; i < page.rounds(WARM_UPS); i++) {
      for (PagesController each : controllers) {
        if (each.has(page)) {
          each.open(page);
        }
      }
    }
    for (int i = 0; i < page.rounds(ROUNDS); i++) {
      for (PagesController each : controllers) {
        if (each.has(page)) {
          samples(each.entries()).computeIfAbsent(page, any -> new Sample()).add(each.open(page));
        }
      }
    }
    StringBuilder line = new StringBuilder(page.title(FilledHome.JOBS)).append(", ms:");
    millis.forEach(
        (entries, pages) -> {
          Sample sample = pages.get(page);
          if (sample != null) {
            line.append(' ').append(entries).append(": ").append(Table.spread(sample, 1));
          }
        });
    System.out.println(line);
  }

  private Map<PageKind, Sample> samples(int entries) {
    Map<PageKind, Sample> found = millis.get(entries);
    if (found == null) {
      throw new IllegalStateException("nothing is known of " + entries + " entries");
    }
    return found;
  }

  private Sample sample(int entries, PageKind page) {
    Sample found = samples(entries).get(page);
    if (found == null) {
      throw new IllegalStateException("nothing is known of " + page + " at " + entries);
    }
    return found;
  }

  private void report(String controller) throws IOException {
    List<String> heads = new ArrayList<>(List.of("page"));
    for (int i = 1; i < SIZES.length; i++) {
      heads.add(Table.number(SIZES[i], 0) + " entries");
    }
    heads.add("none, ms");
    for (int size : SIZES) {
      heads.add(Table.number(size, 0) + ", ms");
    }
    Table table = new Table(heads.toArray(String[]::new));
    Map<String, List<Double>> lines = new LinkedHashMap<>();
    List<Double> sizes = new ArrayList<>();
    for (int size : SIZES) {
      sizes.add((double) size);
    }
    for (PageKind page : PAGES) {
      List<String> row = new ArrayList<>(List.of(page.title(FilledHome.JOBS)));
      List<Double> line = new ArrayList<>(List.of(1.0));
      for (int i = 1; i < SIZES.length; i++) {
        double ratio = sample(SIZES[i], page).over(sample(SIZES[0], page)).median();
        row.add(Table.ratio(ratio));
        line.add(ratio);
      }
      Sample none = samples(0).get(page);
      row.add(none == null ? NONE : Table.spread(none, 1));
      for (int size : SIZES) {
        row.add(Table.spread(sample(size, page), 1));
      }
      table.row(row.toArray(String[]::new));
      lines.put(page.title(FilledHome.JOBS), line);
    }
    Table heap = new Table("entries in the ledger", "heap in use after a collection, MiB");
    heaps.forEach(
        (entries, used) ->
            heap.row(entries == 0 ? "none" : Table.number(entries, 0), Table.number(used, 0)));
    new Report("pages")
        .paragraph(
            controller
                + ", a process of its own for each size, opened in turn over HTTP from another one;"
                + " "
                + ROUNDS
                + " rounds after "
                + WARM_UPS
                + " that don't count, a fifth of both for the list of jobs. In each ledger are: "
                + Ledgers.describe()
                + "; the rest is over. The page shows as many rows at each size. Ratios are to "
                + SIZES[0]
                + " entries. *None*: the same page of jobs and builds that never announced"
                + " anything, and a ledger without entries.")
        .table(table)
        .plot(
            "entries",
            "What each page takes with more entries in the ledger, as ratios",
            Plot.lines(
                "Pages as the ledger grows",
                "entries in the ledger",
                "× the time at " + SIZES[0],
                sizes,
                lines))
        .table(heap)
        .write();
  }
}
