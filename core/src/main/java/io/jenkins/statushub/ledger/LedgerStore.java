package io.jenkins.statushub.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's files. Each entry is one file, which lies in {@code parked} while something of it
 * has to be delivered and in {@code settled} otherwise, so that finding what is parked costs
 * nothing for what is not. It is moved between the two, never copied: there is always one of it.
 */
final class LedgerStore {
  private static final String ENDING = ".json";

  final Path folder;
  private final Path parked;
  private final Path settled;
  private final Path keys;
  private final Path holds;
  private final Path damaged;
  private final DurableFiles files;
  private final Clock clock;
  private final Notices notices;

  /** A file operation of the ledger. */
  interface Operation<T> {
    T run() throws IOException;
  }

  /** A file operation of the ledger that may find nothing. */
  interface LookUp<T> {
    @Nullable T run() throws IOException;
  }

  LedgerStore(Path folder, DurableFiles files, Clock clock, Notices notices) {
    this.folder = folder;
    this.parked = folder.resolve("parked");
    this.settled = folder.resolve("settled");
    this.keys = folder.resolve("keys");
    this.holds = folder.resolve("holds");
    this.damaged = folder.resolve("damaged");
    this.files = files;
    this.clock = clock;
    this.notices = notices;
  }

  /** Makes the folders. */
  void create() throws IOException {
    for (Path each : new Path[] {folder, parked, settled, keys, holds, damaged}) {
      files.createFolder(each);
    }
  }

  /** The entry; null if there is none, or if its file was damaged and has been set aside. */
  @Nullable Entry load(String name) throws IOException {
    Entry entry = read(parked.resolve(name + ENDING));
    if (entry == null) {
      entry = read(settled.resolve(name + ENDING));
    }
    // A third look, for readers without the lock: it may just have been moved back.
    return entry != null ? entry : read(parked.resolve(name + ENDING));
  }

  /** The entry, if something of it has to be delivered; null otherwise. */
  @Nullable Entry loadParked(String name) throws IOException {
    return read(parked.resolve(name + ENDING));
  }

  private @Nullable Entry read(Path file) throws IOException {
    byte[] bytes = files.read(file);
    if (bytes == null) {
      return null;
    }
    try {
      return EntryCodec.readEntry(bytes);
    } catch (EntryCodec.NewerVersionException e) {
      throw newer(file, e);
    } catch (IOException e) {
      setAside(file, e);
      return null;
    }
  }

  private static LedgerException newer(Path file, IOException e) {
    return new LedgerException(
        "the ledger file "
            + file
            + " was written by a newer version of this product ("
            + e.getMessage()
            + "); it is left as it is: update this plugin, or use another ledger folder",
        null);
  }

  /**
   * Moves a file that can't be read out of the way, so that it stops nothing and nobody loses it.
   */
  private void setAside(Path file, IOException why) throws IOException {
    Path target =
        damaged.resolve(file.getFileName() + "." + clock.instant().toEpochMilli() + ".damaged");
    try {
      files.createFolder(damaged);
      files.move(file, target);
    } catch (NoSuchFileException e) {
      return;
    }
    notices.warn(
        "the ledger file "
            + file.getFileName()
            + " is damaged ("
            + why.getMessage()
            + "); it was kept as "
            + target
            + " and what it held is not delivered");
  }

  /** Puts an entry on disk, where it belongs. */
  void save(String name, Entry entry) throws IOException {
    Path inParked = parked.resolve(name + ENDING);
    Path inSettled = settled.resolve(name + ENDING);
    boolean settles = entry.head() == null;
    if (!settles && !Files.exists(inParked) && Files.exists(inSettled)) {
      files.move(inSettled, inParked);
    }
    Path there = settles && !Files.exists(inParked) ? inSettled : inParked;
    files.write(there, EntryCodec.write(entry.trimmed()));
    if (settles && there.equals(inParked)) {
      files.move(inParked, inSettled);
    }
  }

  void delete(String name) throws IOException {
    files.delete(settled.resolve(name + ENDING));
    files.delete(parked.resolve(name + ENDING));
  }

  @Nullable KeyRecord loadKey(String name) throws IOException {
    Path file = keys.resolve(name + ENDING);
    byte[] bytes = files.read(file);
    if (bytes == null) {
      return null;
    }
    try {
      return KeyRecord.read(bytes);
    } catch (EntryCodec.NewerVersionException e) {
      throw newer(file, e);
    } catch (IOException e) {
      setAside(file, e);
      return null;
    }
  }

  void saveKey(String name, KeyRecord key) throws IOException {
    files.write(keys.resolve(name + ENDING), key.write());
  }

  void deleteKey(String name) throws IOException {
    files.delete(keys.resolve(name + ENDING));
  }

  /** Until when the hub wants to be left alone about a service; null if it may be asked now. */
  @Nullable Instant heldUntil(String service) throws IOException {
    Path file = holds.resolve(service + "-hold" + ENDING);
    byte[] bytes = files.read(file);
    if (bytes == null) {
      return null;
    }
    try {
      Hold hold = Hold.read(bytes);
      return hold.isActive(clock.instant()) ? hold.until() : null;
    } catch (IOException e) {
      setAside(file, e);
      return null;
    }
  }

  void hold(String service, Instant until) throws IOException {
    Instant already = heldUntil(service);
    if (already == null || already.isBefore(until)) {
      files.write(
          holds.resolve(service + "-hold" + ENDING),
          new Hold(clock.instant(), until).write(service));
    }
  }

  /** The names of entries with something to deliver, read from the disk as they are asked for. */
  Stream<String> parkedNames() throws IOException {
    return names(parked);
  }

  /** The names of entries with nothing to deliver. */
  Stream<String> settledNames() throws IOException {
    return names(settled);
  }

  Stream<String> keyNames() throws IOException {
    return names(keys);
  }

  /** The names of files that were set aside. */
  Stream<String> damagedNames() throws IOException {
    return list(damaged).map(path -> path.getFileName().toString());
  }

  Path settledFile(String name) {
    return settled.resolve(name + ENDING);
  }

  Path keyFile(String name) {
    return keys.resolve(name + ENDING);
  }

  /** Files that a process which died left unfinished, and those being written now. */
  List<Path> unfinished() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path each : new Path[] {parked, settled, keys, holds}) {
      try (Stream<Path> files = list(each)) {
        files
            .filter(path -> path.getFileName().toString().endsWith(DurableFiles.UNFINISHED))
            .forEach(found::add);
      }
    }
    return found;
  }

  private static Stream<String> names(Path folder) throws IOException {
    return list(folder)
        .map(path -> path.getFileName().toString())
        .filter(LedgerStore::isOurs)
        .map(file -> file.substring(0, file.length() - ENDING.length()));
  }

  private static boolean isOurs(String file) {
    int dash = file.length() - ENDING.length() - Names.FILE_DIGITS - 1;
    if (dash < 1 || !file.endsWith(ENDING) || file.charAt(dash) != '-') {
      return false;
    }
    for (int i = dash + 1; i < file.length() - ENDING.length(); i++) {
      if (Character.digit(file.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("StreamResourceLeak") // closed with the stream that is returned
  private static Stream<Path> list(Path folder) throws IOException {
    DirectoryStream<Path> directory;
    try {
      directory = Files.newDirectoryStream(folder);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Stream.empty();
    }
    Iterator<Path> paths = directory.iterator();
    Iterator<Path> quiet =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            try {
              return paths.hasNext();
            } catch (DirectoryIteratorException e) {
              throw new UncheckedIOException(new IOException(e.getMessage(), e));
            }
          }

          @Override
          public Path next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            return paths.next();
          }
        };
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(quiet, Spliterator.ORDERED), false)
        .onClose(
            () -> {
              try {
                directory.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /** Runs a file operation and puts what the file system says into words that help. */
  <T> T inWords(Operation<T> operation) throws LedgerException {
    try {
      return operation.run();
    } catch (IOException e) {
      throw worded(e);
    } catch (UncheckedIOException e) {
      throw worded(new IOException(e.getMessage(), e));
    }
  }

  /** Like {@link #inWords}, for what may not be there. */
  <T> @Nullable T lookUp(LookUp<T> operation) throws LedgerException {
    try {
      return operation.run();
    } catch (IOException e) {
      throw worded(e);
    }
  }

  private LedgerException worded(IOException e) {
    if (e instanceof LedgerException already) {
      return already;
    }
    String why;
    if (e instanceof AccessDeniedException) {
      why = "access is denied; make it writable for the user that the build runs as";
    } else if (e instanceof FileSystemException file && file.getReason() != null) {
      why = file.getReason() + "; mend that";
    } else {
      why = e.getMessage() + "; mend that";
    }
    return new LedgerException(
        "the ledger folder " + folder + " can't be used: " + why + ", or name another folder", e);
  }
}
