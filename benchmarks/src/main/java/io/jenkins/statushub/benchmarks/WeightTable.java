package io.jenkins.statushub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The table of sizes: what is downloaded and kept for each way to announce. */
final class WeightTable {
  private static final double KB = 1000;

  private final Path folder;
  private final List<String> maven;
  private final List<String> names = new ArrayList<>();
  private final List<Double> sizes = new ArrayList<>();
  private int projects;

  private WeightTable(Path folder, List<String> maven) {
    this.folder = folder;
    this.maven = maven;
  }

  /** What lies in a folder: how many files, and their bytes together. */
  private record Weight(int files, double bytes) {}

  /**
   * The arguments: a folder for what it needs, the version of our artifacts, our {@code .hpi} (or a
   * path where there is none, if it can't be built), then how to call Maven.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    if (Files.exists(folder)) {
      // What an earlier run brought is not to be weighed again.
      Folders.delete(folder);
    }
    String version = arguments[1];
    Path hpi = Path.of(arguments[2]);
    WeightTable weights = new WeightTable(folder, List.of(arguments).subList(3, arguments.length));

    Table maven = new Table("for Maven", "KB", "jars");
    weights.artifact(maven, "core alone", "io.jenkins.statushub:statushub-core:" + version, false);
    weights.artifact(
        maven,
        "`statushub-maven-plugin` with all it pulls in",
        "io.jenkins.statushub:statushub-maven-plugin:" + version,
        true);
    weights.artifact(
        maven, "`exec-maven-plugin`, likewise", "org.codehaus.mojo:exec-maven-plugin:3.6.4", true);
    weights.artifact(
        maven,
        "`maven-antrun-plugin`, likewise",
        "org.apache.maven.plugins:maven-antrun-plugin:3.2.0",
        true);
    weights.artifact(
        maven,
        "`gmavenplus-plugin` with Groovy, likewise",
        "org.codehaus.gmavenplus:gmavenplus-plugin:5.1.0 org.apache.groovy:groovy:5.0.3",
        true);

    Table jenkins = new Table("for Jenkins", "KB");
    jenkins.row(
        "`statushub.hpi`",
        Files.exists(hpi) ? kilobytes(Files.size(hpi)) : "could not be built here");
    weights.plugin(jenkins, "`http_request.hpi`", "org.jenkins-ci.plugins:http_request:1.25");
    weights.plugin(
        jenkins,
        "the client plugin beside it",
        "io.jenkins.plugins:apache-httpcomponents-client-5-api:5.6-191.vb_47e2b_41c698");
    weights.plugin(jenkins, "`slack.hpi`", "org.jenkins-ci.plugins:slack:795.v4b_9705b_e6d47");
    new Report("weight")
        .table(maven)
        .plot(
            "maven",
            "Bars: kilobytes that each way to announce from Maven brings",
            Plot.bars(
                "What each brings to Maven", "KB", weights.names, Map.of("KB", weights.sizes)))
        .table(jenkins)
        .write();
  }

  private static String kilobytes(double bytes) {
    return Table.number(bytes / KB, 0);
  }

  private void artifact(Table table, String words, String coordinates, boolean all)
      throws IOException, InterruptedException {
    Weight weight = weigh(coordinates, "jar", all);
    table.row(words, kilobytes(weight.bytes()), Integer.toString(weight.files()));
    names.add(coordinates.split(":", -1)[1]);
    sizes.add((double) Math.round(weight.bytes() / KB));
  }

  private void plugin(Table table, String words, String coordinates) throws InterruptedException {
    try {
      table.row(words, kilobytes(weigh(coordinates, "hpi", false).bytes()));
    } catch (IOException e) {
      // The Jenkins project's repository can't be reached from everywhere.
      table.row(words, "not found here");
    }
  }

  private Weight weigh(String coordinates, String type, boolean all)
      throws IOException, InterruptedException {
    Path project = Files.createDirectories(folder.resolve("project-" + projects++));
    Path artifacts = project.resolve("artifacts");
    Files.writeString(project.resolve("pom.xml"), pom(coordinates.split(" ", -1), type));
    List<String> command = new ArrayList<>(maven);
    command.addAll(
        List.of(
            "-f",
            project.resolve("pom.xml").toString(),
            "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies",
            "-DincludeScope=runtime",
            "-DexcludeTransitive=" + !all,
            "-DoutputDirectory=" + artifacts));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(project.resolve("maven.log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(project.resolve("maven.log")));
    }
    try (Stream<Path> files = Files.list(artifacts)) {
      List<Path> found = files.toList();
      double bytes = 0;
      for (Path file : found) {
        bytes += Files.size(file);
      }
      return new Weight(found.size(), bytes);
    }
  }

  private static String pom(String[] coordinates, String type) {
    StringBuilder text = new StringBuilder();
    text.append("<project><modelVersion>4.0.0</modelVersion><groupId>com.example</groupId>");
    text.append("<artifactId>weight</artifactId><version>1</version><packaging>pom</packaging>");
    text.append("<repositories><repository><id>yours</id>");
    text.append("<url>file://${env.STATUSHUB_UPSTREAM}</url>");
    text.append("<releases><checksumPolicy>ignore</checksumPolicy></releases></repository>");
    text.append("<repository><id>repo.jenkins-ci.org</id>");
    text.append("<url>https://repo.jenkins-ci.org/public/</url></repository></repositories>");
    text.append("<dependencies>");
    for (String each : coordinates) {
      String[] parts = each.split(":", -1);
      text.append("<dependency><groupId>").append(parts[0]);
      text.append("</groupId><artifactId>").append(parts[1]);
      text.append("</artifactId><version>").append(parts[2]);
      text.append("</version><type>").append(type).append("</type></dependency>");
    }
    return text.append("</dependencies></project>").toString();
  }
}
