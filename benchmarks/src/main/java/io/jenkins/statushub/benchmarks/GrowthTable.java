package io.jenkins.statushub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of what the ledger costs as it grows. */
final class GrowthTable {
  private static final int[] SIZES =
      Report.QUICK ? new int[] {100, 1000} : new int[] {100, 10_000, 50_000};
  private static final int ROUNDS = Report.QUICK ? 1 : 2;

  /** Little, so that a heap that grows with the ledger would show. */
  private static final List<String> OPTIONS = List.of("-Xmx64m");

  /** What was measured at one size. */
  private record Costs(Sample start, Sample announce, Sample flush, Sample heap) {}

  private final Map<Integer, Costs> costs = new LinkedHashMap<>();

  private GrowthTable() {
    for (int size : SIZES) {
      costs.put(size, new Costs(new Sample(), new Sample(), new Sample(), new Sample()));
    }
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    GrowthTable table = new GrowthTable();
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<Integer, Costs> each : table.costs.entrySet()) {
        measure(each.getKey(), each.getValue());
      }
    }
    table.report();
  }

  private static void measure(int size, Costs costs) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("statushub-growth");
    try {
      probe("fill", folder, size);
      costs.start().add(probe("start", folder, size).get(0));
      costs.announce().add(probe("announce", folder, size).get(0));
      List<Double> flushed = probe("flush", folder, size);
      costs.flush().add(flushed.get(0));
      costs.heap().add(flushed.get(1));
    } finally {
      Folders.delete(folder);
    }
  }

  private static List<Double> probe(String what, Path folder, int size)
      throws IOException, InterruptedException {
    return Child.run(GrowthProbe.class, OPTIONS, what, folder.toString(), Integer.toString(size))
        .stream()
        .map(Double::valueOf)
        .toList();
  }

  private void report() throws IOException {
    Costs least = cost(SIZES[0]);
    Table table =
        new Table(
            "entries in the ledger",
            "announce",
            "announce, ms",
            "flush, each",
            "flush, each, ms",
            "first announcement of a process",
            "first, ms",
            "live heap after the flush, MB");
    Map<String, List<Double>> lines = new LinkedHashMap<>();
    lines.put("announce", new ArrayList<>());
    lines.put("flush, each", new ArrayList<>());
    lines.put("first of a process", new ArrayList<>());
    List<Double> sizes = new ArrayList<>();
    for (int size : SIZES) {
      Costs costs = cost(size);
      Sample announce = costs.announce().over(least.announce());
      Sample flush = costs.flush().over(least.flush());
      Sample start = costs.start().over(least.start());
      table.row(
          Table.number(size, 0),
          Table.ratio(announce.median()),
          millis(costs.announce()),
          Table.ratio(flush.median()),
          millis(costs.flush()),
          Table.ratio(start.median()),
          millis(costs.start()),
          Table.number(costs.heap().median() / 1e6, 1));
      sizes.add((double) size);
      line(lines, "announce").add(announce.median());
      line(lines, "flush, each").add(flush.median());
      line(lines, "first of a process").add(start.median());
    }
    Path folder = Files.createTempDirectory("statushub-dead-hub");
    Table dead = DeadHub.measure(folder);
    Folders.delete(folder);
    new Report("growth")
        .paragraph(
            "Forced to disk, all in `java "
                + String.join(" ", OPTIONS)
                + "`, the hub a constant in memory; "
                + ROUNDS
                + " rounds. Ratios are to "
                + SIZES[0]
                + " entries.")
        .table(table)
        .plot(
            "entries",
            "What one announcement, one delivery and the first announcement of a process cost with"
                + " more entries in the ledger, as ratios",
            Plot.lines(
                "The ledger as it grows",
                "entries in the ledger",
                "× the cost at " + SIZES[0],
                sizes,
                lines))
        .paragraph("How long an announcement holds a build when the hub is not there:")
        .table(dead)
        .write();
  }

  private static String millis(Sample micros) {
    return Table.spread(micros.times(0.001), 2);
  }

  private Costs cost(int size) {
    return get(costs, size);
  }

  private static List<Double> line(Map<String, List<Double>> lines, String name) {
    return get(lines, name);
  }

  private static <K, V> V get(Map<K, V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalStateException("nothing for " + key);
    }
    return value;
  }
}
