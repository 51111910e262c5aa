package io.jenkins.statushub.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Searches for secrets in all files below a folder, whatever they are. */
public final class SecretSearch extends SimpleFileVisitor<Path> {
  private final Collection<String> secrets;
  private final List<Path> found = new ArrayList<>();

  private SecretSearch(Collection<String> secrets) {
    this.secrets = secrets;
  }

  /**
   * Returns the files that hold a secret, compressed or not; none if the folder does not exist.
   *
   * @param secrets parts of hook URLs that are nowhere else
   * @throws IOException if a file can't be read; what is gone meanwhile is passed over
   */
  public static List<Path> filesWith(Collection<String> secrets, Path folder) throws IOException {
    SecretSearch search = new SecretSearch(secrets);
    Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, search);
    return search.found;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (attributes.isRegularFile()) {
      try {
        String text = read(file);
        if (secrets.stream().anyMatch(text::contains)) {
          found.add(file);
        }
      } catch (NoSuchFileException e) {
        // A process that runs writes and moves files.
      }
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException || failure instanceof FileSystemLoopException) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }

  private static String read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
      try (GZIPInputStream unzipped = new GZIPInputStream(Files.newInputStream(file))) {
        bytes = unzipped.readAllBytes();
      }
    }
    // One byte, one character: a secret in ASCII is found in any kind of file.
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
