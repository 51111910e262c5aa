package io.jenkins.statushub.cli;

import java.time.Duration;

/** A line on a terminal that says that something takes long; elsewhere nothing is printed. */
final class ProgressLine implements AutoCloseable {
  private final long begun = System.nanoTime();
  private boolean shown;

  /** Shows what is waited for, and since when. */
  void show(String text) {
    if (Console.isTerminal()) {
      shown = true;
      Console.progress(
          "StatusHub: "
              + text
              + ", "
              + Duration.ofNanos(System.nanoTime() - begun).toSeconds()
              + " s …");
    }
  }

  /** Removes the line. */
  @Override
  public void close() {
    if (shown) {
      Console.progress("");
    }
  }
}
