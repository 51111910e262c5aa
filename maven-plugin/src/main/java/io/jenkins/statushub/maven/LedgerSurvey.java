package io.jenkins.statushub.maven;

import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a ledger a person wants to know.
 *
 * @param folder the ledger's folder
 * @param openIncidents incidents that are not over, the oldest first
 * @param windows maintenance windows that are not over, the oldest first
 * @param waiting updates that are still going to be sent
 * @param setAside updates that are not, unless a person retries them
 * @param damaged the names of files that could not be read
 */
record LedgerSurvey(
    String folder,
    List<LedgerEntry> openIncidents,
    List<LedgerEntry> windows,
    List<Item> waiting,
    List<Item> setAside,
    List<String> damaged) {

  /** One update with the entry that it belongs to. */
  record Item(LedgerEntry entry, UpdateRecord update) {}

  static LedgerSurvey of(Ledger ledger, Predicate<LedgerEntry> wanted, Instant now)
      throws LedgerException {
    LedgerSurvey survey =
        new LedgerSurvey(
            ledger.folder().toString(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            ledger.damaged());
    try (Stream<LedgerEntry> entries = ledger.entries()) {
      entries.filter(wanted).forEach(entry -> survey.add(entry, now));
    }
    survey.openIncidents.sort(Comparator.comparing(LedgerEntry::opened));
    survey.windows.sort(Comparator.comparing(LedgerEntry::opened));
    survey.waiting.sort(Comparator.comparing(item -> item.update().accepted()));
    survey.setAside.sort(Comparator.comparing(item -> item.update().accepted()));
    return survey;
  }

  private void add(LedgerEntry entry, Instant now) {
    if (entry.isOpenIncident()) {
      openIncidents.add(entry);
    } else if (entry.kind() == LedgerEntry.Kind.MAINTENANCE && !isOver(entry, now)) {
      windows.add(entry);
    }
    for (UpdateRecord update : entry.updates()) {
      switch (update.delivery()) {
        case PENDING, BLOCKED -> waiting.add(new Item(entry, update));
        case REJECTED, EXPIRED -> setAside.add(new Item(entry, update));
        case DELIVERED, DISCARDED, SKIPPED -> {}
      }
    }
  }

  private static boolean isOver(LedgerEntry window, Instant now) {
    if (window.last().delivery() == DeliveryState.DISCARDED) {
      return true;
    }
    try {
      return Instant.parse(window.last().endTime()).isBefore(now);
    } catch (DateTimeParseException e) {
      return true;
    }
  }

  /** For {@link io.jenkins.statushub.json.JsonValues}. */
  Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("ledger", folder);
    map.put("openIncidents", openIncidents.stream().map(LedgerSurvey::entry).toList());
    map.put("maintenances", windows.stream().map(LedgerSurvey::entry).toList());
    map.put("pending", waiting.stream().map(LedgerSurvey::item).toList());
    map.put("setAside", setAside.stream().map(LedgerSurvey::item).toList());
    map.put("damagedFiles", damaged);
    return map;
  }

  private static Map<String, @Nullable Object> entry(LedgerEntry entry) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("service", entry.service());
    map.put("id", entry.id());
    map.put("key", entry.key());
    map.put("opened", entry.opened());
    return withUpdate(map, entry.last());
  }

  private static Map<String, @Nullable Object> item(Item item) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kind", item.entry().kind().wire());
    map.put("service", item.entry().service());
    map.put("id", item.entry().id());
    withUpdate(map, item.update());
    map.put("standing", item.update().delivery().wire());
    map.put("problem", item.update().problem());
    map.put("failures", item.update().failures());
    map.put("nextAttempt", item.update().nextAttempt());
    return map;
  }

  private static Map<String, @Nullable Object> withUpdate(
      Map<String, @Nullable Object> map, UpdateRecord update) {
    map.put("title", update.title());
    if (!update.state().isEmpty()) {
      map.put("state", update.state());
    }
    map.put("status", update.status());
    map.put("startTime", update.startTime());
    if (!update.endTime().isEmpty()) {
      map.put("endTime", update.endTime());
    }
    return map;
  }
}
