package io.jenkins.statushub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** The table of the command: one process for each announcement, beside Maven's and curl's. */
final class CommandTable {
  private static final int ROUNDS = Report.QUICK ? 2 : 15;
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
  private static final Map<String, String> FLOORS =
      Map.of(
          INCIDENT, VERSION,
          RUN, VERSION,
          INCIDENT_PLAIN, VERSION_PLAIN,
          RUN_PLAIN, VERSION_PLAIN,
          GOAL, VALIDATE,
          CURL_IN_MAVEN, VALIDATE);

  /** All rounds of one row. */
  private record Costs(Sample wall, Sample cpu) {
    Costs() {
      this(new Sample(), new Sample());
    }

    void add(TimedCommand.Cost cost) {
      wall.add(cost.wall());
      cpu.add(cost.cpu());
    }
  }

  private final Path folder;
  private final Path trust;
  private final String command;
  private final List<String> maven;
  private final Map<String, Map<String, Costs>> costs = new LinkedHashMap<>();
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
    try (Receiver http = new Receiver(ServerSocketFactory.getDefault());
        Receiver https = new Receiver(Tls.forLoopback(trust).getServerSocketFactory())) {
      CommandTable table = new CommandTable(folder, trust, arguments[1], maven);
      table.makeArchive();
      // The first round fetches what is missing, and is not counted.
      table.round(http, https);
      table.costs.clear();
      for (int round = 0; round < ROUNDS; round++) {
        table.round(http, https);
      }
      table.report();
    }
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

  private void round(Receiver http, Receiver https) throws IOException, InterruptedException {
    for (String floor : List.of(VERSION, VERSION_PLAIN, VALIDATE)) {
      String url = "http://127.0.0.1:9/";
      costs(floor, "").add(timed(floor, url).run(line(floor, url)));
    }
    for (String name : ROWS) {
      post(name, "HTTP", http, "http");
      post(name, "HTTPS", https, "https");
    }
  }

  private void post(String name, String how, Receiver receiver, String scheme)
      throws IOException, InterruptedException {
    String url = scheme + "://127.0.0.1:" + receiver.port() + "/";
    long before = receiver.received();
    TimedCommand.Cost cost = timed(name, url).run(line(name, url));
    if (receiver.received() != before + 1) {
      throw new IOException(name + " sent " + (receiver.received() - before) + " requests");
    }
    costs(name, how).add(cost);
  }

  private TimedCommand timed(String name, String url) {
    String options =
        "-Djavax.net.ssl.trustStore="
            + trust
            + " -Djavax.net.ssl.trustStorePassword="
            + Tls.PASSWORD;
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

  private Costs costs(String name, String how) {
    return costs
        .computeIfAbsent(how, unused -> new LinkedHashMap<>())
        .computeIfAbsent(name, unused -> new Costs());
  }

  /** Null for curl alone, which has no floor worth the name. */
  private @Nullable Double aboveFloor(String name, String how) {
    String floor = FLOORS.get(name);
    return floor == null ? null : costs(name, how).wall().less(costs(floor, "").wall()).median();
  }

  private void report() throws IOException {
    Report report = new Report("command");
    report.paragraph(
        ROUNDS
            + " rounds, in each of which every command runs once. *Above the floor* is what is left"
            + " after subtracting what does nothing: `validate` in Maven, `--version` of the command.");
    for (String how : List.of("HTTP", "HTTPS")) {
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
    Costs curl = costs(CURL_IN_MAVEN, how);
    Double curlAbove = aboveFloor(CURL_IN_MAVEN, how);
    for (String name : ROWS) {
      Costs each = costs(name, how);
      Double above = aboveFloor(name, how);
      table.row(
          name,
          Table.ratio(each.wall().over(curl.wall()).median()),
          Table.ratio(each.wall().over(costs(GOAL, how).wall()).median()),
          Table.ratio(each.cpu().over(curl.cpu()).median()),
          above == null || curlAbove == null ? "–" : Table.ratio(above / curlAbove),
          Table.spread(each.wall(), 2),
          Table.spread(each.cpu(), 2));
    }
    for (String floor : List.of(VERSION, VERSION_PLAIN, VALIDATE)) {
      Costs each = costs(floor, "");
      table.row(
          floor,
          Table.ratio(each.wall().over(curl.wall()).median()),
          Table.ratio(each.wall().over(costs(GOAL, how).wall()).median()),
          Table.ratio(each.cpu().over(curl.cpu()).median()),
          Table.ratio(0),
          Table.spread(each.wall(), 2),
          Table.spread(each.cpu(), 2));
    }
    return table;
  }
}
