package io.jenkins.statushub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ServerSocketFactory;

/** The table of goals in a cold JVM: one Maven run for each, all of them in turn. */
final class GoalTable {
  private static final int ROUNDS = Report.QUICK ? 2 : 15;
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

  /** All rounds of one goal. */
  private record Costs(Sample wall, Sample cpu) {
    Costs() {
      this(new Sample(), new Sample());
    }

    void add(TimedCommand.Cost cost) {
      wall.add(cost.wall());
      cpu.add(cost.cpu());
    }
  }

  private final TimedCommand timed;
  private final List<String> maven;
  private final Path ledger;
  private final Map<String, Map<String, Costs>> costs = new LinkedHashMap<>();
  private int runs;

  private GoalTable(Path folder, List<String> maven, Path trust) {
    this.timed =
        new TimedCommand(
            Map.of(
                "MAVEN_OPTS",
                "-Djavax.net.ssl.trustStore="
                    + trust
                    + " -Djavax.net.ssl.trustStorePassword="
                    + Tls.PASSWORD),
            folder);
    this.maven = maven;
    this.ledger = folder.resolve("ledger");
  }

  /** The arguments: a folder for what it needs, then how to call Maven. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path folder = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
    Path trust = folder.resolve("trust");
    List<String> maven = List.of(arguments).subList(1, arguments.length);
    try (Receiver http = new Receiver(ServerSocketFactory.getDefault());
        Receiver https = new Receiver(Tls.forLoopback(trust).getServerSocketFactory())) {
      GoalTable table = new GoalTable(folder, maven, trust);
      // The first round fetches what is missing, and is not counted.
      table.round(http, https);
      table.costs.clear();
      for (int round = 0; round < ROUNDS; round++) {
        table.round(http, https);
      }
      table.report();
    }
  }

  private void round(Receiver http, Receiver https) throws IOException, InterruptedException {
    costs(FLOOR, "").add(run(List.of("validate"), "http://127.0.0.1:9/"));
    for (Map.Entry<String, List<String>> goal : GOALS.entrySet()) {
      post(goal.getKey(), "HTTP", http, "http");
      post(goal.getKey(), "HTTPS", https, "https");
    }
  }

  private void post(String name, String how, Receiver receiver, String scheme)
      throws IOException, InterruptedException {
    long before = receiver.received();
    TimedCommand.Cost cost =
        run(GOALS.getOrDefault(name, List.of()), scheme + "://127.0.0.1:" + receiver.port() + "/");
    if (receiver.received() != before + 1) {
      throw new IOException(name + " sent " + (receiver.received() - before) + " requests");
    }
    costs(name, how).add(cost);
  }

  private TimedCommand.Cost run(List<String> goal, String url)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(maven);
    command.addAll(goal);
    command.add("-Drun=" + runs++);
    command.add("-Durl=" + url);
    command.add("-Dstatushub.url=" + url);
    command.add("-Dstatushub.ledger=" + ledger);
    return timed.run(command);
  }

  private Costs costs(String name, String how) {
    return costs
        .computeIfAbsent(how, unused -> new LinkedHashMap<>())
        .computeIfAbsent(name, unused -> new Costs());
  }

  private void report() throws IOException {
    Report report = new Report("goal");
    report.paragraph(
        ROUNDS
            + " rounds, in each of which every command runs once. *Above the floor* is what is left"
            + " after subtracting `validate`, which does nothing.");
    Costs floor = costs(FLOOR, "");
    for (String how : List.of("HTTP", "HTTPS")) {
      Costs curl = costs(CURL, how);
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
        Costs each = costs(name, how);
        table.row(
            name,
            Table.ratio(each.wall().over(curl.wall()).median()),
            Table.ratio(each.cpu().over(curl.cpu()).median()),
            Table.ratio(above(each.wall(), floor.wall()) / above(curl.wall(), floor.wall())),
            Table.ratio(above(each.cpu(), floor.cpu()) / above(curl.cpu(), floor.cpu())),
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
    for (String how : List.of("HTTP", "HTTPS")) {
      List<Double> values = new ArrayList<>();
      for (String name : GOALS.keySet()) {
        values.add(above(costs(name, how).wall(), floor.wall()));
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

  /**
   * The difference of neighbours in time, so that a drift of the machine's speed spoils it less.
   */
  private static double above(Sample sample, Sample floor) {
    return sample.less(floor).median();
  }
}
