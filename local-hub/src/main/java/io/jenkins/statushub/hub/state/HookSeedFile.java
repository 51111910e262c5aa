package io.jenkins.statushub.hub.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/**
 * Keeps the seed of the hook URLs in the file {@code hook-url-seed} of a folder. Only its owner can
 * read it, because whoever has it knows every hook URL.
 */
public final class HookSeedFile {
  private static final String NAME = "hook-url-seed";
  private static final int SEED_BYTES = 32;
  private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

  private HookSeedFile() {}

  /**
   * Reads the seed, and creates folder and file with a random one if they are missing.
   *
   * @throws IOException if the file can't be read or written, or is damaged
   */
  // File locks are per JVM, so threads of one JVM take turns here.
  public static synchronized byte[] readOrCreate(Path folder) throws IOException {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    Files.createDirectories(folder, posix ? permissions("rwx------") : NO_ATTRIBUTES);
    Path file = folder.resolve(NAME);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            posix ? permissions("rw-------") : NO_ATTRIBUTES)) {
      if (posix) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      // Released when the channel is closed. Another hub may start at the same time.
      @SuppressWarnings("unused")
      FileLock lock = channel.lock();
      return channel.size() == 0 ? create(channel) : read(channel, file);
    }
  }

  private static FileAttribute<?>[] permissions(String permissions) {
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  private static byte[] create(FileChannel channel) throws IOException {
    byte[] seed = new byte[SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    ByteBuffer buffer = ByteBuffer.wrap(seed);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(true);
    return seed;
  }

  private static byte[] read(FileChannel channel, Path file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(SEED_BYTES + 1);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // Reads until the end of the file.
    }
    if (buffer.position() != SEED_BYTES) {
      throw new IOException(
          "the seed of the hook URLs in "
              + file
              + " is damaged: it must have "
              + SEED_BYTES
              + " bytes, but has "
              + channel.size()
              + "; delete the file to get new hook URLs");
    }
    byte[] seed = new byte[SEED_BYTES];
    buffer.flip().get(seed);
    return seed;
  }
}
