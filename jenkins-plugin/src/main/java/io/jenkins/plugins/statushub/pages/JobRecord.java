package io.jenkins.plugins.statushub.pages;

import hudson.model.Job;
import io.jenkins.statushub.json.JsonValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents a job has spoken about last, in a small file in the job's folder: so the job's
 * page finds those that are open without reading the ledger, and the file goes with the job when it
 * is renamed, moved or deleted.
 */
final class JobRecord {
  static final String FILE = "statushub-incidents.json";

  /** How many incidents are remembered. */
  static final int KEPT = 100;

  private JobRecord() {}

  /**
   * An incident that a job spoke about.
   *
   * @param service its service
   * @param id its id
   * @param key the key that it was spoken about under; empty for none
   */
  record Ref(String service, String id, String key) {}

  static boolean exists(Job<?, ?> job) {
    return Files.exists(file(job));
  }

  /** The incidents, the last one last; none where the file can't be read. */
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
        if (each instanceof Map<?, ?> ref) {
          refs.add(new Ref(text(ref, "service"), text(ref, "id"), text(ref, "key")));
        }
      }
    }
    return refs;
  }

  /** Remembers an incident, and forgets the oldest where there are too many. */
  static synchronized void add(Job<?, ?> job, Ref ref) throws IOException {
    List<Ref> refs = new ArrayList<>(read(job));
    if (refs.contains(ref)) {
      return;
    }
    refs.removeIf(each -> each.service().equals(ref.service()) && each.id().equals(ref.id()));
    refs.add(ref);
    write(job, refs.subList(Math.max(0, refs.size() - KEPT), refs.size()));
  }

  /** Changes what is remembered. */
  static synchronized void change(Job<?, ?> job, UnaryOperator<Ref> change) throws IOException {
    List<Ref> refs = new ArrayList<>(read(job));
    refs.replaceAll(change);
    write(job, refs);
  }

  private static void write(Job<?, ?> job, List<Ref> refs) throws IOException {
    List<Object> list = new ArrayList<>();
    for (Ref ref : refs) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("service", ref.service());
      map.put("id", ref.id());
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
