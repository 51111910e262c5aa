package io.jenkins.statushub.ledger.store;

import io.jenkins.statushub.hook.ServiceId;
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
public record KeyRecord(ServiceId service, String key, @Nullable String id, int failures) {

  /** Returns a record of a key under which nothing is known. */
  public static KeyRecord empty(ServiceId service, String key) {
    return new KeyRecord(service, key, null, 0);
  }

  /** Returns whether nothing is known under the key. */
  public boolean isEmpty() {
    return id == null && failures == 0;
  }

  /** Returns it with another incident. */
  public KeyRecord withId(@Nullable String newId) {
    return new KeyRecord(service, key, newId, failures);
  }

  /** Returns it with another count of failures. */
  public KeyRecord withFailures(int count) {
    return new KeyRecord(service, key, id, count);
  }

  byte[] write() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("version", EntryCodec.VERSION);
    EntryCodec.putService(map, service);
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
    ServiceId service;
    try {
      service = EntryCodec.service(map);
    } catch (IllegalArgumentException e) {
      throw new IOException("the service in it is none");
    }
    return new KeyRecord(
        service,
        EntryCodec.text(map, "key"),
        id == null || id.isEmpty() ? null : id,
        EntryCodec.number(map, "failures"));
  }
}
