package io.jenkins.statushub.ledger.store;

import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.json.JsonValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known under a key. An id is written before the entry's own file: after a crash in
 * between, the next announcement under the key opens the incident with that same id.
 *
 * @param service the service
 * @param key the key
 * @param id the incident last opened, or about to be opened, under the key; null if none yet
 * @param failures how many failures in a row were counted under the key
 * @param windows the maintenance windows announced under the key that may not be over yet, the
 *     oldest first
 */
public record KeyRecord(
    ServiceId service, String key, @Nullable String id, int failures, List<String> windows) {

  /** Copies the list. */
  public KeyRecord {
    windows = List.copyOf(windows);
  }

  /** Returns a record of a key under which nothing is known. */
  public static KeyRecord empty(ServiceId service, String key) {
    return new KeyRecord(service, key, null, 0, List.of());
  }

  /** Returns whether nothing is known under the key. */
  public boolean isEmpty() {
    return id == null && failures == 0 && windows.isEmpty();
  }

  /** Returns it with another incident. */
  public KeyRecord withId(@Nullable String newId) {
    return new KeyRecord(service, key, newId, failures, windows);
  }

  /** Returns it with another count of failures. */
  public KeyRecord withFailures(int count) {
    return new KeyRecord(service, key, id, count, windows);
  }

  /** Returns it with other maintenance windows. */
  public KeyRecord withWindows(List<String> ids) {
    return new KeyRecord(service, key, id, failures, ids);
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
    if (!windows.isEmpty()) {
      map.put("windows", windows);
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
        key(map),
        id == null || id.isEmpty() ? null : id,
        EntryCodec.number(map, "failures"),
        windows(map));
  }

  /** Windows of commands typed by hand have an empty key. */
  private static String key(Map<String, @Nullable Object> map) throws IOException {
    if (map.get("key") instanceof String key) {
      return key;
    }
    throw new IOException("it has no key");
  }

  private static List<String> windows(Map<String, @Nullable Object> map) {
    List<String> windows = new ArrayList<>();
    if (map.get("windows") instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof String id && !id.isEmpty()) {
          windows.add(id);
        }
      }
    }
    return windows;
  }
}
