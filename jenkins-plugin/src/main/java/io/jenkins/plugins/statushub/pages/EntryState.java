package io.jenkins.plugins.statushub.pages;

import io.jenkins.statushub.ledger.model.AdminAction;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells what the status page shows of an entry, as far as the ledger knows. */
final class EntryState {
  private EntryState() {}

  /** Returns the last update that the public can see; null if there is none. */
  static @Nullable UpdateRecord published(LedgerEntry entry) {
    UpdateRecord last = null;
    for (UpdateRecord update : entry.updates()) {
      if (update.delivery() == DeliveryState.DELIVERED && !isDraft(update)) {
        last = update;
      }
    }
    return last;
  }

  /** Returns whether the public can see it. */
  static boolean isPublished(LedgerEntry entry) {
    return entry.pruned() > 0 || published(entry) != null;
  }

  /** Returns whether it is an incident that the hub knows as not over, drafts included. */
  static boolean isOpen(LedgerEntry entry) {
    return entry.kind() == LedgerEntry.Kind.INCIDENT
        && entry.isPublished()
        && !isClosedByPerson(entry)
        && entry.updates().stream()
            .noneMatch(
                update -> update.isResolved() && update.delivery() == DeliveryState.DELIVERED);
  }

  /** Returns whether a person decided that it is over without an update to the hub. */
  static boolean isClosedByPerson(LedgerEntry entry) {
    return entry.actions().stream().anyMatch(action -> action.type() == AdminAction.Type.CLOSED);
  }

  /** Returns whether a person has to do something before the hub gets all of it. */
  static boolean needsAttention(LedgerEntry entry) {
    return !isClosedByPerson(entry)
        && entry.updates().stream().anyMatch(update -> update.delivery().needsAttention());
  }

  /** Returns whether something of it is still tried by itself. */
  static boolean isPending(LedgerEntry entry) {
    return !isClosedByPerson(entry) && entry.head() != null;
  }

  /** Returns whether nothing more is going to happen to it. */
  static boolean isOver(LedgerEntry entry) {
    return !needsAttention(entry) && !isPending(entry) && !isOpen(entry);
  }

  /** Returns when a published maintenance window ends; null for an incident. */
  static @Nullable Instant windowEnd(LedgerEntry entry) {
    if (entry.kind() != LedgerEntry.Kind.MAINTENANCE || !isPublished(entry)) {
      return null;
    }
    try {
      return Instant.parse(entry.last().endTime());
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Returns the update that shows best why not all of it is delivered; null if all of it is. */
  static @Nullable UpdateRecord undelivered(LedgerEntry entry) {
    if (isClosedByPerson(entry)) {
      return null;
    }
    for (UpdateRecord update : entry.updates()) {
      if (update.delivery().needsAttention()) {
        return update;
      }
    }
    return entry.head();
  }

  static boolean isDraft(UpdateRecord update) {
    return Boolean.TRUE.equals(update.payload().get("draft"));
  }
}
