package io.jenkins.statushub.ledger;

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
 * @param route what the wrapper needs to find the hook URL again; null if it needs nothing
 * @param opened when the ledger took its first update
 * @param forgotten how many delivered updates were dropped from the file to keep it small
 * @param updates what was said, in order; at least one
 */
public record Entry(
    Kind kind,
    String service,
    String id,
    @Nullable String key,
    @Nullable String route,
    Instant opened,
    int forgotten,
    List<Update> updates) {

  /** How many updates that need nobody's care any more a file keeps, besides the first. */
  static final int KEPT = 100;

  /** How many updates that were not delivered one incident may hold. */
  static final int MAX_UNDELIVERED = 1000;

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
  public Entry {
    updates = List.copyOf(updates);
  }

  /** The last update. */
  public Update last() {
    return updates.get(updates.size() - 1);
  }

  /** The first update that still has to be delivered; null if there is none. */
  public @Nullable Update head() {
    for (Update update : updates) {
      if (!update.standing().isSettled()) {
        return update;
      }
    }
    return null;
  }

  /** How many updates still have to be delivered. */
  public int undelivered() {
    return count(update -> !update.standing().isSettled());
  }

  /** How many updates are not delivered, and neither forgone. */
  int missing() {
    return count(update -> update.standing().isMissing());
  }

  private int count(Predicate<Update> wanted) {
    int count = 0;
    for (Update update : updates) {
      if (wanted.test(update)) {
        count++;
      }
    }
    return count;
  }

  /** Whether the hub has at least one of its updates. */
  public boolean isPublished() {
    return forgotten > 0
        || updates.stream().anyMatch(update -> update.standing() == Standing.DELIVERED);
  }

  /** Whether anything of it was said or is still going to be. */
  boolean isSaid() {
    return forgotten > 0 || updates.stream().anyMatch(update -> update.standing().counts());
  }

  /**
   * Whether its end was said, or is going to be. A maintenance is open until its window is over.
   */
  public boolean isClosed() {
    return updates.stream().anyMatch(update -> update.isResolved() && update.standing().counts());
  }

  /** Whether an incident that the public may see is not over. */
  public boolean isOpenIncident() {
    return kind == Kind.INCIDENT && isSaid() && !isClosed();
  }

  /** The place of the last update that the hub has; 0 if it has none. */
  int lastDelivered() {
    int last = 0;
    for (Update update : updates) {
      if (update.standing() == Standing.DELIVERED) {
        last = update.sequence();
      }
    }
    return last;
  }

  @Nullable Update update(int sequence) {
    for (Update update : updates) {
      if (update.sequence() == sequence) {
        return update;
      }
    }
    return null;
  }

  Entry append(Update update) {
    List<Update> longer = new ArrayList<>(updates);
    longer.add(update);
    return with(longer);
  }

  Entry change(int sequence, UnaryOperator<Update> change) {
    List<Update> changed = new ArrayList<>(updates);
    changed.replaceAll(update -> update.sequence() == sequence ? change.apply(update) : update);
    return with(changed);
  }

  Entry changeAll(UnaryOperator<Update> change) {
    List<Update> changed = new ArrayList<>(updates);
    changed.replaceAll(change);
    return with(changed);
  }

  /** The same without the oldest of what needs no care any more, so that files stay small. */
  Entry trimmed() {
    int surplus = updates.size() - missing() - 1 - KEPT;
    if (surplus <= 0) {
      return this;
    }
    List<Update> kept = new ArrayList<>();
    int dropped = 0;
    int delivered = 0;
    for (int i = 0; i < updates.size(); i++) {
      Update update = updates.get(i);
      if (i == 0 || dropped == surplus || update.standing().isMissing()) {
        kept.add(update);
        continue;
      }
      dropped++;
      if (update.standing() == Standing.DELIVERED) {
        delivered++;
      }
    }
    return new Entry(kind, service, id, key, route, opened, forgotten + delivered, kept);
  }

  private Entry with(List<Update> changed) {
    return new Entry(kind, service, id, key, route, opened, forgotten, changed);
  }
}
