package io.jenkins.statushub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run of a command, with all the processes that it starts and waits for. */
final class TimedCommand {
  /** Seconds by the clock, and of processor time. */
  record Cost(double wall, double cpu) {}

  private final Map<String, String> environment;
  private final Path folder;

  /**
   * @param environment what the commands get besides this process's environment
   * @param folder for what they print
   */
  TimedCommand(Map<String, String> environment, Path folder) {
    this.environment = environment;
    this.folder = folder;
  }

  /**
   * Runs a command to its end.
   *
   * @throws IOException if it failed, with what it printed
   */
  Cost run(List<String> command) throws IOException, InterruptedException {
    Path printed = folder.resolve("printed.log");
    Path times = folder.resolve("times");
    List<String> timed = new ArrayList<>();
    // The shell's own word for it, which counts the processor time of grandchildren.
    timed.addAll(
        List.of(
            "bash",
            "-c",
            "TIMEFORMAT='%3R %3U %3S'; { time \"$@\" > '"
                + printed
                + "' 2>&1 < /dev/null; } 2> '"
                + times
                + "'",
            "timed"));
    timed.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(timed).inheritIO();
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IOException(
          String.join(" ", command) + " ended with " + code + ":\n" + Files.readString(printed));
    }
    String[] seconds = Files.readString(times).strip().split(" ", -1);
    return new Cost(
        Double.parseDouble(seconds[0]),
        Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]));
  }
}
