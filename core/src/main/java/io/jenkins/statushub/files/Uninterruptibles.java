package io.jenkins.statushub.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Runs file operations to their end on a thread that is being interrupted. Both builds and
 * pipelines interrupt threads, and an interrupted channel closes itself in the middle of a write.
 */
final class Uninterruptibles {
  /** A file operation that may be begun again from its start. */
  interface Operation<T> {
    T run() throws IOException;
  }

  private Uninterruptibles() {}

  static <T> T call(Operation<T> operation) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          return operation.run();
        } catch (ClosedByInterruptException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
