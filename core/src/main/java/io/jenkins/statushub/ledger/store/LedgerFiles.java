package io.jenkins.statushub.ledger.store;

import io.jenkins.statushub.files.DurableFiles;
import io.jenkins.statushub.files.FileErrors;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's files. Each entry is one file, which lies in {@code pending} while something of it
 * is to be delivered and in {@code settled} otherwise, so that finding what is pending costs
 * nothing for what is not. It is moved between the two, never copied: there is always one of it.
 */
final class LedgerFiles {
  private static final String ENDING = ".json";

  /** How large an entry may become by what is announced; what happens to it later may add to it. */
  private static final int MAX_ENTRY_BYTES = DurableFiles.MAX_BYTES / 2;

  /** How long the lines behind an entry's document may become, if that is not longer; in bytes. */
  private static final int LINES_BYTES = 16 * 1024;

  final Path folder;
  private final Path pending;
  private final Path settled;
  private final Path keys;
  private final Path backoff;
  private final Path damaged;
  private final DurableFiles files;
  private final Clock clock;
  private final Consumer<String> notices;

  LedgerFiles(Path folder, DurableFiles files, Clock clock, Consumer<String> notices) {
    this.folder = folder;
    this.pending = folder.resolve("pending");
    this.settled = folder.resolve("settled");
    this.keys = folder.resolve("keys");
    this.backoff = folder.resolve("backoff");
    this.damaged = folder.resolve("damaged");
    this.files = files;
    this.clock = clock;
    this.notices = notices;
  }

  /** Makes the folders. */
  void create() throws IOException {
    for (Path each : new Path[] {folder, pending, settled, keys, backoff, damaged}) {
      files.createFolder(each);
    }
  }

  /** How the content of a file is read. */
  private interface Reader<T> {
    T read(byte[] bytes) throws IOException;
  }

  /**
   * The entry, for somebody who has its lock; null if there is none, or if its file was damaged and
   * has been set aside.
   */
  @Nullable StoredEntry loadLocked(String name) throws IOException {
    StoredEntry stored = loadLocked(pending.resolve(name + ENDING), name);
    return stored != null ? stored : loadLocked(settled.resolve(name + ENDING), name);
  }

  private @Nullable StoredEntry loadLocked(Path file, String name) throws IOException {
    EntryContent content = load(file, contentReader(name));
    return content == null ? null : stored(content, file);
  }

  private StoredEntry stored(EntryContent content, Path file) throws IOException {
    return new StoredEntry(
        content.entry(), file, files.version(file), content.document(), content.length());
  }

  /**
   * The entry, for somebody who only looks; null if there is none.
   *
   * @throws IOException also if its file is damaged: setting that aside takes the lock, since a
   *     good file may just be taking its place
   */
  @Nullable LedgerEntry peek(String name) throws IOException {
    Reader<EntryContent> reader = contentReader(name);
    EntryContent content = peek(pending.resolve(name + ENDING), reader);
    if (content == null) {
      content = peek(settled.resolve(name + ENDING), reader);
    }
    if (content == null) {
      // A third look: it may just have been moved back.
      content = peek(pending.resolve(name + ENDING), reader);
    }
    return content == null ? null : content.entry();
  }

  private static Reader<EntryContent> contentReader(String name) {
    return bytes -> {
      EntryContent content = EntryContent.read(bytes);
      if (!LedgerFileNames.ofEntry(content.entry()).equals(name)) {
        throw new IOException("its name does not go with what it holds");
      }
      return content;
    };
  }

  private <T> @Nullable T load(Path file, Reader<T> reader) throws IOException {
    try {
      return peek(file, reader);
    } catch (DamagedException e) {
      setAside(file, e);
      return null;
    }
  }

  private <T> @Nullable T peek(Path file, Reader<T> reader) throws IOException {
    byte[] bytes = files.read(file);
    if (bytes == null) {
      return null;
    }
    try {
      return reader.read(bytes);
    } catch (EntryCodec.NewerVersionException e) {
      throw newer(file, e);
    } catch (IOException e) {
      throw new DamagedException(file, String.valueOf(e.getMessage()));
    }
  }

  /** A file of the ledger that can't be read. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(Path file, String why) {
      super("the ledger file " + file + " is damaged (" + why + ")");
    }
  }

  private static LedgerException newer(Path file, IOException e) {
    return LedgerException.aboutEntry(
        "the ledger file "
            + file
            + " was written by a newer version of this product ("
            + e.getMessage()
            + "); it is left as it is: update this plugin, or use another ledger folder");
  }

  /**
   * Moves a file that can't be read out of the way, so that it stops nothing and nobody loses it.
   */
  private void setAside(Path file, DamagedException why) throws IOException {
    String name = file.getFileName() + "." + clock.instant().toEpochMilli();
    Path target = damaged.resolve(name + ".damaged");
    for (int i = 2; Files.exists(target); i++) {
      target = damaged.resolve(name + "-" + i + ".damaged");
    }
    try {
      files.createFolder(damaged);
      files.move(file, target);
    } catch (NoSuchFileException e) {
      return;
    }
    notices.accept(
        why.getMessage() + "; it was kept as " + target + " and what it held is not delivered");
  }

  /**
   * Puts an entry on disk, where it belongs.
   *
   * @param durable whether a power failure must not take this change back
   * @param limited whether to refuse an entry that takes more than {@link #MAX_ENTRY_BYTES}
   * @throws LedgerException if it is refused
   */
  StoredEntry save(String name, LedgerEntry entry, boolean durable, boolean limited)
      throws IOException {
    LedgerEntry kept = entry.withoutSurplus();
    Path inPending = pending.resolve(name + ENDING);
    Path inSettled = settled.resolve(name + ENDING);
    byte[] bytes = EntryCodec.write(kept);
    if (limited && bytes.length > MAX_ENTRY_BYTES) {
      throw LedgerException.aboutEntry(
          entry.kind().wire()
              + " "
              + entry.id()
              + " takes more than "
              + MAX_ENTRY_BYTES / (1024 * 1024)
              + " MiB in the ledger, and no more is added; deliver or discard its pending updates"
              + " first");
    }
    boolean settles = entry.head() == null;
    if (!settles && !Files.exists(inPending) && Files.exists(inSettled)) {
      files.move(inSettled, inPending);
    }
    Path there = settles && !Files.exists(inPending) ? inSettled : inPending;
    files.write(there, bytes, durable);
    if (settles && there.equals(inPending)) {
      files.move(inPending, inSettled);
      there = inSettled;
    }
    return stored(new EntryContent(kept, bytes.length, bytes.length), there);
  }

  /**
   * Changes one update of an entry by a mark at the end of its file, for somebody who has its lock.
   *
   * @param known the entry as it was last read or written
   * @param durable whether a power failure must not take this change back
   * @return the entry now; null, with nothing changed, if its file has to be written as a whole
   */
  @Nullable StoredEntry mark(
      StoredEntry known, int sequence, UnaryOperator<UpdateRecord> change, boolean durable)
      throws IOException {
    LedgerEntry changed = known.entry().change(sequence, change);
    UpdateRecord update = changed.update(sequence);
    if (update == null || !pending.equals(known.file().getParent())) {
      return null;
    }
    byte[] mark = EntryContent.mark(update);
    int length = known.length() + mark.length;
    if (isTooLong(known, length)
        || !files.append(known.file(), known.version(), known.length(), mark, durable)) {
      return null;
    }
    Path file = known.file();
    if (changed.head() == null) {
      file = settled.resolve(file.getFileName());
      files.move(known.file(), file);
    }
    return stored(new EntryContent(changed, known.document(), length), file);
  }

  private static boolean isTooLong(StoredEntry known, int length) {
    return length - known.document() > Math.max(LINES_BYTES, known.document());
  }

  /**
   * Adds an update to an entry by a line at the end of its file, for somebody who has its lock. It
   * is on disk when this returns.
   *
   * @param known the entry as it was last read or written
   * @param update comes after all that it has
   * @return the entry now; null, with nothing added, if its file has to be written as a whole
   */
  @Nullable StoredEntry add(StoredEntry known, UpdateRecord update) throws IOException {
    byte[] line = EntryContent.addition(update);
    int length = known.length() + line.length;
    if (isTooLong(known, length) || length > MAX_ENTRY_BYTES) {
      return null;
    }
    Path file = pending.resolve(known.file().getFileName());
    if (!file.equals(known.file())) {
      files.move(known.file(), file);
    }
    if (!files.append(file, known.version(), known.length(), line, true)) {
      return null;
    }
    // The file's own name may have come there without waiting for the disk.
    files.forceFolder(file);
    LedgerEntry longer = known.entry().append(update, known.entry().hookUrlRef());
    return stored(new EntryContent(longer.withoutSurplus(), known.document(), length), file);
  }

  boolean isInPlace(StoredEntry stored) {
    Path right = stored.entry().head() == null ? settled : pending;
    return right.equals(stored.file().getParent());
  }

  void deleteSettled(String name) throws IOException {
    files.delete(settledFile(name));
  }

  /** The key's record, for somebody who has its lock; null if there is none. */
  @Nullable KeyRecord loadKeyLocked(String name, ServiceId service, String key) throws IOException {
    Path file = keys.resolve(name + ENDING);
    try {
      return peek(file, KeyRecord::read);
    } catch (DamagedException e) {
      setAside(file, e);
      return recovered(service, key);
    }
  }

  /** The key's record, for somebody who only looks; null if there is none. */
  @Nullable KeyRecord peekKey(String name) throws IOException {
    return peek(keys.resolve(name + ENDING), KeyRecord::read);
  }

  /** What a damaged file held, found out from the incidents themselves; null if none is open. */
  private @Nullable KeyRecord recovered(ServiceId service, String key) throws IOException {
    LedgerEntry found = null;
    try (Stream<String> names = Stream.concat(pendingNames(), settledNames())) {
      for (String name : (Iterable<String>) names::iterator) {
        LedgerEntry entry;
        try {
          entry = peek(name);
        } catch (IOException e) {
          continue;
        }
        if (entry != null
            && entry.isOpenIncident()
            && entry.service().equals(service)
            && key.equals(entry.key())
            && (found == null || entry.opened().isAfter(found.opened()))) {
          found = entry;
        }
      }
    }
    return found == null ? null : KeyRecord.empty(service, key).withId(found.id());
  }

  void saveKey(String name, KeyRecord key) throws IOException {
    files.write(keys.resolve(name + ENDING), key.write(), true);
  }

  void deleteKey(String name) throws IOException {
    files.delete(keys.resolve(name + ENDING));
  }

  /** Returns until when nothing may be sent for a service; null if something may be sent now. */
  @Nullable Instant backoffUntil(ServiceId service) throws IOException {
    ServiceBackoff recorded;
    try {
      recorded = peek(backoffFile(service), ServiceBackoff::read);
    } catch (DamagedException e) {
      // The next request to wait replaces it.
      return null;
    }
    return recorded != null && recorded.isActive(clock.instant()) ? recorded.until() : null;
  }

  /** Records a hub's request to wait, for a caller that has the lock; a longer one stays. */
  void backOff(ServiceId service, Instant until) throws IOException {
    Instant already = backoffUntil(service);
    if (already == null || already.isBefore(until)) {
      files.write(
          backoffFile(service), new ServiceBackoff(clock.instant(), until).write(service), false);
    }
  }

  private Path backoffFile(ServiceId service) {
    return backoff.resolve(LedgerFileNames.ofBackoff(service) + ENDING);
  }

  /** The names of entries with something to deliver, read from the disk as they are asked for. */
  Stream<String> pendingNames() throws IOException {
    return names(pending);
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

  boolean deleteDamaged(String fileName) throws IOException {
    Path file = damaged.resolve(fileName).normalize();
    return damaged.equals(file.getParent()) && Files.deleteIfExists(file);
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
    for (Path each : new Path[] {pending, settled, keys, backoff}) {
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
        .filter(LedgerFiles::isOurs)
        .map(file -> file.substring(0, file.length() - ENDING.length()));
  }

  private static boolean isOurs(String file) {
    int dash = file.length() - ENDING.length() - LedgerFileNames.FILE_DIGITS - 1;
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

  @SuppressWarnings("StreamResourceLeak") // closed by the caller
  private static Stream<Path> list(Path folder) throws IOException {
    try {
      return Files.list(folder);
    } catch (NoSuchFileException e) {
      return Stream.empty();
    }
  }

  /** Runs a file operation and turns what the file system reports into messages that help. */
  <T> @Nullable T findTranslatingErrors(LedgerStorage.Search<T> search) throws LedgerException {
    try {
      return search.run();
    } catch (IOException e) {
      throw translated(e);
    } catch (UncheckedIOException e) {
      throw translated(Objects.requireNonNull(e.getCause()));
    }
  }

  private LedgerException translated(IOException e) {
    if (e instanceof LedgerException already) {
      return already;
    }
    if (e instanceof ClosedChannelException) {
      return new LedgerException("the ledger " + folder + " was closed meanwhile", e);
    }
    String fix =
        e instanceof AccessDeniedException
            ? "; make it writable for the user that the build runs as"
            : "; fix that";
    String why = FileErrors.reason(e) + fix;
    return new LedgerException(
        "the ledger folder " + folder + " can't be used: " + why + ", or name another folder", e);
  }
}
