package io.jenkins.statushub.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

/** Work that is given up on, with a warning, if it fails or takes too long. */
final class BoundedWork {
  /** What the timeout of delivery leaves to everything around it. */
  private static final Duration MARGIN = Duration.ofMillis(500);

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
   */
  static void run(Duration timeout, String next, Work work) throws InterruptedException {
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
    thread.join(timeout.plus(MARGIN).toMillis());
    if (thread.isAlive()) {
      Console.log("announcing takes longer than " + timeout.toSeconds() + " s; " + next);
    }
  }

  /** Returns one line; the message only of exceptions that never hold a secret. */
  static String describe(Throwable thrown) {
    if (thrown instanceof FileSystemException e) {
      // Their message is often the path alone.
      return e.getFile() + " can't be used: " + reason(e);
    }
    return thrown instanceof IOException
            || thrown instanceof io.jenkins.statushub.input.ParameterException
        ? String.valueOf(thrown.getMessage())
        : "an unexpected " + thrown.getClass().getSimpleName();
  }

  private static String reason(FileSystemException e) {
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof NoSuchFileException) {
      return "it does not exist";
    }
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }
}
