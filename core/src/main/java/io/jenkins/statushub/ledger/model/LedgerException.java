package io.jenkins.statushub.ledger.model;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The ledger can't do what was asked. The message says why and what helps; it holds no secret. */
public final class LedgerException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean entryOnly;

  private LedgerException(String message, @Nullable Throwable cause, boolean entryOnly) {
    super(message, cause);
    this.entryOnly = entryOnly;
  }

  /** The ledger's files can't be read, written or locked. */
  public LedgerException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  /** Returns an exception about one entry that can't be changed, in a ledger that works. */
  public static LedgerException aboutEntry(String message) {
    return new LedgerException(message, null, true);
  }

  /** Returns whether only one entry can't be changed and the ledger works. */
  public boolean isAboutEntry() {
    return entryOnly;
  }
}
