package io.jenkins.statushub.ledger.store;

import io.jenkins.statushub.concurrent.LockHandle;
import io.jenkins.statushub.files.DurableFiles;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.ledger.store.LedgerFiles.DamagedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Keeps the ledger bounded in age, number and bytes. What is pending is never dropped; what is
 * dropped without being over is reported.
 */
public final class LedgerCleanup {
  /** How often it looks, at the most. */
  static final Duration INTERVAL = Duration.ofDays(1);

  /** How long what is over is kept. */
  static final Duration KEPT = Duration.ofDays(90);

  /** How long an incident that was never resolved is kept. */
  static final Duration KEPT_OPEN = Duration.ofDays(400);

  /** How long failures in a row are counted after the last of them. */
  static final Duration KEPT_COUNTS = Duration.ofDays(90);

  /** How many settled entries are kept. */
  static final int MAX_ENTRIES = 100_000;

  /** How many bytes of settled entries are kept. */
  static final long MAX_BYTES = 512L * 1024 * 1024;

  private static final Duration UNFINISHED_FOR = Duration.ofHours(1);

  private final LedgerStorage storage;
  private final LedgerFiles ledgerFiles;
  private final DurableFiles files;
  private final Clock clock;
  private final Consumer<String> notices;
  private final int maxEntries;
  private final long maxBytes;

  LedgerCleanup(
      LedgerStorage storage,
      LedgerFiles ledgerFiles,
      DurableFiles files,
      Clock clock,
      Consumer<String> notices) {
    this(storage, ledgerFiles, files, clock, notices, MAX_ENTRIES, MAX_BYTES);
  }

  LedgerCleanup(
      LedgerStorage storage,
      LedgerFiles ledgerFiles,
      DurableFiles files,
      Clock clock,
      Consumer<String> notices,
      int maxEntries,
      long maxBytes) {
    this.storage = storage;
    this.ledgerFiles = ledgerFiles;
    this.files = files;
    this.clock = clock;
    this.notices = notices;
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
  }

  /**
   * Cleans up if nobody has for a day. A failure is reported and harms nothing.
   *
   * <p>Age is measured by the earlier of this moment and the last clean-up: a clock that is far
   * ahead for a moment drops nothing, because the clean-up before it was not.
   */
  void cleanUpIfDue() {
    Path stamp = storage.folder().resolve("last-cleanup");
    try {
      if (!storage.exists()) {
        return;
      }
      Instant now = clock.instant();
      Instant last = Files.exists(stamp) ? Files.getLastModifiedTime(stamp).toInstant() : null;
      if (last != null
          && now.isBefore(last.plus(INTERVAL))
          && !now.isBefore(last.minus(INTERVAL))) {
        return;
      }
      files.write(stamp, new byte[0], false);
      Files.setLastModifiedTime(stamp, FileTime.from(now));
      // Without an earlier clean-up nothing counts as old; number and bytes are bounded all the
      // same.
      Instant earlier = last == null ? Instant.EPOCH : last;
      cleanUp(earlier.isBefore(now) ? earlier : now);
    } catch (IOException | RuntimeException e) {
      notices.accept(
          "the ledger " + storage.folder() + " could not be cleaned up: " + e.getMessage());
    }
  }

  void cleanUp(Instant now) throws IOException {
    dropUnfinished();
    int entries = 0;
    long bytes = 0;
    try (Stream<String> names = ledgerFiles.settledNames()) {
      for (String name : (Iterable<String>) names::iterator) {
        if (dropIfOld(name, now)) {
          continue;
        }
        entries++;
        bytes += sizeOf(ledgerFiles.settledFile(name));
      }
    }
    if (entries > maxEntries || bytes > maxBytes) {
      dropOldest(entries, bytes);
    }
    dropLooseKeys(now);
  }

  private void dropUnfinished() throws IOException {
    // By the file system's clock: it is the one that dated them.
    Instant before = Instant.now().minus(UNFINISHED_FOR);
    for (Path file : ledgerFiles.unfinished()) {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private boolean dropIfOld(String name, Instant now) throws IOException {
    Path file = ledgerFiles.settledFile(name);
    LedgerEntry entry;
    try {
      if (Files.getLastModifiedTime(file).toInstant().plus(KEPT).isAfter(now)) {
        // Not even read: most of a large ledger is young.
        return false;
      }
      entry = ledgerFiles.peek(name);
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      // Reported by whoever needs it.
      return false;
    }
    if (entry == null) {
      return true;
    }
    UpdateRecord last = entry.last();
    Instant touched = last.settled() == null ? last.recorded() : last.settled();
    boolean open = entry.isOpenIncident();
    if (!touched.plus(open ? KEPT_OPEN : KEPT).isBefore(now)) {
      return false;
    }
    String why = "";
    if (open) {
      why = "it has been open for " + KEPT_OPEN.toDays() + " days";
    } else if (entry.undelivered() > 0) {
      why = "nobody looked at what was not delivered of it for " + KEPT.toDays() + " days";
    }
    if (!drop(name, entry)) {
      return false;
    }
    if (!why.isEmpty()) {
      notices.accept(
          "dropped "
              + entry.kind().wire()
              + " "
              + entry.id()
              + " of service "
              + entry.service()
              + " from the ledger: "
              + why);
    }
    return true;
  }

  /** Drops an entry unless something was added to it meanwhile. */
  private boolean drop(String name, LedgerEntry seen) throws IOException {
    try (LockHandle lock = storage.lockEntry(name, storage.defaultDeadline())) {
      StoredEntry stored = storage.loadLocked(name);
      if (stored == null || !stored.entry().equals(seen) || seen.head() != null) {
        return false;
      }
      ledgerFiles.deleteSettled(name);
      return true;
    }
  }

  private record Sized(String name, FileTime touched, long bytes) {}

  private void dropOldest(int entries, long bytes) throws IOException {
    List<Sized> all = new ArrayList<>(entries);
    try (Stream<String> names = ledgerFiles.settledNames()) {
      for (String name : (Iterable<String>) names::iterator) {
        try {
          BasicFileAttributes attributes =
              Files.readAttributes(ledgerFiles.settledFile(name), BasicFileAttributes.class);
          all.add(new Sized(name, attributes.lastModifiedTime(), attributes.size()));
        } catch (NoSuchFileException e) {
          // Moved meanwhile: it is in use.
        }
      }
    }
    all.sort(Comparator.comparing(Sized::touched));
    int left = entries;
    long leftBytes = bytes;
    for (Sized each : all) {
      if (left <= maxEntries && leftBytes <= maxBytes) {
        break;
      }
      if (dropUnlessOpen(each.name())) {
        left--;
        leftBytes -= each.bytes();
      }
    }
    report(entries - left, left > maxEntries || leftBytes > maxBytes);
  }

  private boolean dropUnlessOpen(String name) throws IOException {
    LedgerEntry entry;
    try {
      entry = ledgerFiles.peek(name);
    } catch (IOException e) {
      return false;
    }
    return entry != null && !entry.isOpenIncident() && drop(name, entry);
  }

  private void report(int dropped, boolean stillFull) {
    String limits =
        maxEntries + " incidents and maintenances or " + maxBytes / (1024 * 1024) + " MiB";
    if (dropped > 0) {
      notices.accept(
          "dropped the "
              + dropped
              + " oldest incidents and maintenances that are over from the ledger "
              + storage.folder()
              + ": it held more than "
              + limits);
    }
    if (stillFull) {
      notices.accept(
          "the ledger "
              + storage.folder()
              + " holds more than "
              + limits
              + " that are still open, which are not dropped; resolve or discard some");
    }
  }

  /** A key that points to nothing, for longer than any opening takes, is of no use. */
  private void dropLooseKeys(Instant now) throws IOException {
    try (Stream<String> names = ledgerFiles.keyNames()) {
      for (String name : (Iterable<String>) names::iterator) {
        if (isOld(ledgerFiles.keyFile(name), INTERVAL, now)) {
          dropIfLoose(name, now);
        }
      }
    }
  }

  private void dropIfLoose(String name, Instant now) throws IOException {
    try (LockHandle lock = storage.lockKey(name, storage.defaultDeadline())) {
      KeyRecord key = ledgerFiles.peekKey(name);
      if (key == null || !isOld(ledgerFiles.keyFile(name), INTERVAL, now)) {
        return;
      }
      String id = key.id();
      boolean pointsToNothing =
          id == null
              || ledgerFiles.peek(
                      LedgerFileNames.ofEntry(LedgerEntry.Kind.INCIDENT, key.service(), id))
                  == null;
      boolean hasWindow = false;
      for (String window : key.windows()) {
        hasWindow |=
            ledgerFiles.peek(
                    LedgerFileNames.ofEntry(LedgerEntry.Kind.MAINTENANCE, key.service(), window))
                != null;
      }
      boolean counts = key.failures() > 0 && !isOld(ledgerFiles.keyFile(name), KEPT_COUNTS, now);
      if (pointsToNothing && !counts && !hasWindow) {
        ledgerFiles.deleteKey(name);
      }
    } catch (DamagedException e) {
      // Set aside by whoever needs it.
    }
  }

  private static boolean isOld(Path file, Duration age, Instant now) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().plus(age).isBefore(now);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static long sizeOf(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
