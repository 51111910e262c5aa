package io.jenkins.statushub.ledger.model;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The ledger can't do what was asked. The message says why and what helps; it holds no secret. */
public final class LedgerException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean limit;

  private LedgerException(String message, @Nullable Throwable cause, boolean limit) {
    super(message, cause);
    this.limit = limit;
  }

  /** The ledger's files can't be read, written or locked. */
  public LedgerException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  /** Returns an exception for an entry that is as large as it may become. */
  public static LedgerException limitReached(String message) {
    return new LedgerException(message, null, true);
  }

  /** Returns whether the ledger works and an entry in it takes no more. */
  public boolean isLimit() {
    return limit;
  }
}
