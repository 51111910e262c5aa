package io.jenkins.statushub.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where the command prints: results to the standard output, everything else to the standard error
 * output, both in UTF-8.
 */
public final class Console {
  private static final PrintStream OUT = stream(FileDescriptor.out);
  private static final PrintStream ERR = stream(FileDescriptor.err);

  private Console() {}

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  static PrintStream out() {
    return OUT;
  }

  static PrintStream err() {
    return ERR;
  }

  /** Prints a line of a result. */
  static void result(String line) {
    OUT.println(line);
  }

  /** Prints a line for people to the standard error output. */
  public static void log(String line) {
    ERR.println("StatusHub: " + line);
  }

  /** Prints lines to the standard error output as they are. */
  public static void print(String lines) {
    ERR.println(lines);
  }

  /** Returns whether a person may look at the standard error output; the launcher finds out. */
  public static boolean isTerminal() {
    return Boolean.getBoolean("statushub.terminal");
  }

  /** Writes over the current line of a terminal; empty text removes it. */
  static void progress(String text) {
    ERR.print("\r\033[K" + text);
    ERR.flush();
  }

  static void flush() {
    for (PrintStream each : Arrays.asList(OUT, ERR)) {
      each.flush();
    }
  }
}
