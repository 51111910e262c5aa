package io.jenkins.statushub.maven.extension.state;

import io.jenkins.statushub.json.JsonValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A file that is there while a build runs, locked by its process. A process that is killed can't
 * announce anything, but the system releases its lock: so the next build sees that this one never
 * came to its end.
 */
public final class BuildMarker implements AutoCloseable {
  private static final String ENDING = ".json";
  private static final String UNFINISHED = ".new";

  /** Far behind the content, which others may then read where locks are enforced. */
  private static final long LOCKED_BYTE = 1L << 40;

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Path file;
  private final FileChannel channel;

  private BuildMarker(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Marks a build as running. */
  public static BuildMarker create(Path ledger, String key, Instant started, List<String> modules)
      throws IOException {
    Path folder = StateFolder.of(ledger);
    StateFolder.create(folder);
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
                      "modules",
                      modules))));
      // Locked before it has its name, so that nobody finds it unlocked.
      channel.tryLock(LOCKED_BYTE, 1, false);
      Path file = folder.resolve(name + ENDING);
      Files.move(unfinished, file);
      return new BuildMarker(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      Files.deleteIfExists(unfinished);
      throw e;
    }
  }

  /** Finds, and forgets, the builds with a key that were killed. */
  public static List<KilledBuild> takeKilled(Path ledger, String key) throws IOException {
    List<KilledBuild> found = new ArrayList<>();
    Path folder = StateFolder.of(ledger);
    if (!Files.isDirectory(folder)) {
      return found;
    }
    String own = prefix(key) + process() + "-";
    try (DirectoryStream<Path> markers =
        Files.newDirectoryStream(folder, prefix(key) + "*" + ENDING)) {
      for (Path each : markers) {
        // One of this process's own is passed over: closing it again would release its lock.
        if (!each.getFileName().toString().startsWith(own)) {
          KilledBuild killed = take(each);
          if (killed != null) {
            found.add(killed);
          }
        }
      }
    }
    return found;
  }

  private static @Nullable KilledBuild take(Path marker) throws IOException {
    try (FileChannel channel =
        FileChannel.open(marker, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null || !Files.exists(marker)) {
        return null;
      }
      KilledBuild killed = read(Files.readAllBytes(marker));
      Files.deleteIfExists(marker);
      return killed;
    } catch (NoSuchFileException | OverlappingFileLockException e) {
      return null;
    }
  }

  private static KilledBuild read(byte[] json) {
    List<String> modules = new ArrayList<>();
    try {
      Map<String, @Nullable Object> map = JsonValues.read(json);
      if (map.get("modules") instanceof List<?> list) {
        for (Object each : list) {
          modules.add(String.valueOf(each));
        }
      }
      return new KilledBuild(String.valueOf(map.get("started")), modules);
    } catch (IOException e) {
      return new KilledBuild("a time that can't be read", modules);
    }
  }

  private static String prefix(String key) {
    return "running-" + StateFolder.name(key) + "-";
  }

  /** Names this process; its id alone may be that of another in another container. */
  private static String process() {
    ProcessHandle self = ProcessHandle.current();
    long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return self.pid() + "-" + started;
  }

  /** Ends the marking, with the build. */
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
