package io.jenkins.statushub.benchmarks.jenkins;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The command: measures, and prints. */
public final class JenkinsUnderLoad {
  /** Of the hub in builds that are not counted. */
  private static final int WARM_UP_SECONDS = 2;

  private static final int WARM_UP_STEPS = 100;

  private final Options options;
  private final PrintStream out;
  private final List<Controller> controllers = new ArrayList<>();
  private final Set<Load> warmedUp = new HashSet<>();
  private final Map<StepKind, Idle> idle = new EnumMap<>(StepKind.class);

  private JenkinsUnderLoad(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Takes its settings from system properties, see {@link Options}. */
  public static void main(String[] args) throws Throwable {
    Options options = Options.fromSystemProperties();
    Path log = options.target().resolve("controllers.log");
    Files.createDirectories(log.getParent());
    System.out.println("The controllers' own words go to " + log);
    // The harness prints them there.
    System.setErr(new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8));
    int status = 0;
    try {
      new JenkinsUnderLoad(options, System.out).measure();
    } catch (Throwable e) {
      e.printStackTrace(System.out);
      status = 1;
    }
    // The harness leaves threads behind.
    System.exit(status);
  }

  private void measure() throws Throwable {
    try {
      for (StepKind kind : options.kinds()) {
        List<String> javaOptions =
            new ArrayList<>(List.of("-Xms" + options.heap(), "-Xmx" + options.heap()));
        javaOptions.addAll(options.controllerOptions());
        Controller controller = new Controller(kind, javaOptions.toArray(String[]::new));
        controllers.add(controller);
        controller.start();
      }
      String description = controllers.get(0).describe();
      out.println(description);
      becomeIdle();
      Summary summary = new Summary(description, idle);
      for (int steps : options.steps()) {
        for (int seconds : options.hubSeconds()) {
          for (String durability : options.durabilities()) {
            measure(new Load(steps, seconds, durability), summary);
          }
        }
      }
      summary.write();
    } finally {
      for (Controller controller : controllers) {
        controller.close();
      }
    }
  }

  /** A controller that has run pipelines, but none of its own kind, and does nothing now. */
  private void becomeIdle() throws Throwable {
    for (String durability : options.durabilities()) {
      for (Controller controller : controllers) {
        controller.run(StepKind.SLEEP, new Load(WARM_UP_STEPS, WARM_UP_SECONDS, durability));
      }
    }
    Thread.sleep(options.settle().toMillis());
    for (Controller controller : controllers) {
      Idle found = controller.idle();
      idle.put(controller.kind(), found);
      out.printf(
          Locale.ROOT,
          "idle, %s: %d threads, heap %d MiB %s%n",
          controller.kind().label(),
          found.threads(),
          found.heap() >> 20,
          found.groups());
    }
  }

  private void measure(Load load, Summary summary) throws Throwable {
    Load warmUp = load.withHubSeconds(Math.min(load.hubSeconds(), WARM_UP_SECONDS));
    List<Controller> measured =
        controllers.stream()
            .filter(controller -> controller.kind().isMeasuredWith(load.steps()))
            .toList();
    if (warmedUp.add(warmUp)) {
      for (Controller controller : measured) {
        controller.run(warmUp);
      }
    }
    for (Controller controller : measured) {
      controller.settle(idle.get(controller.kind()).threads() + 1, options.settle());
    }
    List<Controller> order = new ArrayList<>(measured);
    for (int repeat = 0; repeat < options.repeats(load); repeat++) {
      for (Controller controller : order) {
        Result result = controller.run(load);
        summary.add(result);
        out.println(summary.line(result));
      }
      Collections.rotate(order, 1);
    }
  }
}
