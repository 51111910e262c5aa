package io.jenkins.statushub.cli;

import io.jenkins.statushub.files.FileErrors;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Work that is given up on, with a warning, if it fails or takes too long. */
final class BoundedWork {
  /** What the timeout of delivery leaves to everything around it. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  /** Who sends a signal soon sends one that can't be handled. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final long POLL_MILLIS = 50;

  private BoundedWork() {}

  /** What is to be done. */
  interface Work {
    void run() throws IOException;
  }

  /**
   * Does it on a thread of its own, since a file system that hangs can't be interrupted.
   *
   * @param timeout how long delivery may take
   * @param next what happens now if it takes longer, for the warning
   * @param interrupted returns whether somebody wants this process to end; then it has one second
   */
  static void run(Duration timeout, String next, BooleanSupplier interrupted, Work work)
      throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | RuntimeException | Error e) {
                Console.log(describe(e));
              }
            },
            "statushub-announce");
    thread.setDaemon(true);
    thread.start();
    long end = System.nanoTime() + timeout.plus(MARGIN).toNanos();
    boolean ending = false;
    while (thread.isAlive() && end - System.nanoTime() > 0) {
      thread.join(POLL_MILLIS);
      if (!ending && interrupted.getAsBoolean()) {
        ending = true;
        end = Math.min(end, System.nanoTime() + GRACE.toNanos());
      }
    }
    if (thread.isAlive()) {
      Console.log(
          ending
              ? "interrupted while announcing; send what is pending with: statushub flush"
              : "announcing takes longer than " + timeout.toSeconds() + " s; " + next);
    }
  }

  /** Returns one line; the message only of exceptions that never hold a secret. */
  static String describe(Throwable thrown) {
    if (thrown instanceof IOException e) {
      return FileErrors.describe(e);
    }
    return thrown instanceof io.jenkins.statushub.input.ParameterException
        ? String.valueOf(thrown.getMessage())
        : "an unexpected " + thrown.getClass().getSimpleName();
  }
}
