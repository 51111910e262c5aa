package io.jenkins.statushub.ledger.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One incident or one maintenance in the ledger.
 *
 * @param kind which of the two
 * @param service the service it is about
 * @param id what all its updates share
 * @param key the key that it was opened under; null where the user named an id alone
 * @param hookUrlRef what the wrapper needs to find the hook URL again; null if it needs nothing
 * @param opened when the ledger took its first update
 * @param pruned how many delivered updates were dropped from the file to keep it small
 * @param updates what was said, in order; at least one
 */
public record LedgerEntry(
    Kind kind,
    String service,
    String id,
    @Nullable String key,
    @Nullable String hookUrlRef,
    Instant opened,
    int pruned,
    List<UpdateRecord> updates) {

  /** How many updates that need nobody's care any more a file keeps, besides the first. */
  public static final int KEPT = 100;

  /** How many updates that were not delivered one incident may hold. */
  public static final int MAX_UNDELIVERED = 1000;

  /** What an entry is about. */
  public enum Kind {
    /** An incident: several updates, from the first to resolved. */
    INCIDENT("incident"),
    /** A maintenance: one update. */
    MAINTENANCE("maintenance");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    /** The hook's own word. */
    public String wire() {
      return wire;
    }
  }

  /** Copies the list. */
  public LedgerEntry {
    updates = List.copyOf(updates);
  }

  /** The last update. */
  public UpdateRecord last() {
    return updates.get(updates.size() - 1);
  }

  /** The first update that still has to be delivered; null if there is none. */
  public @Nullable UpdateRecord head() {
    for (UpdateRecord update : updates) {
      if (!update.delivery().isSettled()) {
        return update;
      }
    }
    return null;
  }

  /** How many updates still have to be delivered. */
  public int undelivered() {
    return count(update -> !update.delivery().isSettled());
  }

  /** How many updates are not delivered, and neither forgone. */
  public int missing() {
    return count(update -> update.delivery().isMissing());
  }

  private int count(Predicate<UpdateRecord> wanted) {
    int count = 0;
    for (UpdateRecord update : updates) {
      if (wanted.test(update)) {
        count++;
      }
    }
    return count;
  }

  /** Whether the hub has at least one of its updates. */
  public boolean isPublished() {
    return pruned > 0
        || updates.stream().anyMatch(update -> update.delivery() == DeliveryState.DELIVERED);
  }

  /** Whether anything of it was said or is still going to be. */
  public boolean isAnnounced() {
    return pruned > 0 || updates.stream().anyMatch(update -> update.delivery().counts());
  }

  /**
   * Whether its end was said, or is going to be. A maintenance is open until its window is over.
   */
  public boolean isClosed() {
    return updates.stream().anyMatch(update -> update.isResolved() && update.delivery().counts());
  }

  /** Whether an incident that the public may see is not over. */
  public boolean isOpenIncident() {
    return kind == Kind.INCIDENT && isAnnounced() && !isClosed();
  }

  /** The place of the last update that the hub has; 0 if it has none. */
  public int lastDelivered() {
    int last = 0;
    for (UpdateRecord update : updates) {
      if (update.delivery() == DeliveryState.DELIVERED) {
        last = update.sequence();
      }
    }
    return last;
  }

  public @Nullable UpdateRecord update(int sequence) {
    for (UpdateRecord update : updates) {
      if (update.sequence() == sequence) {
        return update;
      }
    }
    return null;
  }

  public LedgerEntry append(UpdateRecord update) {
    List<UpdateRecord> longer = new ArrayList<>(updates);
    longer.add(update);
    return with(longer);
  }

  public LedgerEntry change(int sequence, UnaryOperator<UpdateRecord> change) {
    List<UpdateRecord> changed = new ArrayList<>(updates);
    changed.replaceAll(update -> update.sequence() == sequence ? change.apply(update) : update);
    return with(changed);
  }

  public LedgerEntry changeAll(UnaryOperator<UpdateRecord> change) {
    List<UpdateRecord> changed = new ArrayList<>(updates);
    changed.replaceAll(change);
    return with(changed);
  }

  /** The same without the oldest of what needs no care any more, so that files stay small. */
  public LedgerEntry trimmed() {
    int surplus = updates.size() - missing() - 1 - KEPT;
    if (surplus <= 0) {
      return this;
    }
    List<UpdateRecord> kept = new ArrayList<>();
    int dropped = 0;
    int delivered = 0;
    for (int i = 0; i < updates.size(); i++) {
      UpdateRecord update = updates.get(i);
      if (i == 0 || dropped == surplus || update.delivery().isMissing()) {
        kept.add(update);
        continue;
      }
      dropped++;
      if (update.delivery() == DeliveryState.DELIVERED) {
        delivered++;
      }
    }
    return new LedgerEntry(kind, service, id, key, hookUrlRef, opened, pruned + delivered, kept);
  }

  private LedgerEntry with(List<UpdateRecord> changed) {
    return new LedgerEntry(kind, service, id, key, hookUrlRef, opened, pruned, changed);
  }
}
