package io.jenkins.statushub.ledger.store;

import io.jenkins.statushub.json.JsonValues;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known under a key. The id is written before the incident's own file: after a crash in
 * between, the next announcement under the key opens the incident with that same id.
 *
 * @param service the service
 * @param key the key
 * @param id the incident last opened, or about to be opened, under the key; null if none yet
 * @param failures how many failures in a row were counted under the key
 */
public record KeyRecord(String service, String key, @Nullable String id, int failures) {

  public KeyRecord withId(@Nullable String newId) {
    return new KeyRecord(service, key, newId, failures);
  }

  public KeyRecord withFailures(int count) {
    return new KeyRecord(service, key, id, count);
  }

  byte[] write() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("version", EntryCodec.VERSION);
    map.put("service", service);
    map.put("key", key);
    EntryCodec.putIfGiven(map, "id", id);
    if (failures > 0) {
      map.put("failures", failures);
    }
    return JsonValues.writeReadable(map);
  }

  static KeyRecord read(byte[] json) throws IOException {
    Map<String, @Nullable Object> map = EntryCodec.readVersioned(json);
    String id = EntryCodec.optional(map, "id");
    return new KeyRecord(
        EntryCodec.text(map, "service"),
        EntryCodec.text(map, "key"),
        id == null || id.isEmpty() ? null : id,
        EntryCodec.number(map, "failures"));
  }
}
