package io.jenkins.statushub.ledger.model;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The ledger could not be read or written. The message is one line for people. */
public final class LedgerException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong and where to mend it
   * @param cause what the file system said; null if nothing
   */
  public LedgerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
