package io.jenkins.statushub.sending;

import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Outcomes and notices in words: the same in Maven's console, Jenkins' log and on pages. */
final class OutcomeMessages {
  private OutcomeMessages() {}

  /** What became of one update, seen at the end of a run. */
  static Outcome of(LedgerEntry entry, int sequence) {
    UpdateRecord update = entry.update(sequence);
    if (update == null) {
      return new Outcome(
          Outcome.Kind.DELIVERED, entry.service(), entry.id(), about(entry, null), null);
    }
    UpdateRecord head = entry.head();
    // What holds up the whole incident holds this one up, too.
    UpdateRecord telling = head != null && head.sequence() < sequence ? head : update;
    boolean behind = telling.sequence() != sequence;
    DeliveryState delivery = telling.delivery();
    Instant next = telling.nextAttempt();
    return new Outcome(
        delivery.outcome(),
        entry.service(),
        entry.id(),
        about(entry, update)
            + reason(delivery, telling.problem(), behind)
            + afterwards(delivery, next),
        delivery.isSettled() ? null : next);
  }

  /** An update that is kept without a problem of its own. */
  static Outcome pending(LedgerEntry entry, int sequence, String why) {
    return new Outcome(
        Outcome.Kind.PENDING,
        entry.service(),
        entry.id(),
        about(entry, entry.update(sequence)) + ": " + why + "; kept, to be delivered later",
        null);
  }

  static Outcome rejected(String service, @Nullable String id, @Nullable String why) {
    return new Outcome(Outcome.Kind.FAILED, service, id, String.valueOf(why), null);
  }

  static String takenAsDelivered(LedgerEntry entry, UpdateRecord update, String why) {
    return "the hub refused "
        + about(entry, update)
        + " of service "
        + entry.service()
        + ", which may have got there in an earlier attempt, so it is taken as delivered; the hub said: "
        + why;
  }

  static String expired(LedgerEntry entry, UpdateRecord update, String why) {
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

  private static String about(LedgerEntry entry, @Nullable UpdateRecord update) {
    StringBuilder words = new StringBuilder();
    if (update != null) {
      words.append('\'').append(update.title()).append("' (");
      if (entry.kind() == LedgerEntry.Kind.MAINTENANCE) {
        words.append(update.startTime()).append(" to ").append(update.endTime()).append(", ");
      } else {
        words.append(update.state()).append(", ");
      }
      words.append(update.status()).append("), ");
    }
    return words.append(entry.kind().wire()).append(' ').append(entry.id()).toString();
  }

  private static String reason(DeliveryState delivery, String why, boolean behind) {
    if (delivery == DeliveryState.DELIVERED || why.isEmpty()) {
      return "";
    }
    return (behind ? ": an earlier update is not through: " : ": ") + why;
  }

  private static String afterwards(DeliveryState delivery, @Nullable Instant next) {
    return switch (delivery) {
      case PENDING ->
          next == null
              ? "; kept, to be delivered later"
              : "; kept, to be tried again from " + next.truncatedTo(ChronoUnit.SECONDS);
      case BLOCKED -> "; kept: it is delivered once the hook URL is right";
      case REJECTED -> "; kept in the ledger for you to look at";
      case EXPIRED, DISCARDED, SKIPPED, DELIVERED -> "";
    };
  }
}
