package io.jenkins.statushub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of goals in a cold JVM: one Maven run for each, all of them in turn. */
final class GoalTable {
  private static final String FLOOR = "`validate`";
  private static final String CURL = "`exec:exec` + curl";

  /** What is run, by the name it has in the table. */
  private static final Map<String, List<String>> GOALS = new LinkedHashMap<>();

  static {
    GOALS.put("`statushub:incident`", List.of("statushub:incident@incident"));
    GOALS.put("`statushub:maintenance`", List.of("statushub:maintenance@maintenance"));
    GOALS.put(CURL, List.of("exec:exec@curl"));
    GOALS.put("`antrun:run` + curl", List.of("antrun:run"));
    GOALS.put(
        "`gmavenplus:execute`", List.of("org.codehaus.gmavenplus:gmavenplus-plugin:5.1.0:execute"));
  }

  private final TimedCommand timed;
  private final List<String> maven;
  private final Path ledger;
  private final CommandRounds rounds =
      new CommandRounds(List.of(FLOOR), List.copyOf(GOALS.keySet()), this::run);
  private int runs;

  private GoalTable(Path folder, List<String> maven, Path trust) {
    this.timed = new TimedCommand(Map.of("MAVEN_OPTS", CommandRounds.trusting(trust)), folder);
    this.maven = maven;
    this.ledger = folder.resolve("ledger");
  }

  /** The arguments: a folder for what it needs, then how to call Maven. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path folder = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
    Path trust = folder.resolve("trust");
    GoalTable table = new GoalTable(folder, List.of(arguments).subList(1, arguments.length), trust);
    table.rounds.run(trust, () -> {});
    table.report();
  }

  private TimedCommand.Cost run(String name, String url) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(maven);
    command.addAll(GOALS.getOrDefault(name, List.of("validate")));
    command.add("-Drun=" + runs++);
    command.add("-Durl=" + url);
    command.add("-Dstatushub.url=" + url);
    command.add("-Dstatushub.ledger=" + ledger);
    return timed.run(command);
  }

  private void report() throws IOException {
    Report report = new Report("goal");
    report.paragraph(
        CommandRounds.ROUNDS
            + " rounds, in each of which every command runs once. *Above the floor* is what is left"
            + " after subtracting `validate`, which does nothing.");
    CommandRounds.Costs floor = rounds.floor(FLOOR);
    for (String how : CommandRounds.SCHEMES) {
      CommandRounds.Costs curl = rounds.post(CURL, how);
      Table table =
          new Table(
              how,
              "wall, of curl's",
              "CPU, of curl's",
              "wall above the floor, of curl's",
              "CPU above the floor, of curl's",
              "wall, s",
              "CPU, s");
      for (String name : GOALS.keySet()) {
        CommandRounds.Costs each = rounds.post(name, how);
        table.row(
            name,
            Table.ratio(each.wall().over(curl.wall()).median()),
            Table.ratio(each.cpu().over(curl.cpu()).median()),
            Table.ratio(
                CommandRounds.above(each.wall(), floor.wall())
                    / CommandRounds.above(curl.wall(), floor.wall())),
            Table.ratio(
                CommandRounds.above(each.cpu(), floor.cpu())
                    / CommandRounds.above(curl.cpu(), floor.cpu())),
            Table.spread(each.wall(), 2),
            Table.spread(each.cpu(), 2));
      }
      table.row(
          FLOOR,
          Table.ratio(floor.wall().over(curl.wall()).median()),
          Table.ratio(floor.cpu().over(curl.cpu()).median()),
          Table.ratio(0),
          Table.ratio(0),
          Table.spread(floor.wall(), 2),
          Table.spread(floor.cpu(), 2));
      report.table(table);
    }
    List<String> names = new ArrayList<>();
    Map<String, List<Double>> bars = new LinkedHashMap<>();
    GOALS.keySet().forEach(name -> names.add(name.replace("`", "")));
    for (String how : CommandRounds.SCHEMES) {
      List<Double> values = new ArrayList<>();
      for (String name : GOALS.keySet()) {
        values.add(CommandRounds.above(rounds.post(name, how).wall(), floor.wall()));
      }
      bars.put(how, values);
    }
    report
        .plot(
            "wall",
            "Seconds above Maven's floor for each goal, over HTTP and HTTPS",
            Plot.bars("One message from a cold Maven, above its floor", "s", names, bars))
        .write();
  }
}
