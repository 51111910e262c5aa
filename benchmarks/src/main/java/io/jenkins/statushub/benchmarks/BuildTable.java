package io.jenkins.statushub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The table of where the time of this project's own build goes. */
final class BuildTable {
  private static final int SLOWEST = 15;

  /** The Jenkins plugin, which only the last build builds. */
  private static final String PLUGIN = "statushub";

  /** The beginning of a report, behind which its attributes stand in any order. */
  private static final Pattern SUITE = Pattern.compile("<testsuite\\b[^>]*>");

  private static final Pattern ATTRIBUTE = Pattern.compile(" (name|time|tests)=\"([^\"]*)\"");

  /** A class of tests. */
  private record TestClass(String module, String name, int tests, double seconds) {}

  private BuildTable() {}

  /** The arguments: the builds' logs. Run in the project's folder, where the reports lie. */
  public static void main(String[] arguments) throws IOException {
    Table builds =
        new Table("module", "compiling, s", "tests, s", "integration tests, s", "other, s", "s");
    double whole = 0;
    for (int i = 0; i < arguments.length; i++) {
      whole += rows(builds, i == 0 ? "" : ", again", BuildLog.read(Path.of(arguments[i])));
    }
    builds.row("**together**", "", "", "", "", Table.number(whole, 0));

    Table slowest = new Table("class of tests", "module", "tests", "s");
    for (TestClass each : slowest()) {
      slowest.row(
          "`" + each.name() + "`",
          each.module(),
          Table.number(each.tests(), 0),
          Table.number(each.seconds(), 1));
    }
    new Report("build")
        .paragraph(
            "`mvn clean verify` with every supported line of Maven, then the same of the Jenkins"
                + " plugin, as `.ci/run` does it, from a local repository that holds all it needs.")
        .table(builds)
        .paragraph(
            "The slowest classes of tests; two of the Maven plugin's integration tests and of the"
                + " Jenkins plugin's run at a time.")
        .table(slowest)
        .write();
  }

  /** A row for each module, and all seconds together. */
  private static double rows(Table table, String again, BuildLog log) {
    double whole = 0;
    for (String module : log.modules()) {
      double all = 0;
      List<String> cells = new ArrayList<>();
      cells.add("`" + module + "`" + (module.equals(PLUGIN) ? "" : again));
      for (BuildLog.Kind kind : BuildLog.Kind.values()) {
        double seconds = log.seconds(module, kind);
        cells.add(Table.number(seconds, 0));
        all += seconds;
      }
      cells.add(Table.number(all, 0));
      table.row(cells.toArray(String[]::new));
      whole += all;
    }
    return whole;
  }

  private static List<TestClass> slowest() throws IOException {
    List<TestClass> all = new ArrayList<>();
    try (Stream<Path> files = Files.find(Path.of(""), 4, (file, attributes) -> isReport(file))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        all.add(read(file));
      }
    }
    return all.stream()
        .sorted(Comparator.comparingDouble(TestClass::seconds).reversed())
        .limit(SLOWEST)
        .toList();
  }

  private static boolean isReport(Path file) {
    return file.toString().matches(".+/target/(surefire|failsafe)-reports/TEST-.+\\.xml");
  }

  private static TestClass read(Path file) throws IOException {
    Matcher suite = SUITE.matcher(Files.readString(file));
    if (!suite.find()) {
      throw new IOException(file + " is no report of tests");
    }
    String name = "";
    int tests = 0;
    double seconds = 0;
    Matcher attribute = ATTRIBUTE.matcher(suite.group());
    while (attribute.find()) {
      String value = attribute.group(2);
      switch (attribute.group(1)) {
        case "name" -> name = value.substring(value.lastIndexOf('.') + 1);
        case "tests" -> tests = Integer.parseInt(value);
        default -> seconds = Double.parseDouble(value.replace(",", ""));
      }
    }
    return new TestClass(file.getName(0).toString(), name, tests, seconds);
  }
}
