package io.jenkins.statushub.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  /** How many delivered updates a file keeps, besides the first. */
  static final int KEPT = 100;

  /** How many undelivered updates one incident may hold. */
  static final int MAX_PARKED = 1000;

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
    int count = 0;
    for (Update update : updates) {
      if (!update.standing().isSettled()) {
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

  /** The same without the oldest delivered updates but the first, so that files stay small. */
  Entry trimmed() {
    int surplus = -KEPT - 1;
    for (Update update : updates) {
      if (update.standing() == Standing.DELIVERED) {
        surplus++;
      }
    }
    if (surplus <= 0) {
      return this;
    }
    List<Update> kept = new ArrayList<>();
    int dropped = 0;
    for (int i = 0; i < updates.size(); i++) {
      Update update = updates.get(i);
      if (i > 0 && dropped < surplus && update.standing() == Standing.DELIVERED) {
        dropped++;
      } else {
        kept.add(update);
      }
    }
    return new Entry(kind, service, id, key, route, opened, forgotten + dropped, kept);
  }

  private Entry with(List<Update> changed) {
    return new Entry(kind, service, id, key, route, opened, forgotten, changed);
  }
}
