package io.jenkins.plugins.statushub.pages;

import hudson.model.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a build announced, in a file of its own beside {@code build.xml}: one line is added for each
 * announcement, so that a build with a thousand of them does not write its record a thousand times.
 */
final class BuildAnnouncements {
  static final String FILE = "statushub.jsonl";

  private BuildAnnouncements() {}

  /** Adds an announcement. */
  static void add(Run<?, ?> run, AnnouncementRecord record) throws IOException {
    // The line break before it, too: a line that a crash cut off must not spoil this one.
    byte[] line = ("\n" + record.write() + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (BuildAnnouncements.class) {
      Files.write(file(run), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /**
   * Returns all announcements, in order; of one that is recorded twice, what was recorded last.
   * Lines that can't be read are left out.
   *
   * @throws IOException if the file can't be read
   */
  static List<AnnouncementRecord> read(Run<?, ?> run) throws IOException {
    String text;
    try {
      // Not readString(): that fails for bytes that are no UTF-8.
      text = new String(Files.readAllBytes(file(run)), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    Map<List<String>, AnnouncementRecord> all = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isBlank()) {
        try {
          AnnouncementRecord record = AnnouncementRecord.read(line);
          all.put(List.of(record.scope(), record.service(), record.id(), record.origin()), record);
        } catch (IOException e) {
          // Cut off by a crash: the ledger has it all the same.
        }
      }
    }
    return new ArrayList<>(all.values());
  }

  private static Path file(Run<?, ?> run) {
    return run.getRootDir().toPath().resolve(FILE);
  }
}
