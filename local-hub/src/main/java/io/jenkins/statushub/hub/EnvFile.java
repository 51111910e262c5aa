package io.jenkins.statushub.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A file of shell variables, as long as a hub listens. Only its owner can read it, because a hook
 * URL is a secret.
 */
final class EnvFile {
  private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

  private final Path file;

  private EnvFile(Path file) {
    this.file = file;
  }

  /**
   * Writes it.
   *
   * @param file replaced if it is there; its folder is created
   * @param lines what a shell would run
   * @throws IOException if it can't be written
   */
  static EnvFile write(Path file, List<String> lines) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    // Complete when it appears, since scripts wait for it.
    Path unfinished = absolute.resolveSibling(absolute.getFileName() + ".unfinished");
    Files.deleteIfExists(unfinished);
    boolean posix = absolute.getFileSystem().supportedFileAttributeViews().contains("posix");
    Files.createFile(unfinished, posix ? ownersOnly() : NO_ATTRIBUTES);
    Files.write(unfinished, lines, StandardCharsets.UTF_8);
    Files.move(unfinished, absolute, StandardCopyOption.REPLACE_EXISTING);
    // For a process that is ended.
    absolute.toFile().deleteOnExit();
    return new EnvFile(absolute);
  }

  private static FileAttribute<?>[] ownersOnly() {
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }

  /** Deletes the file. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
