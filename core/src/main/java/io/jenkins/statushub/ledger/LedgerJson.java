package io.jenkins.statushub.ledger;

import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ledger's summary as JSON, for scripts. The same from Maven and the command. */
public final class LedgerJson {
  private LedgerJson() {}

  /**
   * Returns what {@link io.jenkins.statushub.json.JsonValues} writes.
   *
   * @param folder the ledger's folder
   * @param summary what of it is wanted
   * @param damaged the names of files that could not be read
   */
  public static Map<String, @Nullable Object> of(
      String folder, LedgerSummary summary, List<String> damaged) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("ledger", folder);
    map.put("openIncidents", summary.openIncidents().stream().map(LedgerJson::entry).toList());
    map.put("maintenances", summary.windows().stream().map(LedgerJson::entry).toList());
    map.put("pending", summary.pending().stream().map(LedgerJson::item).toList());
    map.put("needsAttention", summary.needsAttention().stream().map(LedgerJson::item).toList());
    map.put("damagedFiles", damaged);
    return map;
  }

  private static Map<String, @Nullable Object> entry(LedgerEntry entry) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("service", entry.service().name());
    map.put("id", entry.id());
    map.put("key", entry.key());
    map.put("opened", entry.opened());
    return withUpdate(map, entry.last());
  }

  private static Map<String, @Nullable Object> item(LedgerSummary.Item item) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kind", item.entry().kind().wire());
    map.put("service", item.entry().service().name());
    map.put("id", item.entry().id());
    withUpdate(map, item.update());
    map.put("delivery", item.update().delivery().wire());
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
