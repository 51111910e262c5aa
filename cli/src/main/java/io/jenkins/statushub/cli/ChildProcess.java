package io.jenkins.statushub.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The command that is run. It inherits standard input, output and error as they are, and the
 * signals that reach this process reach it, too.
 */
final class ChildProcess {
  /** What shells answer for a command that can't be run. */
  static final int NOT_EXECUTABLE = 126;

  static final int NOT_FOUND = 127;

  /** Added to a signal's number to make the exit code of what it ended. */
  private static final int SIGNALED = 128;

  private static final Map<String, Integer> SIGNALS =
      Map.of("HUP", 1, "INT", 2, "TERM", 15, "USR1", 10);

  /**
   * How long a command's failure is held back to see whether a signal that ended it was meant for
   * this process, too: a terminal sends Ctrl-C to both, and one may be faster.
   */
  private static final long SIGNAL_GRACE_MILLIS = 300;

  private final List<String> command;
  private final @Nullable List<byte[]> raw;
  private @Nullable Process process;
  private @Nullable String signal;

  /**
   * @param command the program and its arguments
   * @param raw the same as bytes, if they can't all be given as text; otherwise null
   */
  ChildProcess(List<String> command, @Nullable List<byte[]> raw) {
    this.command = List.copyOf(command);
    this.raw = raw;
  }

  /** Begins to take signals; those that come before the command runs keep it from running. */
  void handleSignals() {
    for (String name : SIGNALS.keySet()) {
      Signals.handle(name, () -> received(name));
    }
  }

  private synchronized void received(String name) {
    if (!name.equals("USR1")) {
      signal = name;
    }
    notifyAll();
    Process running = process;
    if (running == null || !running.isAlive()) {
      return;
    }
    // A terminal sends Ctrl-C to all processes in its foreground; once more would be taken for
    // impatience.
    if (name.equals("INT") && Boolean.getBoolean("statushub.controllingTerminal")) {
      return;
    }
    forward(name, running);
  }

  private static void forward(String name, Process running) {
    if (name.equals("TERM")) {
      running.destroy();
      return;
    }
    try {
      // Java itself can send two signals only.
      new ProcessBuilder("kill", "-s", name, Long.toString(running.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      running.destroy();
    }
  }

  /**
   * Runs the command to its end.
   *
   * @return its exit code; for one that a signal ended, 128 and the signal's number
   */
  int run() throws InterruptedException {
    Process started;
    synchronized (this) {
      if (signal != null) {
        return exitCodeOfSignal();
      }
      try {
        started = builder().start();
      } catch (IOException e) {
        return reportUnstartable(e);
      }
      process = started;
    }
    int code = started.waitFor();
    if (code != 0) {
      awaitSignal();
    }
    return code;
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder =
        new ProcessBuilder(raw == null ? command : RawArguments.throughShell(raw)).inheritIO();
    restoreEnvironment(builder);
    return builder;
  }

  /** Undoes what the launchers do to find Java, and to have it read arguments as UTF-8. */
  private static void restoreEnvironment(ProcessBuilder builder) {
    builder.environment().remove("STATUSHUB_JAVA");
    restoreDropped(builder, builder.environment().remove("STATUSHUB_ENVIRONMENT"));
    String before = System.getenv("STATUSHUB_LC_ALL");
    if (before == null) {
      return;
    }
    builder.environment().remove("STATUSHUB_LC_ALL");
    if (before.startsWith("=")) {
      builder.environment().put("LC_ALL", before.substring(1));
    } else {
      builder.environment().remove("LC_ALL");
    }
  }

  /** Puts back variables that the launcher's shell dropped, Base64 of {@code name=value NUL …}. */
  private static void restoreDropped(ProcessBuilder builder, @Nullable String encoded) {
    if (encoded == null) {
      return;
    }
    try {
      String all = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      for (String each : all.split("\0")) {
        int equals = each.indexOf('=');
        if (equals > 0) {
          builder.environment().put(each.substring(0, equals), each.substring(equals + 1));
        }
      }
    } catch (IllegalArgumentException e) {
      // Not the launcher's.
    }
  }

  private int reportUnstartable(IOException e) {
    String reason = String.valueOf(e.getMessage());
    boolean found = !reason.contains("error=2,");
    Console.log(
        command.get(0)
            + (found
                ? ": can't be run" + reason.replaceFirst("(?s).*error=\\d+, ([^:]*).*", " ($1)")
                : ": command not found"));
    return found ? NOT_EXECUTABLE : NOT_FOUND;
  }

  private synchronized void awaitSignal() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SIGNAL_GRACE_MILLIS);
    while (signal == null) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  /** Returns whether somebody wanted this run to end: neither a failure nor a success. */
  synchronized boolean isInterrupted() {
    return signal != null;
  }

  /** Returns the exit code of a process that the received signal ended. */
  synchronized int exitCodeOfSignal() {
    return SIGNALED + SIGNALS.getOrDefault(signal == null ? "TERM" : signal, 0);
  }
}
