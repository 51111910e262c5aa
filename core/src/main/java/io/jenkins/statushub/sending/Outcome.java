package io.jenkins.statushub.sending;

import io.jenkins.statushub.hook.ServiceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of an announcement.
 *
 * @param kind which of the four it is
 * @param service the service it was for
 * @param id the id of the incident or maintenance window; null if none was given or found
 * @param action what a delivered announcement did, such as {@code opened}; empty if not delivered
 * @param reason why it is pending, failed or skipped, for people; empty if delivered
 * @param subject what it was about: title, state and status, id
 * @param nextAttempt when a pending update is tried again, at the earliest; null if none is planned
 * @param warnings lines about what was changed in it or went wrong besides; never holds a hook URL
 */
public record Outcome(
    Kind kind,
    ServiceId service,
    @Nullable String id,
    String action,
    String reason,
    String subject,
    @Nullable Instant nextAttempt,
    List<String> warnings) {

  /** The four ends of an announcement. */
  public enum Kind {
    /** The hub has it. */
    DELIVERED,
    /** The ledger has it, the hub does not have it yet. */
    PENDING,
    /** The hub rejected it, its hook URL is unknown, or it could not be recorded. */
    FAILED,
    /** There was nothing to announce. */
    SKIPPED;

    /** Returns the word for logs, pages and scripts. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the list. */
  public Outcome {
    warnings = List.copyOf(warnings);
  }

  /** Returns the same with more warnings, which come first. */
  public Outcome withWarnings(List<String> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<String> all = new java.util.ArrayList<>(more);
    all.addAll(warnings);
    return new Outcome(kind, service, id, action, reason, subject, nextAttempt, all);
  }

  /** Returns whether {@code failOnError} makes a failure of it. */
  public boolean isFailure() {
    return kind == Kind.PENDING || kind == Kind.FAILED;
  }

  /** Returns the one line for the log of a process that tries again by itself. */
  public String line() {
    Instant next = nextAttempt;
    return line(next == null ? "" : "next attempt " + next.truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * Returns the one line for the log.
   *
   * @param nextAction what happens next to a pending update, such as {@code send it with: mvn
   *     statushub:flush}; empty if there is nothing to report
   */
  public String line(String nextAction) {
    StringBuilder line = new StringBuilder("StatusHub: ").append(service.name()).append(": ");
    line.append(kind == Kind.DELIVERED ? action : kind.wire());
    if (!reason.isEmpty()) {
      line.append(" (").append(reason).append(')');
    }
    if (kind == Kind.PENDING && !nextAction.isEmpty()) {
      line.append(", ").append(nextAction);
    }
    if (!subject.isEmpty()) {
      line.append(": ").append(subject);
    }
    return line.toString();
  }
}
