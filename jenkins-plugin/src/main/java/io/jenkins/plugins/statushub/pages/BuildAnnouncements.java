package io.jenkins.plugins.statushub.pages;

import hudson.model.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a build said, in a file of its own beside {@code build.xml}: one line is added for each, so
 * that a build which says a thousand things does not write its record a thousand times.
 */
final class BuildAnnouncements {
  static final String FILE = "statushub.jsonl";

  private BuildAnnouncements() {}

  /** Adds what was said last. */
  static void add(Run<?, ?> run, AnnouncementRecord said) throws IOException {
    // The line break before it, too: a line that a crash cut off must not spoil this one.
    byte[] line = ("\n" + said.write() + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (BuildAnnouncements.class) {
      Files.write(file(run), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /** All that was said, in order; what was told twice counts as told the second time. */
  static List<AnnouncementRecord> read(Run<?, ?> run) throws IOException {
    Path file = file(run);
    if (!Files.exists(file)) {
      return List.of();
    }
    Map<String, AnnouncementRecord> all = new LinkedHashMap<>();
    for (String line : Files.readString(file).split("\n")) {
      if (!line.isBlank()) {
        try {
          AnnouncementRecord said = AnnouncementRecord.read(line);
          all.put(said.service() + " " + said.id() + " " + said.origin(), said);
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
