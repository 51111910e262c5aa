package io.jenkins.statushub.benchmarks.jenkins;

import io.jenkins.statushub.benchmarks.Plot;
import io.jenkins.statushub.benchmarks.Report;
import io.jenkins.statushub.benchmarks.Sample;
import io.jenkins.statushub.benchmarks.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes tables and plots of what was measured. */
final class Summary {
  private static final double MEBI = 1 << 20;
  private static final String NONE = "–";

  private final String controller;
  private final Map<StepKind, Idle> idle;
  private final Map<Load, EnumMap<StepKind, List<Result>>> results = new LinkedHashMap<>();

  /**
   * Begins one.
   *
   * @param controller what the controllers run on
   * @param idle how they were before
   */
  Summary(String controller, Map<StepKind, Idle> idle) {
    this.controller = controller;
    this.idle = idle;
  }

  /** One more build. */
  void add(Result result) {
    results
        .computeIfAbsent(result.load(), load -> new EnumMap<>(StepKind.class))
        .computeIfAbsent(result.kind(), kind -> new ArrayList<>())
        .add(result);
  }

  void write() throws IOException {
    Report report = new Report("jenkins");
    report.paragraph(
        controller
            + ", a process of its own for each kind of step, the hub in another one. Each build is"
            + " a `parallel` of so many branches with one step each; every announcement was checked"
            + " to have reached the hub once. The harness turns the controllers' assertions on. Idle means a controller that has run pipelines, but"
            + " none with that kind of step.");
    for (String durability : durabilities()) {
      report.paragraph("**" + Load.words(durability) + "**");
      report.table(table(durability));
    }
    report.paragraph("Whose the threads over idle were, in the build that had the most:");
    report.table(owners());
    int most = results.keySet().stream().mapToInt(Load::steps).max().orElse(0);
    String title = String.format(Locale.ROOT, "%,d steps at once", most);
    report.plot(
        "threads",
        "Bars: the controller's threads over idle with " + title,
        Plot.bars(title, "threads over idle", names(most), bars(most, this::threads)));
    report.plot(
        "time",
        "Bars: how long the build took with " + title,
        Plot.bars(title, "seconds", names(most), bars(most, Summary::seconds)));
    report.write();
  }

  private List<String> durabilities() {
    return results.keySet().stream().map(Load::durability).distinct().toList();
  }

  private Table table(String durability) {
    Table table =
        new Table(
            "steps × hub's time",
            "step",
            "time ÷ `sleep`'s",
            "time, s",
            "threads over idle",
            "requests at once",
            "processor time, s",
            "heap after a collection, MiB",
            "with garbage, MiB");
    results.forEach(
        (load, kinds) -> {
          if (load.durability().equals(durability)) {
            kinds.forEach((kind, runs) -> table.row(row(load, kind, runs, kinds)));
          }
        });
    return table;
  }

  private String[] row(
      Load load, StepKind kind, List<Result> runs, Map<StepKind, List<Result>> kinds) {
    Sample time = sample(runs, Summary::seconds);
    List<Result> floor = kinds.get(StepKind.SLEEP);
    return new String[] {
      load.work(),
      kind.label(),
      floor == null || kind == StepKind.SLEEP
          ? NONE
          : Table.ratio(time.over(sample(floor, Summary::seconds)).median()),
      Table.spread(time, 2),
      Table.number(sample(runs, this::threads).max(), 0),
      kind.posts ? Table.number(sample(runs, Result::inFlight).max(), 0) : NONE,
      Table.number(sample(runs, run -> run.figures().cpuMillis() / 1000.0).median(), 2),
      collected(runs),
      Table.number(sample(runs, run -> run.figures().heapPeak() / MEBI).max(), 0)
    };
  }

  /** A short build is over before there is any need for a collection. */
  private static String collected(List<Result> runs) {
    double most = sample(runs, run -> run.figures().heapAfterCollection() / MEBI).max();
    return most == 0 ? NONE : Table.number(most, 0);
  }

  private static Sample sample(List<Result> runs, ToDoubleFunction<Result> figure) {
    Sample sample = new Sample();
    runs.forEach(run -> sample.add(figure.applyAsDouble(run)));
    return sample;
  }

  private static double seconds(Result run) {
    return run.figures().wallMillis() / 1000.0;
  }

  /** By the JVM's own count: it misses none. */
  private double threads(Result run) {
    return run.figures().threadsByJvm() - idleOf(run).threadsByJvm();
  }

  private Idle idleOf(Result run) {
    Idle found = idle.get(run.kind());
    if (found == null) {
      throw new IllegalStateException("nothing is known of an idle " + run.kind());
    }
    return found;
  }

  private Table owners() {
    Table table = new Table("step", "threads over idle", "names, as ten looks a second saw them");
    for (StepKind kind : StepKind.values()) {
      Result most = most(kind);
      if (most != null) {
        table.row(kind.label(), Table.number(threads(most), 0), words(overIdle(most)));
      }
    }
    return table;
  }

  private @Nullable Result most(StepKind kind) {
    return results.values().stream()
        .flatMap(kinds -> kinds.getOrDefault(kind, List.of()).stream())
        .max(Comparator.comparingDouble(this::threads))
        .orElse(null);
  }

  private TreeMap<String, Integer> overIdle(Result run) {
    TreeMap<String, Integer> more = new TreeMap<>(run.figures().groups());
    idleOf(run).groups().forEach((name, count) -> more.merge(name, -count, Integer::sum));
    more.values().removeIf(count -> count <= 0);
    return more;
  }

  private static String words(Map<String, Integer> groups) {
    return groups.isEmpty()
        ? NONE
        : groups.entrySet().stream()
            .map(group -> group.getValue() + " " + group.getKey())
            .collect(Collectors.joining(", "));
  }

  private List<String> names(int steps) {
    return loads(steps)
        .map(load -> load.hubSeconds() + " s, " + Load.words(load.durability()))
        .toList();
  }

  private Stream<Load> loads(int steps) {
    return results.keySet().stream().filter(load -> load.steps() == steps);
  }

  private Map<String, List<Double>> bars(int steps, ToDoubleFunction<Result> figure) {
    Map<String, List<Double>> bars = new LinkedHashMap<>();
    loads(steps)
        .forEach(
            load ->
                results
                    .getOrDefault(load, new EnumMap<>(StepKind.class))
                    .forEach(
                        (kind, runs) ->
                            bars.computeIfAbsent(
                                    kind.label().replace("`", ""), name -> new ArrayList<>())
                                .add(sample(runs, figure).median())));
    return bars;
  }

  /** One build in a line, to be seen while the others run. */
  String line(Result result) {
    Figures figures = result.figures();
    return String.format(
        Locale.ROOT,
        "%s, %s: %.2f s, processor %.2f s, threads %+d %s, at once %d, heap %+d MiB",
        result.load(),
        result.kind().label(),
        seconds(result),
        figures.cpuMillis() / 1000.0,
        (int) threads(result),
        overIdle(result),
        result.inFlight(),
        Math.round((figures.heapAfter() - idleOf(result).heap()) / MEBI));
  }
}
