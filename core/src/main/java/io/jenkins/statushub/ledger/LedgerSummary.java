package io.jenkins.statushub.ledger;

import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a ledger a person wants to know at a glance. The same for consoles and pages.
 *
 * @param openIncidents incidents that are not over
 * @param windows maintenance windows that run or are still to begin
 * @param pending updates that are tried again without a person's help
 * @param needsAttention updates that a person has to do something about: their hook URL is unknown
 *     or wrong, the hub rejected them, or they expired
 */
public record LedgerSummary(
    List<LedgerEntry> openIncidents,
    List<LedgerEntry> windows,
    List<Item> pending,
    List<Item> needsAttention) {

  /**
   * One undelivered update.
   *
   * @param entry its incident or maintenance window
   * @param update the update
   */
  public record Item(LedgerEntry entry, UpdateRecord update) {

    /** Returns whether it waits for an earlier update of its incident. */
    public boolean isBehindAnother() {
      UpdateRecord head = entry.head();
      return head != null && head.sequence() < update.sequence();
    }
  }

  /** Copies the lists. */
  public LedgerSummary {
    openIncidents = List.copyOf(openIncidents);
    windows = List.copyOf(windows);
    pending = List.copyOf(pending);
    needsAttention = List.copyOf(needsAttention);
  }

  /** Returns whether there is nothing to show. */
  public boolean isEmpty() {
    return openIncidents.isEmpty()
        && windows.isEmpty()
        && pending.isEmpty()
        && needsAttention.isEmpty();
  }

  /**
   * Returns what of it is about one service.
   *
   * @param service its name; null or blank for all services
   */
  public LedgerSummary ofService(@Nullable String service) {
    if (service == null || service.isBlank()) {
      return this;
    }
    String name = service.trim();
    return new LedgerSummary(
        openIncidents.stream().filter(each -> isOf(each, name)).toList(),
        windows.stream().filter(each -> isOf(each, name)).toList(),
        pending.stream().filter(each -> isOf(each.entry(), name)).toList(),
        needsAttention.stream().filter(each -> isOf(each.entry(), name)).toList());
  }

  private static boolean isOf(LedgerEntry entry, String service) {
    return entry.service().name().equals(service);
  }

  static LedgerSummary of(Stream<LedgerEntry> entries, Instant now) {
    List<LedgerEntry> openIncidents = new ArrayList<>();
    List<LedgerEntry> windows = new ArrayList<>();
    List<Item> pending = new ArrayList<>();
    List<Item> needsAttention = new ArrayList<>();
    entries.forEach(
        entry -> {
          if (entry.isOpenIncident()) {
            openIncidents.add(entry);
          } else if (isCurrentWindow(entry, now)) {
            windows.add(entry);
          }
          for (UpdateRecord update : entry.updates()) {
            if (update.delivery() == DeliveryState.PENDING) {
              pending.add(new Item(entry, update));
            } else if (update.delivery().needsAttention()) {
              needsAttention.add(new Item(entry, update));
            }
          }
        });
    return new LedgerSummary(openIncidents, windows, pending, needsAttention);
  }

  private static boolean isCurrentWindow(LedgerEntry entry, Instant now) {
    if (entry.kind() != LedgerEntry.Kind.MAINTENANCE || !entry.isAnnounced()) {
      return false;
    }
    try {
      return !Instant.parse(entry.last().endTime()).isBefore(now);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
