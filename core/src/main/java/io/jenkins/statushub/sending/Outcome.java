package io.jenkins.statushub.sending;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of an announcement.
 *
 * @param kind which of the four it is
 * @param service the service it was for
 * @param id the id of the incident or maintenance; null where none was given or found
 * @param detail one line for people: the reason, and what happens next; never holds a hook URL
 * @param nextAttempt when a pending update is tried again, at the earliest; null if none is planned
 */
public record Outcome(
    Kind kind, String service, @Nullable String id, String detail, @Nullable Instant nextAttempt) {

  /** The four ends of an announcement. */
  public enum Kind {
    /** The hub has it. */
    DELIVERED,
    /** The ledger has it, the hub does not yet. */
    PENDING,
    /** The hub refused it, or it could not be kept. */
    FAILED,
    /** There was nothing to say. */
    SKIPPED;

    /** The word for logs, pages and scripts. */
    public String wire() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Whether {@code failOnError} makes a failure of it. */
  public boolean isFailure() {
    return kind == Kind.PENDING || kind == Kind.FAILED;
  }

  /** The one line for the build log. */
  public String line() {
    return "StatusHub: " + service + ": " + kind.wire() + (detail.isEmpty() ? "" : ", " + detail);
  }
}
