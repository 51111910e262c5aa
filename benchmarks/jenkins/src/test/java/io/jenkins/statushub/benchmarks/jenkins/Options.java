package io.jenkins.statushub.benchmarks.jenkins;

import io.jenkins.statushub.benchmarks.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What is measured, by system properties: {@code load.kinds}, {@code load.steps}, {@code
 * load.seconds} and so on. What is not given is as in the full form or in the short one.
 *
 * @param kinds of steps
 * @param steps how many at once
 * @param hubSeconds how long the hub takes
 * @param durabilities of the Pipeline engine
 * @param repeats of each measurement; 0 for 3, or for 2 where one takes long
 * @param settle the longest to wait for a controller to become idle
 * @param heap the controller's, fixed
 * @param controllerOptions further ones for the controller's JVM, spaces between them
 * @param target where files may go
 */
record Options(
    List<StepKind> kinds,
    List<Integer> steps,
    List<Integer> hubSeconds,
    List<String> durabilities,
    int repeats,
    Duration settle,
    String heap,
    List<String> controllerOptions,
    Path target) {
  private static final int LONG_SECONDS = 10;
  static final int MANY = 1000;

  static Options fromSystemProperties() {
    boolean quick = Report.QUICK;
    return new Options(
        words(text("load.kinds", "SLEEP,STATUSHUB,SLOW_CREDENTIALS,HTTP_REQUEST")).stream()
            .map(StepKind::valueOf)
            .toList(),
        numbers(text("load.steps", quick ? "1,100" : "1,100,1000")),
        numbers(text("load.seconds", quick ? "2" : "2,30")),
        words(text("load.durabilities", "MAX_SURVIVABILITY,PERFORMANCE_OPTIMIZED")),
        Integer.parseInt(text("load.repeats", quick ? "1" : "0")),
        Duration.ofSeconds(Integer.parseInt(text("load.settle", quick ? "20" : "75"))),
        text("load.heap", "1g"),
        Arrays.stream(text("load.controllerOptions", "").split("\\s+"))
            .filter(option -> !option.isEmpty())
            .toList(),
        Path.of("benchmarks", "jenkins", "target"));
  }

  int repeats(Load load) {
    if (repeats > 0) {
      return repeats;
    }
    return load.hubSeconds() >= LONG_SECONDS || load.steps() >= MANY ? 2 : 3;
  }

  private static String text(String name, String otherwise) {
    String text = System.getProperty(name, "");
    return text.isBlank() ? otherwise : text;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[,\\s]+")).filter(word -> !word.isEmpty()).toList();
  }

  private static List<Integer> numbers(String text) {
    return words(text).stream().map(Integer::valueOf).toList();
  }
}
