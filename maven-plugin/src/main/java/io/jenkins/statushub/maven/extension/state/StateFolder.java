package io.jenkins.statushub.maven.extension.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;

/**
 * The folder {@code maven} of a ledger: what this extension has to know from one build to the next.
 */
final class StateFolder {
  private static final int NAME_BYTES = 12;

  private StateFolder() {}

  static Path of(Path ledger) {
    return ledger.resolve("maven");
  }

  /** Makes the folder, for nobody but its owner. */
  static void create(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }

  /** A file name for any key. */
  static String name(String key) {
    byte[] hash;
    try {
      hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < NAME_BYTES; i++) {
      name.append(Character.forDigit((hash[i] >> 4) & 0xf, 16));
      name.append(Character.forDigit(hash[i] & 0xf, 16));
    }
    return name.toString();
  }

  /** Writes a file that is whole or not there, whatever happens. */
  static void write(Path folder, String name, byte[] bytes) throws IOException {
    create(folder);
    Path unfinished = folder.resolve(name + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING))) {
      channel.write(ByteBuffer.wrap(bytes));
      channel.force(true);
    }
    Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
