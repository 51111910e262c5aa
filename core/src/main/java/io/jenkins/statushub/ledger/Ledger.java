package io.jenkins.statushub.ledger;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.files.DurableFiles;
import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.ledger.store.KeyRecord;
import io.jenkins.statushub.ledger.store.LedgerFileNames;
import io.jenkins.statushub.ledger.store.LedgerFiles;
import io.jenkins.statushub.ledger.store.LedgerFiles.DamagedException;
import io.jenkins.statushub.ledger.store.LedgerLocks;
import io.jenkins.statushub.ledger.store.LedgerLocks.LockHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The durable record of incidents and maintenances: what was said, and what still has to be. Many
 * threads and processes may share its folder. It names services, never hook URLs.
 *
 * <p>Nothing is written before the first announcement, so looking at a ledger that is not there
 * makes none.
 */
public final class Ledger implements AutoCloseable {
  /** How long file work waits for another process's file work. */
  public static final Duration LOCK_WAIT = Duration.ofSeconds(8);

  private static final int MAX_UNRECORDED = 10_000;

  private final LedgerFiles store;
  private final DurableFiles files;
  private final Clock clock;
  private final Notices notices;
  private final Map<String, Map<Integer, UnaryOperator<UpdateRecord>>> unrecorded =
      new ConcurrentHashMap<>();
  private final Set<Runnable> endings = new HashSet<>();
  private @Nullable LedgerLocks locks;
  private boolean closed;

  /**
   * @param folder where its files lie; made when first needed
   * @param clock what the time is
   * @param notices told of files that are damaged, and of what is dropped
   * @param fsync whether to wait for the disk; without it a power failure, though not a crash of
   *     the process, may lose what was accepted last
   */
  public Ledger(Path folder, Clock clock, Notices notices, boolean fsync) {
    Path absolute = folder.toAbsolutePath().normalize();
    this.files = new DurableFiles(absolute, fsync);
    this.store = new LedgerFiles(absolute, files, clock, notices);
    this.clock = clock;
    this.notices = notices;
  }

  /** Where its files lie. */
  public Path folder() {
    return store.folder;
  }

  /**
   * Takes an announcement: gives or finds its id, applies the protocol's rules, and has it on disk
   * before it returns.
   *
   * @param wait how long to wait for another process's file work; no more than {@link #LOCK_WAIT}
   * @throws LedgerException if it can't be kept; then nothing of it was
   */
  public RecordResult accept(Announcement announcement, Duration wait) throws LedgerException {
    return store.translatingErrors(
        () ->
            new AnnouncementRecorder(this, clock, System.nanoTime() + nanos(wait))
                .accept(announcement));
  }

  /**
   * The id that an announcement would get at this moment, without recording anything.
   *
   * @throws LedgerException if the ledger can't be read
   */
  public String idFor(Announcement announcement) throws LedgerException {
    String given = announcement.id();
    if (given != null) {
      return given;
    }
    String key = orEmpty(announcement.key());
    return store.translatingErrors(
        () -> {
          LedgerEntry open =
              announcement.payload() instanceof Maintenance
                  ? null
                  : openIncident(announcement.service().name(), key);
          return open == null ? AnnouncementRecorder.newId(announcement, key, 1) : open.id();
        });
  }

  /**
   * The open incident under a key; null if there is none.
   *
   * @throws LedgerException if the ledger can't be read
   */
  public @Nullable LedgerEntry openIncident(String service, String key) throws LedgerException {
    String keyName = LedgerFileNames.ofKey(service, key);
    return store.lookUp(
        () -> {
          KeyRecord record;
          try {
            record = store.lookAtKey(keyName);
          } catch (DamagedException e) {
            record = loadKey(keyName, service, key);
          }
          if (record == null || record.id() == null) {
            return null;
          }
          LedgerEntry entry =
              look(LedgerFileNames.ofEntry(LedgerEntry.Kind.INCIDENT, service, record.id()));
          return entry != null && entry.isOpenIncident() ? entry : null;
        });
  }

  private @Nullable KeyRecord loadKey(String name, String service, String key) throws IOException {
    try (LockHandle keyLock = locks().lockKey(name, LOCK_WAIT.toNanos())) {
      return store.loadKey(name, service, key);
    }
  }

  /** The entry without its lock; only a damaged file is set aside with it. */
  private @Nullable LedgerEntry look(String name) throws IOException {
    try {
      return store.look(name);
    } catch (DamagedException e) {
      return read(name, LOCK_WAIT);
    }
  }

  /**
   * An entry by its id; null if there is none.
   *
   * @throws LedgerException if the ledger can't be read
   */
  public @Nullable LedgerEntry find(LedgerEntry.Kind kind, String service, String id)
      throws LedgerException {
    return store.lookUp(() -> look(LedgerFileNames.ofEntry(kind, service, id)));
  }

  /**
   * All entries, read one after the other as they are asked for; those with something to deliver
   * first. Files that can't be read are reported and passed over. To be closed.
   *
   * @throws LedgerException if the folder can't be read
   */
  public Stream<LedgerEntry> entries() throws LedgerException {
    return store.translatingErrors(
        () -> readable(Stream.concat(store.pendingNames(), store.settledNames())));
  }

  /**
   * The entries with something to deliver, read one after the other as they are asked for. To be
   * closed.
   *
   * @throws LedgerException if the folder can't be read
   */
  public Stream<LedgerEntry> pending() throws LedgerException {
    return store.translatingErrors(
        () -> readable(store.pendingNames()).filter(entry -> entry.head() != null));
  }

  /** The entries of these names, without those that can't be read, which are reported. */
  private Stream<LedgerEntry> readable(Stream<String> names) {
    return names.map(this::loadOrReport).filter(Objects::nonNull).map(Objects::requireNonNull);
  }

  /** The names of files that were damaged and set aside, in the folder {@code damaged}. */
  public List<String> damaged() throws LedgerException {
    return store.translatingErrors(
        () -> {
          try (Stream<String> names = store.damagedNames()) {
            return names.sorted().toList();
          }
        });
  }

  private @Nullable LedgerEntry loadOrReport(String name) {
    try {
      return look(name);
    } catch (IOException e) {
      notices.warn(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /**
   * Decides that what is not delivered of an entry, pending or set aside, need not be. An incident
   * that was never published is thereby over.
   *
   * @return how many updates that were
   * @throws LedgerException if the ledger can't be read or written
   */
  public int discard(LedgerEntry.Kind kind, String service, String id) throws LedgerException {
    return changeAll(
        kind,
        service,
        id,
        entry ->
            entry.changeAll(
                update ->
                    update.delivery().isMissing()
                        ? update.settledAs(
                            DeliveryState.DISCARDED, clock.instant(), discarded(update.problem()))
                        : update));
  }

  private static String discarded(String problem) {
    return problem.isEmpty() ? "discarded" : "discarded: " + problem;
  }

  /**
   * Parks again what was refused or given up on, due at once; nothing is sent by this. An update is
   * not told after a later one: where a later one was delivered, it stays as it is. Where the end
   * of an incident was not told because its beginning was not, both are pending again.
   *
   * @return how many updates are due now that were not before
   * @throws LedgerException if the ledger can't be read or written
   */
  public int retry(LedgerEntry.Kind kind, String service, String id) throws LedgerException {
    return changeAll(
        kind,
        service,
        id,
        entry -> {
          int delivered = entry.lastDelivered();
          boolean begins =
              entry.updates().stream()
                  .anyMatch(update -> isRetried(update, delivered) && !update.isResolved());
          return entry.changeAll(
              update ->
                  isRetried(update, delivered)
                          || (begins
                              && update.delivery() == DeliveryState.SKIPPED
                              && update.isResolved())
                      ? update.revived()
                      : update);
        });
  }

  private static boolean isRetried(UpdateRecord update, int delivered) {
    return update.delivery().isMissing() && update.sequence() > delivered;
  }

  private int changeAll(
      LedgerEntry.Kind kind, String service, String id, UnaryOperator<LedgerEntry> change)
      throws LedgerException {
    String name = LedgerFileNames.ofEntry(kind, service, id);
    return store.translatingErrors(
        () -> {
          try (LockHandle entryLock = locks().lockEntry(name, LOCK_WAIT.toNanos())) {
            LedgerEntry entry = load(name);
            if (entry == null) {
              return 0;
            }
            LedgerEntry changed = change.apply(entry);
            int count = 0;
            Iterator<UpdateRecord> old = entry.updates().iterator();
            for (UpdateRecord update : changed.updates()) {
              if (!update.equals(old.next())) {
                count++;
              }
            }
            if (count > 0) {
              save(name, changed, true);
            }
            return count;
          }
        });
  }

  /**
   * Counts one more failure in a row under a key.
   *
   * @return how many it are now
   * @throws LedgerException if the ledger can't be read or written
   */
  public int countFailure(String service, String key) throws LedgerException {
    return changeKey(service, key, record -> record.withFailures(record.failures() + 1)).failures();
  }

  /**
   * Forgets the failures counted under a key.
   *
   * @throws LedgerException if the ledger can't be read or written
   */
  public void clearFailures(String service, String key) throws LedgerException {
    changeKey(service, key, record -> record.withFailures(0));
  }

  private KeyRecord changeKey(String service, String key, UnaryOperator<KeyRecord> change)
      throws LedgerException {
    String name = LedgerFileNames.ofKey(service, key);
    return store.translatingErrors(
        () -> {
          try (LockHandle keyLock = locks().lockKey(name, LOCK_WAIT.toNanos())) {
            KeyRecord found = store.loadKey(name, service, key);
            KeyRecord old = found == null ? new KeyRecord(service, key, null, 0) : found;
            KeyRecord changed = change.apply(old);
            if (!changed.equals(old)) {
              store.saveKey(name, changed);
            }
            return changed;
          }
        });
  }

  /**
   * Lets what is known under a key be found under another one, as when a job got another name.
   * Where an incident is open under the other key already, nothing changes.
   *
   * @return whether there was something to be found
   * @throws LedgerException if the ledger can't be read or written
   */
  public boolean moveKey(String service, String from, String to) throws LedgerException {
    if (from.equals(to) || openIncident(service, to) != null) {
      return false;
    }
    KeyRecord found =
        store.lookUp(() -> loadKey(LedgerFileNames.ofKey(service, from), service, from));
    if (found == null || (found.id() == null && found.failures() == 0)) {
      return false;
    }
    // The other key first: after a crash in between, both lead to the incident.
    changeKey(service, to, old -> old.withId(found.id()).withFailures(found.failures()));
    changeKey(service, from, old -> old.withId(null).withFailures(0));
    return true;
  }

  // For acceptance and delivery.

  public LedgerFiles store() {
    return store;
  }

  /** The entry, for somebody who has its lock; null if there is none. */
  public @Nullable LedgerEntry load(String name) throws IOException {
    LedgerEntry entry = store.load(name);
    Map<Integer, UnaryOperator<UpdateRecord>> changes = unrecorded.get(name);
    if (entry == null || changes == null) {
      return entry;
    }
    for (Map.Entry<Integer, UnaryOperator<UpdateRecord>> change : changes.entrySet()) {
      entry = entry.change(change.getKey(), change.getValue());
    }
    return entry;
  }

  /** Puts an entry on disk, for somebody who has its lock. */
  public void save(String name, LedgerEntry entry, boolean durable) throws IOException {
    store.save(name, entry, durable);
    unrecorded.remove(name);
  }

  /**
   * Keeps in mind what could not be recorded, such as a delivery when the disk is full, so that at
   * least this process does not deliver it again.
   */
  public void remember(String name, int sequence, UnaryOperator<UpdateRecord> change) {
    if (unrecorded.size() < MAX_UNRECORDED) {
      unrecorded.computeIfAbsent(name, each -> new ConcurrentHashMap<>()).put(sequence, change);
    }
  }

  /** Changes one update of an entry; null if the entry is gone. */
  public @Nullable LedgerEntry change(
      String name, int sequence, UnaryOperator<UpdateRecord> change, Duration wait)
      throws LedgerException {
    return store.lookUp(
        () -> {
          try (LockHandle entryLock = locks().lockEntry(name, nanos(wait))) {
            LedgerEntry entry = load(name);
            if (entry == null) {
              return null;
            }
            LedgerEntry changed = entry.change(sequence, change);
            save(name, changed, false);
            return changed;
          }
        });
  }

  /** The entry as it is now, read while nobody moves it; null if it is gone. */
  public @Nullable LedgerEntry read(String name, Duration wait) throws LedgerException {
    return store.lookUp(
        () -> {
          try (LockHandle entryLock = locks().lockEntry(name, nanos(wait))) {
            return load(name);
          }
        });
  }

  /** Records that a service's hub wants to be left alone. */
  public void backOff(String service, Instant until, Duration wait) throws LedgerException {
    store.translatingErrors(
        () -> {
          try (LockHandle backoffLock =
              locks().lockBackoff(LedgerFileNames.ofBackoff(service), nanos(wait))) {
            store.backOff(service, until);
            return until;
          }
        });
  }

  public @Nullable LockHandle trySendLock(String name, Runnable whenFree) throws LedgerException {
    return store.lookUp(() -> locks().trySendLock(name, whenFree));
  }

  public @Nullable LockHandle tryFlushLock() throws LedgerException {
    return store.lookUp(() -> locks().tryFlushLock());
  }

  private static long nanos(Duration wait) {
    return (wait.compareTo(LOCK_WAIT) < 0 ? wait : LOCK_WAIT).toNanos();
  }

  /** Has something ended when the ledger is closed; false if it is closed already. */
  public synchronized boolean onClose(Runnable ending) {
    return !closed && endings.add(ending);
  }

  public synchronized void ended(Runnable ending) {
    endings.remove(ending);
  }

  public boolean exists() {
    return Files.isDirectory(store.folder);
  }

  public synchronized LedgerLocks locks() throws IOException {
    if (closed) {
      throw new LedgerException("the ledger " + store.folder + " is closed", null);
    }
    if (locks == null) {
      store.create();
      locks = LedgerLocks.open(store.folder, files);
    }
    return locks;
  }

  public DurableFiles files() {
    return files;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  /** Lets go of the lock file; what is being delivered is left for later. */
  @Override
  public void close() {
    List<Runnable> last;
    LedgerLocks open;
    synchronized (this) {
      closed = true;
      last = List.copyOf(endings);
      endings.clear();
      open = locks;
      locks = null;
    }
    last.forEach(Runnable::run);
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        notices.warn("the ledger's lock file could not be closed: " + e.getMessage());
      }
    }
  }
}
