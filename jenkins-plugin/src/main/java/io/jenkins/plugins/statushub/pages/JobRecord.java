package io.jenkins.plugins.statushub.pages;

import hudson.model.Job;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@link JobIncidents} of one job in a small file in the job's folder, so that it goes with
 * the job when that is renamed, moved or deleted: a document, and behind it one line for each
 * incident that came to it or was over since, so that a build which opens a thousand does not write
 * the document a thousand times.
 */
final class JobRecord {
  static final String FILE = "statushub-incidents.json";

  /** How many incidents of one job are remembered. */
  static final int MAX_INCIDENTS = 1000;

  /** How long the file may become before it is written anew, without lines. */
  private static final int MAX_BYTES = 1024 * 1024;

  private static final String OVER = "over";

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
   * Returns the incidents, the newest last; none if there is no file. A line that a crash cut off
   * is left out.
   *
   * @throws IOException if the file can't be read
   */
  static List<Ref> read(Job<?, ?> job) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file(job));
    } catch (NoSuchFileException e) {
      return List.of();
    }
    JsonValues.Leading document = JsonValues.readLeading(bytes);
    Map<EntryRef, Ref> refs = new LinkedHashMap<>();
    if (document.object().get("incidents") instanceof List<?> list) {
      list.forEach(each -> put(refs, each));
    }
    String lines =
        new String(
            bytes, document.length(), bytes.length - document.length(), StandardCharsets.UTF_8);
    for (String line : lines.split("\n", -1)) {
      if (!line.isBlank()) {
        try {
          put(refs, JsonValues.read(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
          // Cut off by a crash: the next announcement of the incident adds it again.
        }
      }
    }
    return newest(new ArrayList<>(refs.values()));
  }

  private static void put(Map<EntryRef, Ref> refs, @Nullable Object item) {
    if (!(item instanceof Map<?, ?> map)) {
      return;
    }
    EntryRef entry =
        EntryRef.parse(
            LedgerEntry.Kind.INCIDENT.wire(),
            text(map, "scope"),
            text(map, "service"),
            text(map, "id"));
    if (entry != null) {
      refs.remove(entry);
      if (!Boolean.TRUE.equals(map.get(OVER))) {
        refs.put(entry, new Ref(entry, text(map, "key")));
      }
    }
  }

  /** Returns those that are remembered. */
  static List<Ref> newest(List<Ref> refs) {
    return refs.subList(Math.max(0, refs.size() - MAX_INCIDENTS), refs.size());
  }

  /**
   * Adds an incident.
   *
   * @param all the incidents with it
   */
  static void add(Job<?, ?> job, Ref ref, List<Ref> all) throws IOException {
    append(job, map(ref), all);
  }

  /**
   * Notes that an incident is over.
   *
   * @param all the incidents without it
   */
  static void remove(Job<?, ?> job, Ref ref, List<Ref> all) throws IOException {
    Map<String, Object> line = map(ref);
    line.put(OVER, true);
    append(job, line, all);
  }

  private static void append(Job<?, ?> job, Map<String, Object> line, List<Ref> all)
      throws IOException {
    Path file = file(job);
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
      write(job, all);
      return;
    }
    // The line break before it, too: a line that a crash cut off must not spoil this one.
    String text = "\n" + new String(JsonValues.write(line), StandardCharsets.UTF_8) + "\n";
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  /** Writes the incidents in place of those that were written before. */
  static void write(Job<?, ?> job, List<Ref> refs) throws IOException {
    List<Object> list = new ArrayList<>();
    for (Ref ref : refs) {
      list.add(map(ref));
    }
    Path file = file(job);
    Path beside = file.resolveSibling(FILE + ".tmp");
    Files.write(beside, JsonValues.writeReadable(Map.of("version", 1L, "incidents", list)));
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Map<String, Object> map(Ref ref) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!ref.entry().service().scope().isEmpty()) {
      map.put("scope", ref.entry().service().scope());
    }
    map.put("service", ref.entry().service().name());
    map.put("id", ref.entry().id());
    map.put("key", ref.key());
    return map;
  }

  private static Path file(Job<?, ?> job) {
    return job.getRootDir().toPath().resolve(FILE);
  }

  private static String text(Map<?, ?> map, String name) {
    return map.get(name) instanceof String text ? text : "";
  }
}
