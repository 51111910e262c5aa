package io.jenkins.statushub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of the command: one process for each announcement, beside Maven's and curl's. */
final class CommandTable {
  private static final String CURL_IN_MAVEN = "`exec:exec` + curl";
  private static final String INCIDENT = "`statushub incident`";
  private static final String INCIDENT_PLAIN = "`statushub incident`, no class archive";
  private static final String RUN = "`statushub run … -- true`, with a window";
  private static final String RUN_PLAIN =
      "`statushub run … -- true`, with a window, no class archive";
  private static final String GOAL = "`statushub:incident`";
  private static final String CURL = "curl alone";
  private static final List<String> ROWS =
      List.of(INCIDENT, INCIDENT_PLAIN, RUN, RUN_PLAIN, GOAL, CURL_IN_MAVEN, CURL);

  /** What does nothing, by the rows whose floor it is. */
  private static final String VERSION = "`statushub --version`";

  private static final String VERSION_PLAIN = "`statushub --version`, no class archive";
  private static final String VALIDATE = "`validate`";
  private static final List<String> FLOOR_ROWS = List.of(VERSION, VERSION_PLAIN, VALIDATE);
  private static final Map<String, String> FLOORS =
      Map.of(
          INCIDENT, VERSION,
          RUN, VERSION,
          INCIDENT_PLAIN, VERSION_PLAIN,
          RUN_PLAIN, VERSION_PLAIN,
          GOAL, VALIDATE,
          CURL_IN_MAVEN, VALIDATE);

  private final Path folder;
  private final Path trust;
  private final String command;
  private final List<String> maven;
  private final CommandRounds rounds = new CommandRounds(FLOOR_ROWS, ROWS, this::run);
  private int runs;

  private CommandTable(Path folder, Path trust, String command, List<String> maven) {
    this.folder = folder;
    this.trust = trust;
    this.command = command;
    this.maven = maven;
  }

  /** The arguments: a folder for what it needs, the command, then how to call Maven. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path folder = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
    Path trust = folder.resolve("trust");
    List<String> maven = List.of(arguments).subList(2, arguments.length);
    CommandTable table = new CommandTable(folder, trust, arguments[1], maven);
    table.rounds.run(trust, table::makeArchive);
    table.report();
  }

  private void makeArchive() throws IOException, InterruptedException {
    timed("", "http://127.0.0.1:9/").run(List.of(command, "--version"));
    for (int i = 0; i < 600; i++) {
      try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
        if (files.anyMatch(each -> each.endsWith("classes.jsa"))) {
          return;
        }
      }
      Thread.sleep(100);
    }
    throw new IOException("no class archive was made");
  }

  private TimedCommand.Cost run(String name, String url) throws IOException, InterruptedException {
    return timed(name, url).run(line(name, url));
  }

  private TimedCommand timed(String name, String url) {
    String options = CommandRounds.trusting(trust);
    return new TimedCommand(
        Map.of(
            "MAVEN_OPTS",
            options,
            "STATUSHUB_OPTS",
            options,
            "STATUSHUB_SHOP_URL",
            url,
            "STATUSHUB_LEDGER",
            folder.resolve("ledger").toString(),
            "STATUSHUB_CDS",
            name.endsWith("no class archive") ? "off" : "on",
            "XDG_CACHE_HOME",
            folder.resolve("cache").toString()),
        folder);
  }

  private List<String> line(String name, String url) {
    String key = "run " + runs++;
    return switch (name) {
      case INCIDENT, INCIDENT_PLAIN ->
          List.of(
              command,
              "incident",
              "--service=shop",
              "--key=" + key,
              "--status=degraded",
              "--title=Slow checkouts");
      case RUN, RUN_PLAIN ->
          List.of(
              command,
              "run",
              "--service=shop",
              "--key=" + key,
              "--status=degraded",
              "--title=Upgrading",
              "--window=30m",
              "--allow-duplicate",
              "--",
              "true");
      case VERSION, VERSION_PLAIN -> List.of(command, "--version");
      case CURL ->
          List.of(
              "curl", "-fsSk", "-H", "Content-Type: application/json", "-d", "{\"id\":\"1\"}", url);
      default -> {
        List<String> goal = new ArrayList<>(maven);
        goal.add(
            switch (name) {
              case GOAL -> "statushub:incident@incident";
              case VALIDATE -> "validate";
              default -> "exec:exec@curl";
            });
        goal.add("-Drun=" + key.replace(' ', '-'));
        goal.add("-Dstatushub.key=" + key.replace(' ', '-'));
        goal.add("-Durl=" + url);
        goal.add("-Dstatushub.url=" + url);
        goal.add("-Dstatushub.ledger=" + folder.resolve("ledger"));
        yield goal;
      }
    };
  }

  /** Null for curl alone, which has no floor worth the name. */
  private @Nullable Double aboveFloor(String name, String how) {
    String floor = FLOORS.get(name);
    return floor == null
        ? null
        : CommandRounds.above(rounds.post(name, how).wall(), rounds.floor(floor).wall());
  }

  private void report() throws IOException {
    Report report = new Report("command");
    report.paragraph(
        CommandRounds.ROUNDS
            + " rounds, in each of which every command runs once. *Above the floor* is what is left"
            + " after subtracting what does nothing: `validate` in Maven, `--version` of the command.");
    for (String how : CommandRounds.SCHEMES) {
      report.table(table(how));
    }
    report.write();
  }

  private Table table(String how) {
    Table table =
        new Table(
            how,
            "wall, of `exec:exec` + curl's",
            "wall, of `statushub:incident`'s",
            "CPU, of `exec:exec` + curl's",
            "wall above the floor, of `exec:exec` + curl's",
            "wall, s",
            "CPU, s");
    for (String name : ROWS) {
      Double above = aboveFloor(name, how);
      Double curl = aboveFloor(CURL_IN_MAVEN, how);
      row(
          table,
          name,
          rounds.post(name, how),
          how,
          above == null || curl == null ? null : above / curl);
    }
    for (String floor : FLOOR_ROWS) {
      row(table, floor, rounds.floor(floor), how, 0.0);
    }
    return table;
  }

  private void row(
      Table table,
      String name,
      CommandRounds.Costs costs,
      String how,
      @Nullable Double aboveFloor) {
    CommandRounds.Costs curl = rounds.post(CURL_IN_MAVEN, how);
    table.row(
        name,
        Table.ratio(costs.wall().over(curl.wall()).median()),
        Table.ratio(costs.wall().over(rounds.post(GOAL, how).wall()).median()),
        Table.ratio(costs.cpu().over(curl.cpu()).median()),
        aboveFloor == null ? "–" : Table.ratio(aboveFloor),
        Table.spread(costs.wall(), 2),
        Table.spread(costs.cpu(), 2));
  }
}
