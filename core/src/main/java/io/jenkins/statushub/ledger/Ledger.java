package io.jenkins.statushub.ledger;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.hook.IncidentState;
import io.jenkins.statushub.hook.IncidentUpdate;
import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.ledger.LedgerLocks.Held;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
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
  private static final Duration LOCK_WAIT = Duration.ofSeconds(8);

  private final LedgerStore store;
  private final DurableFiles files;
  private final Clock clock;
  private final Notices notices;
  private @Nullable LedgerLocks locks;
  private boolean closed;

  /**
   * @param folder where its files lie; made when first needed
   * @param clock what the time is
   * @param notices told of files that are damaged, and of what is dropped
   * @param forced whether to wait for the disk; without it a power failure, though not a crash of
   *     the process, may lose what was accepted last
   */
  public Ledger(Path folder, Clock clock, Notices notices, boolean forced) {
    Path absolute = folder.toAbsolutePath().normalize();
    this.files = new DurableFiles(absolute, forced);
    this.store = new LedgerStore(absolute, files, clock, notices);
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
   * @throws LedgerException if it can't be kept; then nothing of it was
   */
  Acceptance accept(Announcement announcement) throws LedgerException {
    return store.inWords(
        () -> {
          LedgerLocks shared = locks();
          String key = announcement.key();
          if (announcement.payload() instanceof Maintenance) {
            return acceptMaintenance(shared, announcement);
          }
          return key == null
              ? acceptById(shared, announcement)
              : acceptByKey(shared, announcement, key);
        });
  }

  private Acceptance acceptMaintenance(LedgerLocks shared, Announcement announcement)
      throws IOException {
    String service = announcement.service();
    String id = announcement.id();
    for (int turn = 1; ; turn++) {
      String candidate = id != null ? id : newId(announcement, orEmpty(announcement.key()), turn);
      String name = Names.ofEntry(Entry.Kind.MAINTENANCE, service, candidate);
      try (Held entryHeld = shared.lockEntry(name, LOCK_WAIT.toNanos())) {
        Entry entry = store.load(name);
        if (entry == null) {
          return begin(name, Entry.Kind.MAINTENANCE, announcement, candidate);
        }
        Acceptance said = saidBefore(entry, announcement);
        if (said != null) {
          return said;
        }
      }
      if (id != null) {
        return new Acceptance.Skipped(
            id,
            "maintenance "
                + id
                + " is announced already, and the hook can't change one; give another id, or leave"
                + " it out, to announce a further window");
      }
    }
  }

  private Acceptance acceptById(LedgerLocks shared, Announcement announcement) throws IOException {
    String id = Objects.requireNonNull(announcement.id(), "an announcement has a key or an id");
    String name = Names.ofEntry(Entry.Kind.INCIDENT, announcement.service(), id);
    try (Held entryHeld = shared.lockEntry(name, LOCK_WAIT.toNanos())) {
      Entry entry = store.load(name);
      if (entry == null) {
        return begin(name, Entry.Kind.INCIDENT, announcement, id);
      }
      Acceptance said = saidBefore(entry, announcement);
      return said == null ? append(name, entry, announcement) : said;
    }
  }

  /** What the same origin said already, where it is to say it once; null if nothing. */
  private static @Nullable Acceptance saidBefore(Entry entry, Announcement announcement) {
    if (announcement.once()) {
      for (Update update : entry.updates()) {
        if (announcement.origin().equals(update.origin())) {
          return new Acceptance.Recorded(entry, update.sequence());
        }
      }
    }
    return null;
  }

  private Acceptance acceptByKey(LedgerLocks shared, Announcement announcement, String key)
      throws IOException {
    String keyName = Names.ofKey(announcement.service(), key);
    try (Held keyHeld = shared.lockKey(keyName, LOCK_WAIT.toNanos())) {
      KeyRecord record = store.loadKey(keyName);
      if (record == null) {
        record = new KeyRecord(announcement.service(), key, null, 0);
      }
      String id = announcement.id();
      if (id != null) {
        if (!isResolved(announcement.payload()) && !id.equals(record.id())) {
          store.saveKey(keyName, record.withId(id));
        }
        return acceptById(shared, announcement);
      }
      String known = record.id();
      if (known != null) {
        Acceptance toOpen = appendIfOpen(shared, announcement, known);
        if (toOpen != null) {
          return toOpen;
        }
      }
      if (isResolved(announcement.payload())) {
        return new Acceptance.Skipped(
            null, "no incident is open under the key '" + key + "', so there is none to resolve");
      }
      return open(shared, announcement, record, keyName);
    }
  }

  /** Null if the incident that the key points to is over or was never said. */
  private @Nullable Acceptance appendIfOpen(
      LedgerLocks shared, Announcement announcement, String id) throws IOException {
    String name = Names.ofEntry(Entry.Kind.INCIDENT, announcement.service(), id);
    try (Held entryHeld = shared.lockEntry(name, LOCK_WAIT.toNanos())) {
      Entry entry = store.load(name);
      if (entry == null) {
        // A crash between writing the key and the incident, or a damaged file: the same trouble
        // keeps its id, so that there is never a second incident about it.
        return isResolved(announcement.payload())
            ? null
            : begin(name, Entry.Kind.INCIDENT, announcement, id);
      }
      Acceptance said = saidBefore(entry, announcement);
      if (said != null) {
        return said;
      }
      return entry.isClosed() ? null : append(name, entry, announcement);
    }
  }

  private Acceptance open(
      LedgerLocks shared, Announcement announcement, KeyRecord record, String keyName)
      throws IOException {
    for (int turn = 1; ; turn++) {
      String id = newId(announcement, record.key(), turn);
      String name = Names.ofEntry(Entry.Kind.INCIDENT, announcement.service(), id);
      try (Held entryHeld = shared.lockEntry(name, LOCK_WAIT.toNanos())) {
        Entry entry = store.load(name);
        if (entry == null) {
          store.saveKey(keyName, record.withId(id));
          return begin(name, Entry.Kind.INCIDENT, announcement, id);
        }
        Acceptance said = saidBefore(entry, announcement);
        if (said != null) {
          return said;
        }
      }
    }
  }

  private String newId(Announcement announcement, String key, int turn) {
    return Names.newId(
        announcement.service(),
        key,
        announcement.origin(),
        turn,
        announcement.payload().startTime());
  }

  private Acceptance begin(String name, Entry.Kind kind, Announcement announcement, String id)
      throws IOException {
    Payload payload = announcement.payload().withId(id);
    payload.toJson();
    Instant now = clock.instant();
    Entry entry =
        new Entry(
            kind,
            announcement.service(),
            id,
            announcement.key(),
            announcement.route(),
            now,
            0,
            List.of(Update.accepted(1, now, announcement.origin(), payload.toMap())));
    store.save(name, entry);
    return new Acceptance.Recorded(entry, 1);
  }

  private Acceptance append(String name, Entry entry, Announcement announcement)
      throws IOException {
    String id = entry.id();
    if (entry.isClosed()) {
      return new Acceptance.Skipped(
          id,
          "incident "
              + id
              + " was resolved already, and nothing may follow that; leave the id out, or give"
              + " another one, to open a new incident");
    }
    if (isResolved(announcement.payload()) && !entry.isSaid()) {
      return new Acceptance.Skipped(
          id, "incident " + id + " never got to the hub, so there is none to resolve");
    }
    if (entry.undelivered() >= Entry.MAX_PARKED) {
      throw new LedgerException(
          "incident "
              + id
              + " has "
              + Entry.MAX_PARKED
              + " updates that could not be delivered, and takes no more; deliver or discard them"
              + " first",
          null);
    }
    Payload payload = announcement.payload().withId(id);
    payload.toJson();
    Instant now = clock.instant();
    int sequence = entry.last().sequence() + 1;
    Entry before = announcement.dropSuperseded() ? withoutSuperseded(entry, now) : entry;
    Entry longer =
        before.append(Update.accepted(sequence, now, announcement.origin(), payload.toMap()));
    store.save(name, longer);
    return new Acceptance.Recorded(longer, sequence);
  }

  /**
   * What is still parked need not be said, except the opening of an incident that was not published
   * yet: its end, too, has to have a beginning.
   */
  private static Entry withoutSuperseded(Entry entry, Instant now) {
    Update head = entry.isPublished() ? null : entry.head();
    int opening = head == null ? 0 : head.sequence();
    return entry.changeAll(
        update ->
            update.standing() == Standing.PARKED && update.sequence() != opening
                ? update.settledAs(Standing.SKIPPED, now, "superseded by a later update")
                : update);
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
    return store.inWords(
        () -> {
          Entry open =
              announcement.payload() instanceof Maintenance
                  ? null
                  : openIncident(announcement.service(), key);
          return open == null ? newId(announcement, key, 1) : open.id();
        });
  }

  /**
   * The open incident under a key; null if there is none.
   *
   * @throws LedgerException if the ledger can't be read
   */
  public @Nullable Entry openIncident(String service, String key) throws LedgerException {
    return store.lookUp(
        () -> {
          KeyRecord record = store.loadKey(Names.ofKey(service, key));
          if (record == null || record.id() == null) {
            return null;
          }
          Entry entry = store.load(Names.ofEntry(Entry.Kind.INCIDENT, service, record.id()));
          return entry != null && entry.isOpenIncident() ? entry : null;
        });
  }

  /**
   * An entry by its id; null if there is none.
   *
   * @throws LedgerException if the ledger can't be read
   */
  public @Nullable Entry find(Entry.Kind kind, String service, String id) throws LedgerException {
    return store.lookUp(() -> store.load(Names.ofEntry(kind, service, id)));
  }

  /**
   * All entries, read one after the other as they are asked for; those with something to deliver
   * first. Files that can't be read are reported and passed over. To be closed.
   *
   * @throws LedgerException if the folder can't be read
   */
  public Stream<Entry> entries() throws LedgerException {
    return store.inWords(
        () ->
            Stream.concat(store.parkedNames(), store.settledNames())
                .map(this::loadOrReport)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull));
  }

  /**
   * The entries with something to deliver, read one after the other as they are asked for. To be
   * closed.
   *
   * @throws LedgerException if the folder can't be read
   */
  public Stream<Entry> parked() throws LedgerException {
    return store.inWords(
        () ->
            store
                .parkedNames()
                .map(this::loadOrReport)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .filter(entry -> entry.head() != null));
  }

  /** The names of files that were damaged and set aside, in the folder {@code damaged}. */
  public List<String> damaged() throws LedgerException {
    return store.inWords(
        () -> {
          try (Stream<String> names = store.damagedNames()) {
            return names.sorted().toList();
          }
        });
  }

  private @Nullable Entry loadOrReport(String name) {
    try {
      return store.load(name);
    } catch (IOException e) {
      notices.warn(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /**
   * Decides that what is not delivered of an entry, parked or set aside, need not be. An incident
   * that was never published is thereby over.
   *
   * @return how many updates that were
   * @throws LedgerException if the ledger can't be read or written
   */
  public int discard(Entry.Kind kind, String service, String id) throws LedgerException {
    return changeAll(
        kind,
        service,
        id,
        update ->
            isUndelivered(update)
                ? update.settledAs(
                    Standing.DISCARDED, clock.instant(), "discarded: " + update.problem())
                : update);
  }

  /**
   * Parks again what was refused or given up on, due at once; nothing is sent by this. An update is
   * not told after a later one: where a later one was delivered, it stays as it is.
   *
   * @return how many updates are due now that were not before
   * @throws LedgerException if the ledger can't be read or written
   */
  public int retry(Entry.Kind kind, String service, String id) throws LedgerException {
    Entry entry = find(kind, service, id);
    int delivered =
        entry == null
            ? 0
            : entry.updates().stream()
                .filter(update -> update.standing() == Standing.DELIVERED)
                .mapToInt(Update::sequence)
                .max()
                .orElse(0);
    return changeAll(
        kind,
        service,
        id,
        update ->
            isUndelivered(update) && update.sequence() > delivered ? update.revived() : update);
  }

  private static boolean isUndelivered(Update update) {
    return switch (update.standing()) {
      case PARKED, REJECTED, REFUSED, GIVEN_UP -> true;
      case DELIVERED, DISCARDED, SKIPPED -> false;
    };
  }

  private int changeAll(Entry.Kind kind, String service, String id, UnaryOperator<Update> change)
      throws LedgerException {
    String name = Names.ofEntry(kind, service, id);
    return store.inWords(
        () -> {
          try (Held entryHeld = locks().lockEntry(name, LOCK_WAIT.toNanos())) {
            Entry entry = store.load(name);
            if (entry == null) {
              return 0;
            }
            Entry changed = entry.changeAll(change);
            int count = 0;
            Iterator<Update> old = entry.updates().iterator();
            for (Update update : changed.updates()) {
              if (!update.equals(old.next())) {
                count++;
              }
            }
            if (count > 0) {
              store.save(name, changed);
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
    String name = Names.ofKey(service, key);
    return store.inWords(
        () -> {
          try (Held keyHeld = locks().lockKey(name, LOCK_WAIT.toNanos())) {
            KeyRecord found = store.loadKey(name);
            KeyRecord old = found == null ? new KeyRecord(service, key, null, 0) : found;
            KeyRecord changed = change.apply(old);
            if (!changed.equals(old)) {
              store.saveKey(name, changed);
            }
            return changed;
          }
        });
  }

  // For delivery.

  LedgerStore store() {
    return store;
  }

  /** Changes one update of an entry; null if the entry is gone. */
  @Nullable Entry change(String name, int sequence, UnaryOperator<Update> change)
      throws LedgerException {
    return store.lookUp(
        () -> {
          try (Held entryHeld = locks().lockEntry(name, LOCK_WAIT.toNanos())) {
            Entry entry = store.load(name);
            if (entry == null) {
              return null;
            }
            Entry changed = entry.change(sequence, change);
            store.save(name, changed);
            return changed;
          }
        });
  }

  /** The entry as it is now, read while nobody moves it; null if it is gone. */
  @Nullable Entry read(String name) throws LedgerException {
    return store.lookUp(
        () -> {
          try (Held entryHeld = locks().lockEntry(name, LOCK_WAIT.toNanos())) {
            return store.load(name);
          }
        });
  }

  @Nullable Held trySending(String name) throws LedgerException {
    return store.lookUp(() -> locks().trySending(name));
  }

  @Nullable Held tryDrain() throws LedgerException {
    return store.lookUp(() -> locks().tryDrain());
  }

  boolean exists() {
    return Files.isDirectory(store.folder);
  }

  synchronized LedgerLocks locks() throws IOException {
    if (closed) {
      throw new LedgerException("the ledger " + store.folder + " is closed", null);
    }
    if (locks == null) {
      store.create();
      locks = LedgerLocks.open(store.folder, files);
    }
    return locks;
  }

  DurableFiles files() {
    return files;
  }

  private static boolean isResolved(Payload payload) {
    return payload instanceof IncidentUpdate update && update.state() == IncidentState.RESOLVED;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Lets go of the lock file. */
  @Override
  public synchronized void close() {
    closed = true;
    if (locks != null) {
      try {
        locks.close();
      } catch (IOException e) {
        notices.warn("the ledger's lock file could not be closed: " + e.getMessage());
      }
      locks = null;
    }
  }
}
