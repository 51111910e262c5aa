package io.jenkins.statushub.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Whole files that are either the old or the new ones whatever happens: written beside their place,
 * fsync to disk, moved over it atomically, the folder fsync. Lines may be added to the end of one;
 * after a crash the last of them may be there in part.
 */
public final class DurableFiles {
  /** The ending of files that are not yet in their place. */
  public static final String UNFINISHED = ".tmp";

  /** Larger than any file of the ledger; what is larger is not one. */
  public static final int MAX_BYTES = 32 * 1024 * 1024;

  private static final boolean WINDOWS = java.io.File.separatorChar == '\\';
  private static final int WINDOWS_TRIES = 50;
  private static final long WINDOWS_PAUSE_NANOS = 10_000_000;

  private final boolean posix;
  private final boolean fsync;

  /**
   * @param root a folder on the file system in question
   * @param fsync whether to wait for the disk; without it a power failure may lose what was written
   *     last
   */
  public DurableFiles(Path root, boolean fsync) {
    this.posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
    this.fsync = fsync;
  }

  public void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, attributes("rwx------"));
    }
  }

  /** The file's bytes; null if there is no such file. */
  public byte @Nullable [] read(Path file) throws IOException {
    try {
      return Uninterruptibles.call(
          () -> {
            if (Files.size(file) > MAX_BYTES) {
              throw new IOException("it is larger than any file of the ledger");
            }
            return Files.readAllBytes(file);
          });
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @param durable whether its being there has to outlast a power failure. Otherwise the old file
   *     may come back after one, but never a broken one
   */
  public void write(Path file, byte[] bytes, boolean durable) throws IOException {
    // No UUID: its strong random numbers cost a cold JVM more than the write.
    String turn = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path unfinished = file.resolveSibling(file.getFileName() + "." + turn + UNFINISHED);
    try {
      Uninterruptibles.call(
          () -> {
            writeOnce(unfinished, bytes);
            return unfinished;
          });
      move(unfinished, file);
    } catch (IOException e) {
      deleteQuietly(unfinished);
      throw e;
    }
    if (durable) {
      forceFolder(file);
    }
  }

  /**
   * Tells one state of a file from its others, without reading it.
   *
   * @param fileKey what the file system knows the file by; null if it has no such thing
   * @param size in bytes
   * @param modified when it was last written
   */
  public record Version(@Nullable Object fileKey, long size, FileTime modified) {
    // A record's own equals() is made when it is first called, which takes a cold JVM many
    // milliseconds.
    private boolean isSameAs(Version other) {
      return Objects.equals(fileKey, other.fileKey)
          && size == other.size
          && modified.equals(other.modified);
    }
  }

  /**
   * Returns a file's version.
   *
   * @throws NoSuchFileException if there is no such file
   */
  public Version version(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new Version(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
  }

  /**
   * Returns whether a file still has a version. It is opened for that: a network file system then
   * asks its server.
   */
  public boolean isUnchanged(Path file, Version known) throws IOException {
    try {
      return Uninterruptibles.call(
          () -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
              return channel.size() == known.size() && known.isSameAs(version(file));
            }
          });
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Adds bytes to the end of a file that nobody else writes to meanwhile.
   *
   * @param known the version that it must have
   * @param length where its content ends; what lies behind is the rest of an addition that was
   *     broken off, and is removed
   * @param durable whether to wait until the disk has it
   * @return whether it was done; false, with nothing written, if the file has another version
   */
  public boolean append(Path file, Version known, long length, byte[] bytes, boolean durable)
      throws IOException {
    Addition addition = new Addition(file, known, length, bytes, durable && fsync);
    try {
      return Uninterruptibles.call(addition);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Begun again after an interrupt, it writes the same bytes to the same place. */
  private final class Addition implements Uninterruptibles.Operation<Boolean> {
    private final Path file;
    private final Version known;
    private final long length;
    private final byte[] bytes;
    private final boolean force;
    private boolean begun;

    Addition(Path file, Version known, long length, byte[] bytes, boolean force) {
      this.file = file;
      this.known = known;
      this.length = length;
      this.bytes = bytes;
      this.force = force;
    }

    @Override
    public Boolean run() throws IOException {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        // Asked while it is open: a network file system then asks its server.
        if (!begun && !known.isSameAs(version(file))) {
          return false;
        }
        begun = true;
        if (known.size() > length) {
          channel.truncate(length);
        }
        channel.position(length);
        try {
          writeAll(channel, bytes);
          if (force) {
            channel.force(true);
          }
        } catch (ClosedByInterruptException e) {
          throw e;
        } catch (IOException e) {
          truncateQuietly(channel, length);
          throw e;
        }
      }
      return true;
    }
  }

  /** What is reported as not written must not come to light later. */
  private static void truncateQuietly(FileChannel channel, long length) {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      // A part of an addition counts for nothing, and the first failure is the one to tell.
    }
  }

  private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private void writeOnce(Path file, byte[] bytes) throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    try (FileChannel channel = FileChannel.open(file, options, attributes("rw-------"))) {
      writeAll(channel, bytes);
      if (fsync) {
        channel.force(true);
      }
    }
  }

  /** Moves a file, replacing what is there; on one file system this is one step. */
  public void move(Path from, Path to) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (NoSuchFileException e) {
        throw e;
      } catch (FileSystemException e) {
        // Windows refuses to replace a file that another process is just reading.
        if (!WINDOWS || attempt == WINDOWS_TRIES) {
          throw e;
        }
        LockSupport.parkNanos(WINDOWS_PAUSE_NANOS);
      }
    }
  }

  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Makes an addition to or removal from the file's folder durable. Windows has no such thing. */
  public void forceFolder(Path file) throws IOException {
    Path folder = file.getParent();
    if (!fsync || WINDOWS || folder == null) {
      return;
    }
    Uninterruptibles.call(
        () -> {
          try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
          }
          return folder;
        });
  }

  /** Opens a file for locking, made if it is not there. */
  FileChannel openLockFile(Path file) throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      return FileChannel.open(file, options, attributes("rw-------"));
    } catch (FileAlreadyExistsException e) {
      return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
  }

  private FileAttribute<?>[] attributes(String permissions) {
    if (!posix) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // What is left over is removed by cleanup, and the first failure is the one to tell.
    }
  }
}
