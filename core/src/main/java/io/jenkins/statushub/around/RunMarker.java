package io.jenkins.statushub.around;

import io.jenkins.statushub.json.JsonValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A file in the ledger's folder {@code running} that exists while a run is under way, locked by its
 * process. A process that is killed can't report anything, but the system releases its lock: so the
 * next run sees that this one never ended.
 */
public final class RunMarker implements AutoCloseable {
  private static final String FOLDER = "running";
  private static final String ENDING = ".json";
  private static final String UNFINISHED = ".new";
  private static final int NAME_BYTES = 12;

  /** Far behind the content, which others may then read where locks are enforced. */
  private static final long LOCKED_BYTE = 1L << 40;

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Path file;
  private final FileChannel channel;

  private RunMarker(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * A run that was killed.
   *
   * @param started when it started, ISO 8601, or words that say that this is not known
   * @param details what the run wrote about itself
   */
  public record KilledRun(String started, List<String> details) {
    /** Keeps the details from being changed. */
    public KilledRun {
      details = List.copyOf(details);
    }
  }

  /**
   * Marks a run as under way.
   *
   * @param ledger the ledger's folder
   * @param key what the run's incidents are found by
   * @param details kept for whoever finds that it was killed
   * @throws IOException if the file can't be written
   */
  public static RunMarker create(Path ledger, String key, Instant started, List<String> details)
      throws IOException {
    Path folder = folder(ledger);
    String name = prefix(key) + process() + "-" + COUNT.incrementAndGet();
    Path unfinished = folder.resolve(name + UNFINISHED);
    FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    try {
      channel.write(
          ByteBuffer.wrap(
              JsonValues.writeReadable(
                  Map.of(
                      "version",
                      1,
                      "key",
                      key,
                      "started",
                      started.toString(),
                      "details",
                      details))));
      // Locked before it has its name, so that nobody finds it unlocked.
      channel.tryLock(LOCKED_BYTE, 1, false);
      Path file = folder.resolve(name + ENDING);
      Files.move(unfinished, file);
      return new RunMarker(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      Files.deleteIfExists(unfinished);
      throw e;
    }
  }

  /** Returns the folder, which is created for its owner only. */
  private static Path folder(Path ledger) throws IOException {
    Path folder = ledger.resolve(FOLDER);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
        : Files.createDirectories(folder);
  }

  /**
   * Finds, and forgets, the runs with a key that were killed.
   *
   * @param ledger the ledger's folder
   * @throws IOException if the folder can't be read
   */
  public static List<KilledRun> takeKilled(Path ledger, String key) throws IOException {
    List<KilledRun> found = new ArrayList<>();
    Path folder = ledger.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return found;
    }
    String own = prefix(key) + process() + "-";
    try (DirectoryStream<Path> markers =
        Files.newDirectoryStream(folder, prefix(key) + "*" + ENDING)) {
      for (Path each : markers) {
        // One of this process's own is not touched: closing it again would release its lock.
        if (!each.getFileName().toString().startsWith(own)) {
          KilledRun killed = take(each);
          if (killed != null) {
            found.add(killed);
          }
        }
      }
    }
    return found;
  }

  private static @Nullable KilledRun take(Path marker) throws IOException {
    try (FileChannel channel =
        FileChannel.open(marker, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null || !Files.exists(marker)) {
        return null;
      }
      KilledRun killed = read(Files.readAllBytes(marker));
      Files.deleteIfExists(marker);
      return killed;
    } catch (NoSuchFileException | OverlappingFileLockException e) {
      return null;
    }
  }

  private static KilledRun read(byte[] json) {
    List<String> details = new ArrayList<>();
    try {
      Map<String, @Nullable Object> map = JsonValues.read(json);
      if (map.get("details") instanceof List<?> list) {
        for (Object each : list) {
          details.add(String.valueOf(each));
        }
      }
      return new KilledRun(String.valueOf(map.get("started")), details);
    } catch (IOException e) {
      return new KilledRun("at a time that can't be read", details);
    }
  }

  private static String prefix(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, NAME_BYTES) + "-";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Names this process; its id alone may be that of another in another container. */
  private static String process() {
    ProcessHandle self = ProcessHandle.current();
    long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return self.pid() + "-" + started;
  }

  /**
   * Leaves the marker for the next run to find, as if this process had been killed: for a run that
   * was cancelled in a process that goes on.
   *
   * @throws IOException if the file can't be renamed
   */
  public void abandon() throws IOException {
    String name = file.getFileName().toString();
    int prefix = name.indexOf('-') + 1;
    try {
      // Under a name that this process, too, takes for that of another.
      Files.move(
          file,
          file.resolveSibling(name.substring(0, prefix) + "cancelled-" + name.substring(prefix)));
    } finally {
      channel.close();
    }
  }

  /**
   * Removes the marker: the run has ended.
   *
   * @throws IOException if the file can't be deleted
   */
  @Override
  public void close() throws IOException {
    // Deleted first: whoever looks in between still finds it locked.
    try {
      Files.deleteIfExists(file);
    } finally {
      channel.close();
    }
    Files.deleteIfExists(file);
  }
}
