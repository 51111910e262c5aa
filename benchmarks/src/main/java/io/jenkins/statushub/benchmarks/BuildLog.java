package io.jenkins.statushub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long each goal of a Maven build took, by the times in its log, as benchmarks/run wants them.
 */
final class BuildLog {
  private static final Pattern LINE = Pattern.compile("^(\\d{4}-\\S+T\\S+) \\[INFO] (.*)$");
  private static final Pattern GOAL =
      Pattern.compile("^--- (\\S+?):[^:]+:(\\S+) \\(.*\\) @ (\\S+) ---$");
  private static final String END = "BUILD SUCCESS";

  /** What the build spends its time on. */
  enum Kind {
    COMPILING,
    TESTS,
    INTEGRATION_TESTS,
    OTHER;

    private static Kind of(String plugin, String goal) {
      if (plugin.contains("surefire")) {
        return TESTS;
      }
      if (goal.equals("integration-test")) {
        return INTEGRATION_TESTS;
      }
      return plugin.contains("compiler") ? COMPILING : OTHER;
    }
  }

  /** A module's seconds of a kind. */
  record Spent(String module, Kind kind, double seconds) {}

  private final List<Spent> spent;

  private BuildLog(List<Spent> spent) {
    this.spent = spent;
  }

  /**
   * Reads a log.
   *
   * @throws IOException if it can't be read, or is not that of a build that succeeded
   */
  static BuildLog read(Path file) throws IOException {
    List<Spent> spent = new ArrayList<>();
    @Nullable LocalDateTime since = null;
    String module = "";
    Kind kind = Kind.OTHER;
    for (String text : Files.readAllLines(file)) {
      Matcher line = LINE.matcher(text);
      if (!line.matches()) {
        continue;
      }
      Matcher goal = GOAL.matcher(line.group(2));
      boolean ended = line.group(2).equals(END);
      if (!ended && !goal.matches()) {
        continue;
      }
      LocalDateTime now = LocalDateTime.parse(line.group(1));
      if (since != null) {
        spent.add(new Spent(module, kind, Duration.between(since, now).toMillis() / 1000.0));
      }
      if (ended) {
        return new BuildLog(spent);
      }
      since = now;
      module = goal.group(3);
      kind = Kind.of(goal.group(1), goal.group(2));
    }
    throw new IOException(file + " is not the log of a build that succeeded");
  }

  /** Returns the modules in the order in which they were built. */
  List<String> modules() {
    return spent.stream().map(Spent::module).distinct().toList();
  }

  /** Returns a module's seconds of a kind. */
  double seconds(String module, Kind kind) {
    return spent.stream()
        .filter(each -> each.module().equals(module) && each.kind() == kind)
        .mapToDouble(Spent::seconds)
        .sum();
  }
}
