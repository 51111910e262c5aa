package io.jenkins.statushub.ledger.model;

import io.jenkins.statushub.hook.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One incident or one maintenance window in the ledger.
 *
 * @param kind which of the two
 * @param service the service it is about
 * @param id the id that all its updates share
 * @param key the key that it was opened under; null if the user gave only an id
 * @param hookUrlRef what the wrapper needs to find the hook URL again; null if it needs nothing
 * @param opened when the ledger recorded its first update
 * @param pruned how many delivered updates were removed from the file to keep it small
 * @param actions what people did to it, in order
 * @param updates its updates, in order; at least one
 */
public record LedgerEntry(
    Kind kind,
    ServiceId service,
    String id,
    @Nullable String key,
    @Nullable String hookUrlRef,
    Instant opened,
    int pruned,
    List<AdminAction> actions,
    List<UpdateRecord> updates) {

  /** How many settled updates a file keeps, besides the first. */
  public static final int MAX_SETTLED = 100;

  /** How many undelivered updates one incident may hold. */
  public static final int MAX_UNDELIVERED = 1000;

  /** What an entry is about. */
  public enum Kind {
    /** An incident: several updates, from the first to resolved. */
    INCIDENT("incident"),
    /** A maintenance window: one update. */
    MAINTENANCE("maintenance");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    /** Returns the hook's own word. */
    public String wire() {
      return wire;
    }
  }

  /** Copies the lists. */
  public LedgerEntry {
    actions = List.copyOf(actions);
    updates = List.copyOf(updates);
  }

  /** Returns the last update. */
  public UpdateRecord last() {
    return updates.get(updates.size() - 1);
  }

  /** Returns the first update that is still to be delivered; null if there is none. */
  public @Nullable UpdateRecord head() {
    return updates.stream()
        .filter(update -> !update.delivery().isSettled())
        .findFirst()
        .orElse(null);
  }

  /** Returns the last update that the hub has; null if it has none, or if it was pruned. */
  public @Nullable UpdateRecord lastDelivered() {
    UpdateRecord last = null;
    for (UpdateRecord update : updates) {
      if (update.delivery() == DeliveryState.DELIVERED) {
        last = update;
      }
    }
    return last;
  }

  /** Returns how many updates are still to be delivered. */
  public int unsettled() {
    return count(update -> !update.delivery().isSettled());
  }

  /** Returns how many updates the hub should have and does not have. */
  public int undelivered() {
    return count(update -> update.delivery().isUndelivered());
  }

  private int count(Predicate<UpdateRecord> condition) {
    return (int) updates.stream().filter(condition).count();
  }

  /** Returns whether the hub has at least one of its updates. */
  public boolean isPublished() {
    return pruned > 0
        || updates.stream().anyMatch(update -> update.delivery() == DeliveryState.DELIVERED);
  }

  /** Returns whether the hub has one of its updates or is still to get one. */
  public boolean isAnnounced() {
    return pruned > 0 || updates.stream().anyMatch(update -> update.delivery().counts());
  }

  /** Returns whether its end was announced, or a person closed it. */
  public boolean isClosed() {
    return actions.stream().anyMatch(action -> action.type() == AdminAction.Type.CLOSED)
        || updates.stream().anyMatch(update -> update.isResolved() && update.delivery().counts());
  }

  /** Returns whether it is an incident that the public may see and that is not over. */
  public boolean isOpenIncident() {
    return kind == Kind.INCIDENT && isAnnounced() && !isClosed();
  }

  /** Returns the update with a sequence number; null if there is none. */
  public @Nullable UpdateRecord update(int sequence) {
    for (UpdateRecord update : updates) {
      if (update.sequence() == sequence) {
        return update;
      }
    }
    return null;
  }

  /**
   * Returns this entry with one update more.
   *
   * @param newHookUrlRef what finds the hook URL from now on; null if nothing is needed
   */
  public LedgerEntry append(UpdateRecord update, @Nullable String newHookUrlRef) {
    List<UpdateRecord> longer = new ArrayList<>(updates);
    longer.add(update);
    return new LedgerEntry(kind, service, id, key, newHookUrlRef, opened, pruned, actions, longer);
  }

  /** Returns this entry with one update changed. */
  public LedgerEntry change(int sequence, UnaryOperator<UpdateRecord> change) {
    return changeAll(update -> update.sequence() == sequence ? change.apply(update) : update);
  }

  /** Returns this entry with all updates changed. */
  public LedgerEntry changeAll(UnaryOperator<UpdateRecord> change) {
    return withUpdates(updates.stream().map(change).toList());
  }

  /** Returns this entry with one action more. */
  public LedgerEntry withAction(AdminAction action) {
    List<AdminAction> longer = new ArrayList<>(actions);
    longer.add(action);
    return new LedgerEntry(kind, service, id, key, hookUrlRef, opened, pruned, longer, updates);
  }

  /** Returns this entry without the oldest settled updates that exceed {@link #MAX_SETTLED}. */
  public LedgerEntry withoutSurplus() {
    int surplus = updates.size() - undelivered() - 1 - MAX_SETTLED;
    if (surplus <= 0) {
      return this;
    }
    List<UpdateRecord> kept = new ArrayList<>();
    int removed = 0;
    int delivered = 0;
    for (int i = 0; i < updates.size(); i++) {
      UpdateRecord update = updates.get(i);
      if (i == 0 || removed == surplus || update.delivery().isUndelivered()) {
        kept.add(update);
        continue;
      }
      removed++;
      if (update.delivery() == DeliveryState.DELIVERED) {
        delivered++;
      }
    }
    return new LedgerEntry(
        kind, service, id, key, hookUrlRef, opened, pruned + delivered, actions, kept);
  }

  /** Returns this entry with other updates. */
  public LedgerEntry withUpdates(List<UpdateRecord> changed) {
    return new LedgerEntry(kind, service, id, key, hookUrlRef, opened, pruned, actions, changed);
  }
}
