package io.jenkins.statushub.sending;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.hook.IncidentUpdate;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Outcomes and notices as text: the same in Maven's console, Jenkins' log and on pages. */
final class OutcomeMessages {
  private OutcomeMessages() {}

  /** Returns the outcome of one update, as it stands at the end of a delivery. */
  static Outcome of(LedgerEntry entry, int sequence) {
    UpdateRecord update = entry.update(sequence);
    if (update == null) {
      // It was delivered and pruned meanwhile.
      return outcome(Outcome.Kind.DELIVERED, entry, null, "delivered", "", null);
    }
    UpdateRecord head = entry.head();
    // What holds up the whole incident holds this one up, too.
    boolean behind = head != null && head.sequence() < sequence;
    UpdateRecord deciding = head != null && behind ? head : update;
    String problem = deciding.problem();
    return switch (deciding.delivery()) {
      case DELIVERED ->
          outcome(Outcome.Kind.DELIVERED, entry, update, action(entry, update), "", null);
      case PENDING, BLOCKED ->
          outcome(
              // A person has to correct the hook URL.
              deciding.delivery() == DeliveryState.BLOCKED
                  ? Outcome.Kind.FAILED
                  : Outcome.Kind.PENDING,
              entry,
              update,
              "",
              behind ? "waits for an earlier update: " + problem : problem,
              deciding.nextAttempt());
      case REJECTED, EXPIRED -> outcome(Outcome.Kind.FAILED, entry, update, "", problem, null);
      case DISCARDED, SKIPPED -> outcome(Outcome.Kind.SKIPPED, entry, update, "", problem, null);
    };
  }

  /** Returns what a delivered update did, in one or two words. */
  private static String action(LedgerEntry entry, UpdateRecord update) {
    String silently = update.isSilent() ? " silently" : "";
    if (update.isDraft()) {
      return "saved as a draft";
    }
    if (entry.kind() == LedgerEntry.Kind.MAINTENANCE) {
      return "announced" + silently;
    }
    if (update.isResolved()) {
      return "resolved" + silently;
    }
    boolean first =
        entry.pruned() == 0
            && entry.updates().stream()
                .noneMatch(
                    earlier ->
                        earlier.sequence() < update.sequence()
                            && earlier.delivery() == DeliveryState.DELIVERED
                            && !earlier.isDraft());
    return (first ? "opened" : "updated") + silently;
  }

  /** Returns the outcome of an update that is recorded and has no problem of its own. */
  static Outcome pending(LedgerEntry entry, int sequence, String reason) {
    UpdateRecord update = entry.update(sequence);
    Instant next = update == null ? null : update.nextAttempt();
    return outcome(Outcome.Kind.PENDING, entry, update, "", reason, next);
  }

  /** Returns the outcome of an announcement that is not in the ledger and was not sent. */
  static Outcome failed(Announcement announcement, String reason) {
    return unrecorded(Outcome.Kind.FAILED, announcement, announcement.id(), "", reason);
  }

  static Outcome skipped(Announcement announcement, @Nullable String id, String reason) {
    return unrecorded(Outcome.Kind.SKIPPED, announcement, id, "", reason);
  }

  /** Returns the outcome of an announcement that was sent and is recorded nowhere. */
  static Outcome sentWithoutLedger(Announcement announcement, String id) {
    return unrecorded(Outcome.Kind.DELIVERED, announcement, id, "sent without the ledger", "");
  }

  /** Returns the outcome of an announcement whose fate is not known within the time limit. */
  static Outcome timedOut(Announcement announcement) {
    return unrecorded(
        Outcome.Kind.FAILED,
        announcement,
        announcement.id(),
        "",
        "the ledger did not respond within the time limit; it may still record and send this");
  }

  private static Outcome unrecorded(
      Outcome.Kind kind,
      Announcement announcement,
      @Nullable String id,
      String action,
      String reason) {
    return new Outcome(
        kind,
        announcement.service(),
        id,
        action,
        reason,
        subject(announcement.payload(), id),
        null,
        announcement.warnings());
  }

  private static Outcome outcome(
      Outcome.Kind kind,
      LedgerEntry entry,
      @Nullable UpdateRecord update,
      String action,
      String reason,
      @Nullable Instant nextAttempt) {
    return new Outcome(
        kind,
        entry.service(),
        entry.id(),
        action,
        reason,
        subject(entry, update),
        nextAttempt,
        List.of());
  }

  static String takenAsDelivered(LedgerEntry entry, UpdateRecord update, String problem) {
    return entry.service().name()
        + ": the hub rejected "
        + subject(entry, update)
        + "; an earlier attempt may have delivered it, so it counts as delivered ("
        + problem
        + ")";
  }

  static String expired(LedgerEntry entry, UpdateRecord update, String problem) {
    return entry.service().name()
        + ": expired ("
        + problem
        + "), retry or discard it: "
        + subject(entry, update);
  }

  static String sentLate(LedgerEntry entry, UpdateRecord update) {
    return entry.service().name()
        + ": the window was over before it could be delivered, so it is sent without notifications: "
        + subject(entry, update);
  }

  /** Returns what was thrown, without a message that may hold anything. */
  static String failure(Throwable thrown) {
    return thrown instanceof LedgerException
        ? String.valueOf(thrown.getMessage())
        : "an unexpected " + thrown.getClass().getSimpleName();
  }

  private static String subject(Payload payload, @Nullable String id) {
    StringBuilder text = new StringBuilder();
    boolean incident = payload instanceof IncidentUpdate;
    text.append('\'').append(payload.title()).append("' (");
    if (payload instanceof IncidentUpdate update) {
      text.append(update.state().wire()).append(", ");
    }
    text.append(payload.status().wire()).append(')');
    if (id != null) {
      text.append(incident ? ", incident " : ", maintenance ").append(id);
    }
    return text.toString();
  }

  static String subject(LedgerEntry entry, @Nullable UpdateRecord update) {
    StringBuilder text = new StringBuilder();
    if (update != null) {
      text.append('\'').append(update.title()).append("' (");
      if (entry.kind() == LedgerEntry.Kind.MAINTENANCE) {
        text.append(update.startTime()).append(" to ").append(update.endTime()).append(", ");
      } else {
        text.append(update.state()).append(", ");
      }
      text.append(update.status()).append("), ");
    }
    return text.append(entry.kind().wire()).append(' ').append(entry.id()).toString();
  }
}
