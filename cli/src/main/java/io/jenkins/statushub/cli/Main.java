package io.jenkins.statushub.cli;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    int code = StatusHubCommand.execute(RawArguments.read(args));
    Console.flush();
    // Threads of a transport that waits for a dead hub must not keep the process.
    Runtime.getRuntime().halt(code);
  }
}
