package io.jenkins.statushub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of what delivering pending updates costs, by how they are spread. */
final class FlushTable {
  private static final int ROUNDS = Report.QUICK ? 1 : 5;
  private static final int MANY = Report.QUICK ? 200 : 10_000;
  private static final int LONG = Report.QUICK ? 100 : 1000;

  /** One way in which pending updates are spread. */
  private record Shape(String what, String store, int services, int incidents, int updates) {}

  private static final Shape FIRST =
      new Shape("incidents of 10 updates", "ledger", 1, LONG / 10, 10);
  private static final List<Shape> SHAPES =
      List.of(
          FIRST,
          new Shape("one incident", "ledger", 1, 1, LONG),
          new Shape("incidents of one service, one update each", "ledger", 1, MANY, 1),
          new Shape("incidents of 200 services, one update each", "ledger", 200, MANY, 1),
          new Shape("rows of 200 services in SQLite", "sqlite", 200, MANY, 1));

  private final Map<Shape, Sample> wall = new LinkedHashMap<>();
  private final Map<Shape, Sample> cpu = new LinkedHashMap<>();

  private FlushTable() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    FlushTable table = new FlushTable();
    for (int round = 0; round < ROUNDS; round++) {
      for (Shape shape : SHAPES) {
        table.measure(shape);
      }
    }
    table.report();
  }

  private void measure(Shape shape) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("statushub-flush");
    try {
      List<String> lines =
          Child.run(
              FlushProbe.class,
              List.of(),
              shape.store(),
              folder.toString(),
              Integer.toString(shape.services()),
              Integer.toString(shape.incidents()),
              Integer.toString(shape.updates()));
      wall.computeIfAbsent(shape, unused -> new Sample()).add(Double.parseDouble(lines.get(0)));
      cpu.computeIfAbsent(shape, unused -> new Sample()).add(Double.parseDouble(lines.get(1)));
    } finally {
      Folders.delete(folder);
    }
  }

  private void report() throws IOException {
    Table table =
        new Table(
            "pending updates",
            "number",
            "wall, of the first row's",
            "CPU, of the first row's",
            "wall each, µs",
            "CPU each, µs");
    for (Shape shape : SHAPES) {
      table.row(
          shape.what(),
          Table.number(shape.incidents() * shape.updates(), 0),
          Table.ratio(of(wall, shape).over(of(wall, FIRST)).median()),
          Table.ratio(of(cpu, shape).over(of(cpu, FIRST)).median()),
          Table.spread(of(wall, shape), 0),
          Table.spread(of(cpu, shape), 0));
    }
    new Report("flush")
        .paragraph(
            "The hub a constant in memory, a process of its own for each row, after a flush of 500"
                + " others; "
                + ROUNDS
                + " rounds. SQLite: WAL, `synchronous=NORMAL`, one transaction for each delivery,"
                + " which is not forced to disk here either.")
        .table(table)
        .write();
  }

  private static Sample of(Map<Shape, Sample> samples, Shape shape) {
    Sample sample = samples.get(shape);
    if (sample == null) {
      throw new IllegalStateException("'" + shape.what() + "' was not measured");
    }
    return sample;
  }
}
