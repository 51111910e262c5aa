package io.jenkins.statushub.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Outcomes and notices in words: the same in Maven's console, Jenkins' log and on pages. */
final class OutcomeWords {
  private OutcomeWords() {}

  /** What became of one update, seen at the end of a run. */
  static Outcome of(Entry entry, int sequence) {
    Update update = entry.update(sequence);
    if (update == null) {
      return new Outcome(
          Outcome.Kind.DELIVERED, entry.service(), entry.id(), about(entry, null), null);
    }
    Update head = entry.head();
    // What holds up the whole incident holds this one up, too.
    Update telling = head != null && head.sequence() < sequence ? head : update;
    boolean behind = telling.sequence() != sequence;
    Standing standing = telling.standing();
    Instant next = telling.nextAttempt();
    return new Outcome(
        standing.outcome(),
        entry.service(),
        entry.id(),
        about(entry, update)
            + reason(standing, telling.problem(), behind)
            + afterwards(standing, next),
        standing.isSettled() ? null : next);
  }

  /** An update that is kept without a problem of its own. */
  static Outcome parked(Entry entry, int sequence, String why) {
    return new Outcome(
        Outcome.Kind.PARKED,
        entry.service(),
        entry.id(),
        about(entry, entry.update(sequence)) + ": " + why + "; kept, to be delivered later",
        null);
  }

  static Outcome rejected(String service, @Nullable String id, @Nullable String why) {
    return new Outcome(Outcome.Kind.REJECTED, service, id, String.valueOf(why), null);
  }

  static String takenAsDelivered(Entry entry, Update update, String why) {
    return "the hub refused "
        + about(entry, update)
        + " of service "
        + entry.service()
        + ", which may have got there in an earlier attempt, so it is taken as delivered; the hub said: "
        + why;
  }

  static String givenUp(Entry entry, Update update, String why) {
    return "given up on "
        + about(entry, update)
        + " of service "
        + entry.service()
        + ": "
        + why
        + "; it stays in the ledger, to be retried or discarded";
  }

  /** What was thrown, without a message that may hold anything. */
  static String failure(Throwable thrown) {
    return thrown instanceof LedgerException
        ? String.valueOf(thrown.getMessage())
        : "an unexpected " + thrown.getClass().getSimpleName();
  }

  private static String about(Entry entry, @Nullable Update update) {
    StringBuilder words = new StringBuilder();
    if (update != null) {
      words.append('\'').append(update.title()).append("' (");
      if (entry.kind() == Entry.Kind.MAINTENANCE) {
        words.append(update.startTime()).append(" to ").append(update.endTime()).append(", ");
      } else {
        words.append(update.state()).append(", ");
      }
      words.append(update.status()).append("), ");
    }
    return words.append(entry.kind().wire()).append(' ').append(entry.id()).toString();
  }

  private static String reason(Standing standing, String why, boolean behind) {
    if (standing == Standing.DELIVERED || why.isEmpty()) {
      return "";
    }
    return (behind ? ": an earlier update is not through: " : ": ") + why;
  }

  private static String afterwards(Standing standing, @Nullable Instant next) {
    return switch (standing) {
      case PARKED ->
          next == null
              ? "; kept, to be delivered later"
              : "; kept, to be tried again from " + next.truncatedTo(ChronoUnit.SECONDS);
      case REJECTED -> "; kept: it is delivered once the hook URL is right";
      case REFUSED -> "; kept in the ledger for you to look at";
      case GIVEN_UP, DISCARDED, SKIPPED, DELIVERED -> "";
    };
  }
}
