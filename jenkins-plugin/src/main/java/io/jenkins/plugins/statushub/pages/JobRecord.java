package io.jenkins.plugins.statushub.pages;

import hudson.model.Job;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@link JobIncidents} of one job in a small file in the job's folder, so that it goes with
 * the job when that is renamed, moved or deleted.
 */
final class JobRecord {
  static final String FILE = "statushub-incidents.json";

  /** How many incidents of one job are remembered. */
  static final int MAX_INCIDENTS = 1000;

  private JobRecord() {}

  /**
   * An incident that a job announced.
   *
   * @param entry the incident
   * @param key the key that it was announced under; empty for none
   */
  record Ref(EntryRef entry, String key) {}

  static boolean exists(Job<?, ?> job) {
    return Files.exists(file(job));
  }

  /**
   * Returns the incidents, the newest last; none if there is no file.
   *
   * @throws IOException if the file can't be read
   */
  static List<Ref> read(Job<?, ?> job) throws IOException {
    Map<String, @Nullable Object> map;
    try {
      map = JsonValues.read(Files.readAllBytes(file(job)));
    } catch (NoSuchFileException e) {
      return List.of();
    }
    List<Ref> refs = new ArrayList<>();
    if (map.get("incidents") instanceof List<?> list) {
      for (Object each : list) {
        EntryRef entry =
            each instanceof Map<?, ?> ref
                ? EntryRef.parse(
                    LedgerEntry.Kind.INCIDENT.wire(),
                    text(ref, "scope"),
                    text(ref, "service"),
                    text(ref, "id"))
                : null;
        if (entry != null) {
          refs.add(new Ref(entry, text((Map<?, ?>) each, "key")));
        }
      }
    }
    return refs;
  }

  /** Writes the incidents in place of those that were written before. */
  static void write(Job<?, ?> job, List<Ref> refs) throws IOException {
    List<Object> list = new ArrayList<>();
    for (Ref ref : refs) {
      Map<String, Object> map = new LinkedHashMap<>();
      if (!ref.entry().service().scope().isEmpty()) {
        map.put("scope", ref.entry().service().scope());
      }
      map.put("service", ref.entry().service().name());
      map.put("id", ref.entry().id());
      map.put("key", ref.key());
      list.add(map);
    }
    Path file = file(job);
    Path beside = file.resolveSibling(FILE + ".tmp");
    Files.write(beside, JsonValues.writeReadable(Map.of("version", 1L, "incidents", list)));
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path file(Job<?, ?> job) {
    return job.getRootDir().toPath().resolve(FILE);
  }

  private static String text(Map<?, ?> map, String name) {
    return map.get(name) instanceof String text ? text : "";
  }
}
