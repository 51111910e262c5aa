package io.jenkins.statushub.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The table of the core in a warm JVM: all of {@link CoreBenchmark}, round by round. */
final class CoreTable {
  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final int ROUNDS = Report.QUICK ? 1 : 2;

  private final Map<String, Sample> micros = new LinkedHashMap<>();
  private final Map<String, Sample> bytes = new LinkedHashMap<>();

  private CoreTable() {}

  public static void main(String[] arguments) throws IOException, RunnerException {
    CoreTable table = new CoreTable();
    for (int round = 0; round < ROUNDS; round++) {
      table.measure();
    }
    table.report();
  }

  private void measure() throws RunnerException {
    TimeValue each = TimeValue.milliseconds(Report.QUICK ? 200 : 1000);
    Options options =
        new OptionsBuilder()
            .include(CoreBenchmark.class.getName())
            .forks(1)
            .warmupIterations(Report.QUICK ? 2 : 20)
            .warmupTime(each)
            .measurementIterations(3)
            .measurementTime(each)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    for (RunResult result : new Runner(options).run()) {
      String name = result.getPrimaryResult().getLabel();
      add(micros, name, result.getPrimaryResult().getScore());
      add(bytes, name, allocated(result));
    }
  }

  private static double allocated(RunResult result) {
    Result<?> found = result.getSecondaryResults().get(ALLOCATION);
    if (found == null) {
      throw new IllegalStateException("this JVM does not tell what it allocates");
    }
    return found.getScore();
  }

  private static void add(Map<String, Sample> to, String name, double value) {
    to.computeIfAbsent(name, unused -> new Sample()).add(value);
  }

  private void report() throws IOException {
    Table parts = new Table("part", "µs each", "bytes allocated");
    row(parts, "building and checking an announcement", "build");
    row(parts, "its JSON", "json");
    row(parts, "ledger record, fsynced to disk", "recordForced");
    row(parts, "ledger record, not fsynced", "recordUnforced");
    row(parts, "the same as a row in SQLite, WAL, `synchronous=FULL`", "recordSqlite");

    String held = "bareSend";
    String free = "bareSendAsync";
    Table newer =
        new Table(
            "`java.net.http.HttpClient` (Jenkins)",
            "rate, of bare `send`'s",
            "rate, of bare `sendAsync`'s",
            "µs each",
            "bytes allocated");
    row(newer, "bare `send`, prepared bytes, holds its thread", held, held, free);
    row(newer, "bare `sendAsync`, prepared bytes", free, held, free);
    row(newer, "announce without the ledger, holds no thread", "announceHttpClient", held, free);
    row(newer, "announce, ledger not fsynced", "announceUnforced", held, free);
    row(newer, "announce, ledger fsynced to disk", "announceForced", held, free);
    row(
        newer,
        "the same from a row in SQLite, WAL, `synchronous=FULL`",
        "announceSqlite",
        held,
        free);

    String connection = "bareUrlConnection";
    Table older =
        new Table(
            "`HttpURLConnection` (Maven)", "rate, of the bare one's", "µs each", "bytes allocated");
    row(older, "bare, prepared bytes", connection, connection);
    row(older, "announce without the ledger", "announceUrlConnection", connection);

    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    bar(names, values, "bare send", held);
    bar(names, values, "bare sendAsync", free);
    bar(names, values, "without ledger", "announceHttpClient");
    bar(names, values, "ledger, not fsynced", "announceUnforced");
    bar(names, values, "ledger, fsynced", "announceForced");
    bar(names, values, "SQLite, fsynced", "announceSqlite");
    new Report("core")
        .paragraph("One thread, over HTTP to a receiver in another process; " + ROUNDS + " rounds.")
        .table(newer)
        .table(older)
        .table(parts)
        .plot(
            "announce",
            "Microseconds for one announcement, by what is done with it",
            Plot.bars("One announcement, warm", "µs", names, Map.of("announce", values)))
        .write();
  }

  private void bar(List<String> names, List<Double> values, String words, String name) {
    names.add(words);
    values.add(of(micros, name).median());
  }

  private void row(Table table, String words, String name, String... bare) {
    List<String> cells = new ArrayList<>();
    cells.add(words);
    for (String each : bare) {
      cells.add(name.equals(each) ? "1" : Table.spread(of(micros, each).over(of(micros, name)), 2));
    }
    cells.add(Table.spread(of(micros, name), 1));
    cells.add(Table.number(of(bytes, name).median(), 0));
    table.row(cells.toArray(String[]::new));
  }

  private static Sample of(Map<String, Sample> samples, String name) {
    Sample sample = samples.get(name);
    if (sample == null) {
      throw new IllegalStateException("'" + name + "' was not measured");
    }
    return sample;
  }
}
