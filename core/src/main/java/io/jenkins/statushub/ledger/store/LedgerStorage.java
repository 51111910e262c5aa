package io.jenkins.statushub.ledger.store;

import io.jenkins.statushub.concurrent.Deadline;
import io.jenkins.statushub.concurrent.LockHandle;
import io.jenkins.statushub.files.DurableFiles;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.ledger.store.LedgerFiles.DamagedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's folder: its files and their locks. Many threads and processes may share it. Nothing
 * is written before the first announcement, so looking at a ledger that does not exist makes none.
 */
public final class LedgerStorage implements AutoCloseable {
  /** How long file work waits for another process's file work. */
  private static final Duration MAX_LOCK_WAIT = Duration.ofSeconds(8);

  private static final int MAX_UNSAVED = 10_000;

  private final LedgerFiles ledgerFiles;
  private final DurableFiles files;
  private final Clock clock;
  private final LongSupplier ticker;
  private final Consumer<String> notices;
  private final LedgerCleanup cleanup;
  private final Map<String, Map<Integer, UnaryOperator<UpdateRecord>>> unsaved =
      new ConcurrentHashMap<>();
  private final Set<Runnable> closeListeners = new HashSet<>();
  private final boolean absent;
  private @Nullable LedgerLocks locks;
  private boolean closed;

  /** A file operation. */
  @FunctionalInterface
  public interface Operation<T> {
    /** Runs it. */
    T run() throws IOException;
  }

  /** A file operation that may find nothing. */
  @FunctionalInterface
  public interface Search<T> {
    /** Runs it; returns null if there is nothing. */
    @Nullable T run() throws IOException;
  }

  /**
   * @param folder where the files are; made when first needed
   * @param clock what the time is
   * @param ticker what waiting is measured by, in nanoseconds
   * @param notices takes lines about damaged files and about what is dropped
   * @param fsync whether to wait for the disk; without it a power failure, though not a crash of
   *     the process, may lose what was recorded last
   */
  public LedgerStorage(
      Path folder, Clock clock, LongSupplier ticker, Consumer<String> notices, boolean fsync) {
    this(folder, clock, ticker, notices, fsync, false);
  }

  private LedgerStorage(
      Path folder,
      Clock clock,
      LongSupplier ticker,
      Consumer<String> notices,
      boolean fsync,
      boolean absent) {
    Path absolute = folder.toAbsolutePath().normalize();
    this.files = new DurableFiles(absolute, fsync);
    this.ledgerFiles = new LedgerFiles(absolute, files, clock, notices);
    this.clock = clock;
    this.ticker = ticker;
    this.notices = notices;
    this.cleanup = new LedgerCleanup(this, ledgerFiles, files, clock, notices);
    this.absent = absent;
  }

  /**
   * Returns the storage of users without a place for a ledger: every operation reports that there
   * is none, and no file is looked at.
   */
  public static LedgerStorage absent(Clock clock, LongSupplier ticker, Consumer<String> notices) {
    return new LedgerStorage(Path.of(""), clock, ticker, notices, false, true);
  }

  /** Returns whether there is no ledger. */
  public boolean isAbsent() {
    return absent;
  }

  /** Returns the folder; of no use if there is no ledger. */
  public Path folder() {
    return ledgerFiles.folder;
  }

  /** Returns the clock. */
  public Clock clock() {
    return clock;
  }

  /** Returns whether the folder exists. */
  public boolean exists() {
    return !absent && Files.isDirectory(ledgerFiles.folder);
  }

  /** Returns a time limit for file work that nobody gave one. */
  public Deadline defaultDeadline() {
    return Deadline.after(MAX_LOCK_WAIT, ticker);
  }

  private static Deadline bounded(Deadline deadline) {
    return deadline.atMost(MAX_LOCK_WAIT);
  }

  /**
   * Runs a file operation and turns what the file system reports into messages that help.
   *
   * @throws LedgerException if it fails
   */
  public <T> T translatingErrors(Operation<T> operation) throws LedgerException {
    return Objects.requireNonNull(findTranslatingErrors(operation::run));
  }

  /**
   * Runs a file operation that may find nothing, like {@link #translatingErrors}.
   *
   * @throws LedgerException if it fails
   */
  public <T> @Nullable T findTranslatingErrors(Search<T> search) throws LedgerException {
    if (absent) {
      throw new LedgerException("there is no ledger", null);
    }
    return ledgerFiles.findTranslatingErrors(search);
  }

  /** Waits for the right to read and change what a key points to. */
  public LockHandle lockKey(String name, Deadline deadline) throws IOException {
    return locks().lockKey(name, bounded(deadline));
  }

  /** Waits for the right to read and change an entry's file. */
  public LockHandle lockEntry(String name, Deadline deadline) throws IOException {
    return locks().lockEntry(name, bounded(deadline));
  }

  /** Returns the right to send an entry's updates; see {@link LedgerLocks#trySendLock}. */
  public @Nullable LockHandle trySendLock(String name, Runnable whenFree) throws IOException {
    return locks().trySendLock(name, whenFree);
  }

  /** Returns the right to flush; null while another thread or process has it. */
  public @Nullable LockHandle tryFlushLock() throws IOException {
    return locks().tryFlushLock();
  }

  private synchronized LedgerLocks locks() throws IOException {
    if (closed) {
      throw new LedgerException("the ledger " + folder() + " is closed", null);
    }
    if (locks == null) {
      ledgerFiles.create();
      locks = LedgerLocks.open(folder(), files);
    }
    return locks;
  }

  /** Returns an entry to a caller that has its lock; null if there is none. */
  public @Nullable StoredEntry loadLocked(String name) throws IOException {
    StoredEntry stored = ledgerFiles.loadLocked(name);
    Map<Integer, UnaryOperator<UpdateRecord>> changes = unsaved.get(name);
    if (stored == null || changes == null) {
      return stored;
    }
    LedgerEntry entry = stored.entry();
    for (Map.Entry<Integer, UnaryOperator<UpdateRecord>> change : changes.entrySet()) {
      entry = entry.change(change.getKey(), change.getValue());
    }
    return new StoredEntry(
        entry, stored.file(), stored.version(), stored.document(), stored.length());
  }

  /**
   * Returns an entry as it is, read under its lock; null if there is none.
   *
   * @param known the entry as it was last read or written, which is returned if its file did not
   *     change since; null to read it anyway
   */
  public @Nullable StoredEntry load(String name, @Nullable StoredEntry known, Deadline deadline)
      throws IOException {
    try (LockHandle lock = lockEntry(name, deadline)) {
      boolean current =
          known != null
              && !unsaved.containsKey(name)
              && files.isUnchanged(known.file(), known.version());
      return current ? known : loadLocked(name);
    }
  }

  /** Returns an entry, read without its lock; only a damaged file is set aside under the lock. */
  public @Nullable LedgerEntry peek(String name) throws IOException {
    try {
      return ledgerFiles.peek(name);
    } catch (DamagedException e) {
      StoredEntry stored = load(name, null, defaultDeadline());
      return stored == null ? null : stored.entry();
    }
  }

  /**
   * Puts an entry on disk, for a caller that has its lock.
   *
   * @param durable whether a power failure must not take this change back
   * @return the entry as it is on disk now
   */
  public StoredEntry save(LedgerEntry entry, boolean durable) throws IOException {
    String name = LedgerFileNames.ofEntry(entry);
    StoredEntry saved = ledgerFiles.save(name, entry, durable, durable);
    unsaved.remove(name);
    return saved;
  }

  /**
   * Puts one update more of an entry on disk, for a caller that has its lock.
   *
   * @param known the entry as {@link #loadLocked} returned it
   * @param update comes after all that it has
   * @param hookUrlRef what finds the hook URL from now on; null if nothing is needed
   * @return the entry as it is on disk now
   */
  public StoredEntry append(StoredEntry known, UpdateRecord update, @Nullable String hookUrlRef)
      throws IOException {
    LedgerEntry entry = known.entry();
    boolean whole =
        !Objects.equals(hookUrlRef, entry.hookUrlRef())
            || unsaved.containsKey(LedgerFileNames.ofEntry(entry));
    StoredEntry added = whole ? null : ledgerFiles.add(known, update);
    return added != null ? added : save(entry.append(update, hookUrlRef), true);
  }

  /**
   * Changes what became of one update of an entry.
   *
   * @param known the entry as it was last read or written; null if it was not
   * @param sequence the update's sequence number
   * @param durable whether a power failure must not take this change back
   * @return the entry now; null if it is gone
   */
  public @Nullable StoredEntry change(
      String name,
      @Nullable StoredEntry known,
      int sequence,
      UnaryOperator<UpdateRecord> change,
      boolean durable,
      Deadline deadline)
      throws IOException {
    try (LockHandle lock = lockEntry(name, deadline)) {
      boolean whole = unsaved.containsKey(name);
      StoredEntry marked =
          whole || known == null ? null : ledgerFiles.mark(known, sequence, change, durable);
      if (marked != null) {
        return marked;
      }
      StoredEntry stored = loadLocked(name);
      if (stored == null) {
        return null;
      }
      marked = whole ? null : ledgerFiles.mark(stored, sequence, change, durable);
      if (marked != null) {
        return marked;
      }
      LedgerEntry changed = stored.entry().change(sequence, change);
      // Durable always: a mark that is to be durable may follow.
      StoredEntry saved = ledgerFiles.save(name, changed, true, false);
      unsaved.remove(name);
      return saved;
    }
  }

  /** Moves an entry's file to the folder where it belongs, if it is not there. */
  public void putInPlace(String name, Deadline deadline) throws IOException {
    try (LockHandle lock = lockEntry(name, deadline)) {
      StoredEntry stored = loadLocked(name);
      if (stored != null && !ledgerFiles.isInPlace(stored)) {
        save(stored.entry(), false);
      }
    }
  }

  /**
   * Remembers a change that could not be saved, such as a delivery when the disk is full, so that
   * at least this process does not deliver the update again.
   */
  public void rememberUnsaved(String name, int sequence, UnaryOperator<UpdateRecord> change) {
    if (unsaved.size() < MAX_UNSAVED) {
      unsaved.computeIfAbsent(name, each -> new ConcurrentHashMap<>()).put(sequence, change);
    }
  }

  /** Returns a key's record to a caller that has its lock. */
  public KeyRecord loadKeyLocked(ServiceId service, String key) throws IOException {
    KeyRecord found = ledgerFiles.loadKeyLocked(LedgerFileNames.ofKey(service, key), service, key);
    return found == null ? KeyRecord.empty(service, key) : found;
  }

  /** Returns a key's record, read without its lock; only a damaged file is repaired under it. */
  public KeyRecord peekKey(ServiceId service, String key) throws IOException {
    String name = LedgerFileNames.ofKey(service, key);
    try {
      KeyRecord found = ledgerFiles.peekKey(name);
      return found == null ? KeyRecord.empty(service, key) : found;
    } catch (DamagedException e) {
      try (LockHandle lock = lockKey(name, defaultDeadline())) {
        return loadKeyLocked(service, key);
      }
    }
  }

  /** Puts a key's record on disk, for a caller that has its lock. */
  public void saveKey(KeyRecord key) throws IOException {
    ledgerFiles.saveKey(LedgerFileNames.ofKey(key.service(), key.key()), key);
  }

  /** Returns until when nothing may be sent for a service; null if something may be sent now. */
  public @Nullable Instant backoffUntil(ServiceId service) throws IOException {
    return ledgerFiles.backoffUntil(service);
  }

  /** Records a hub's request to send nothing for a service for a while; a longer one stays. */
  public void backOff(ServiceId service, Instant until, Deadline deadline) throws IOException {
    String name = LedgerFileNames.ofBackoff(service);
    try (LockHandle lock = locks().lockBackoff(name, bounded(deadline))) {
      ledgerFiles.backOff(service, until);
    }
  }

  /** Returns the names of entries with something to deliver, read lazily. To be closed. */
  public Stream<String> pendingNames() throws IOException {
    return ledgerFiles.pendingNames();
  }

  /** Returns the names of entries with nothing to deliver, read lazily. To be closed. */
  public Stream<String> settledNames() throws IOException {
    return ledgerFiles.settledNames();
  }

  /** Returns the names of damaged files that were set aside. To be closed. */
  public Stream<String> damagedNames() throws IOException {
    return ledgerFiles.damagedNames();
  }

  /**
   * Deletes a damaged file that was set aside.
   *
   * @return whether it was there
   */
  public boolean deleteDamaged(String fileName) throws IOException {
    return ledgerFiles.deleteDamaged(fileName);
  }

  /** Removes what is old, if nobody has done so for a day. A failure is reported. */
  public void cleanUpIfDue() {
    if (!absent) {
      cleanup.cleanUpIfDue();
    }
  }

  /** Reports a line about something that people should know. */
  public void report(String line) {
    notices.accept(line);
  }

  /** Adds a listener for the end; returns false if the storage is closed already. */
  public synchronized boolean addCloseListener(Runnable listener) {
    return !closed && closeListeners.add(listener);
  }

  /** Removes a listener. */
  public synchronized void removeCloseListener(Runnable listener) {
    closeListeners.remove(listener);
  }

  /** Returns whether it was closed. */
  public synchronized boolean isClosed() {
    return closed;
  }

  /** Releases the lock file and runs the listeners. */
  @Override
  public void close() {
    List<Runnable> listeners;
    LedgerLocks open;
    synchronized (this) {
      closed = true;
      listeners = List.copyOf(closeListeners);
      closeListeners.clear();
      open = locks;
      locks = null;
    }
    listeners.forEach(Runnable::run);
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        notices.accept("the ledger's lock file could not be closed: " + e.getMessage());
      }
    }
  }
}
