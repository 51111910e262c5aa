package io.jenkins.statushub.ledger;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.hook.IncidentState;
import io.jenkins.statushub.hook.IncidentUpdate;
import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.ledger.LedgerLocks.Held;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of acceptance: which incident an announcement is about, whether there is anything to
 * say, and that it is on disk before anything is sent.
 */
final class Acceptor {
  private final Ledger ledger;
  private final LedgerStore store;
  private final Clock clock;
  private final long end;

  /**
   * @param end until when to wait for locks, by {@link System#nanoTime()}
   */
  Acceptor(Ledger ledger, Clock clock, long end) {
    this.ledger = ledger;
    this.store = ledger.store();
    this.clock = clock;
    this.end = end;
  }

  Acceptance accept(Announcement announcement) throws IOException {
    if (announcement.payload() instanceof Maintenance) {
      return acceptMaintenance(announcement);
    }
    String key = announcement.key();
    String id = announcement.id();
    if (key != null) {
      return acceptByKey(announcement, key);
    }
    if (id == null) {
      throw new IllegalArgumentException("an announcement has a key or an id");
    }
    return acceptById(announcement, id, null);
  }

  private Held lockEntry(String name) throws IOException {
    return ledger.locks().lockEntry(name, end - System.nanoTime());
  }

  private Acceptance acceptMaintenance(Announcement announcement) throws IOException {
    String service = announcement.service();
    String key = announcement.key();
    String id = announcement.id();
    for (int turn = 1; ; turn++) {
      String candidate = id != null ? id : newId(announcement, key == null ? "" : key, turn);
      String name = Names.ofEntry(Entry.Kind.MAINTENANCE, service, candidate);
      try (Held entryHeld = lockEntry(name)) {
        Entry entry = ledger.load(name);
        if (entry == null) {
          return begin(name, Entry.Kind.MAINTENANCE, announcement, candidate);
        }
        Acceptance said = saidBefore(entry, announcement);
        if (said != null) {
          return said;
        }
        if (id != null && !entry.isSaid()) {
          return append(name, entry, announcement);
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

  /** What is to be on disk before an incident is. */
  private interface Beforehand {
    void run() throws IOException;
  }

  private Acceptance acceptById(
      Announcement announcement, String id, @Nullable Beforehand beforehand) throws IOException {
    String name = Names.ofEntry(Entry.Kind.INCIDENT, announcement.service(), id);
    try (Held entryHeld = lockEntry(name)) {
      Entry entry = ledger.load(name);
      Acceptance known = entry == null ? null : nothingToSay(entry, announcement);
      if (known != null) {
        return known;
      }
      if (beforehand != null) {
        beforehand.run();
      }
      return entry == null
          ? begin(name, Entry.Kind.INCIDENT, announcement, id)
          : append(name, entry, announcement);
    }
  }

  private Acceptance acceptByKey(Announcement announcement, String key) throws IOException {
    String service = announcement.service();
    String keyName = Names.ofKey(service, key);
    try (Held keyHeld = ledger.locks().lockKey(keyName, end - System.nanoTime())) {
      KeyRecord found = store.loadKey(keyName, service, key);
      KeyRecord record = found == null ? new KeyRecord(service, key, null, 0) : found;
      String id = announcement.id();
      if (id != null) {
        boolean known = isResolved(announcement.payload()) || id.equals(record.id());
        return acceptById(
            announcement, id, known ? null : () -> store.saveKey(keyName, record.withId(id)));
      }
      String last = record.id();
      if (last != null) {
        Acceptance toOpen = appendIfOpen(announcement, last);
        if (toOpen != null) {
          return toOpen;
        }
      }
      if (isResolved(announcement.payload())) {
        return new Acceptance.Skipped(
            null, "no incident is open under the key '" + key + "', so there is none to resolve");
      }
      return open(announcement, record, keyName);
    }
  }

  /** Null if the incident that the key points to is over or was never said. */
  private @Nullable Acceptance appendIfOpen(Announcement announcement, String id)
      throws IOException {
    String name = Names.ofEntry(Entry.Kind.INCIDENT, announcement.service(), id);
    try (Held entryHeld = lockEntry(name)) {
      Entry entry = ledger.load(name);
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
      if (entry.isClosed()) {
        return null;
      }
      Acceptance nothing = nothingToSay(entry, announcement);
      return nothing != null ? nothing : append(name, entry, announcement);
    }
  }

  private Acceptance open(Announcement announcement, KeyRecord record, String keyName)
      throws IOException {
    for (int turn = 1; ; turn++) {
      String id = newId(announcement, record.key(), turn);
      String name = Names.ofEntry(Entry.Kind.INCIDENT, announcement.service(), id);
      try (Held entryHeld = lockEntry(name)) {
        Entry entry = ledger.load(name);
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

  static String newId(Announcement announcement, String key, int turn) {
    boolean window = announcement.payload() instanceof Maintenance;
    return Names.newId(
        window ? Entry.Kind.MAINTENANCE : Entry.Kind.INCIDENT,
        announcement.service(),
        key,
        announcement.origin(),
        turn,
        announcement.payload().startTime());
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

  /** Why an announcement adds nothing to an incident; null if it does. */
  private static @Nullable Acceptance nothingToSay(Entry entry, Announcement announcement) {
    Acceptance said = saidBefore(entry, announcement);
    if (said != null) {
      return said;
    }
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
    return null;
  }

  private Acceptance begin(String name, Entry.Kind kind, Announcement announcement, String id)
      throws IOException {
    Entry entry =
        new Entry(
            kind,
            announcement.service(),
            id,
            announcement.key(),
            announcement.route(),
            clock.instant(),
            0,
            List.of(update(1, announcement, id)));
    ledger.save(name, entry, true);
    return new Acceptance.Recorded(entry, 1);
  }

  private Acceptance append(String name, Entry entry, Announcement announcement)
      throws IOException {
    if (entry.missing() >= Entry.MAX_UNDELIVERED) {
      throw new LedgerException(
          "incident "
              + entry.id()
              + " has "
              + Entry.MAX_UNDELIVERED
              + " updates that could not be delivered, and takes no more; deliver or discard them"
              + " first",
          null);
    }
    Entry before = announcement.dropSuperseded() ? withoutSuperseded(entry) : entry;
    Update next = update(entry.last().sequence() + 1, announcement, entry.id());
    Entry longer = before.append(next);
    ledger.save(name, longer, true);
    return new Acceptance.Recorded(longer, next.sequence());
  }

  private Update update(int sequence, Announcement announcement, String id) {
    Payload payload = announcement.payload().withId(id);
    // Fails where the id makes it too large.
    payload.toJson();
    return Update.accepted(sequence, clock.instant(), announcement.origin(), payload.toMap());
  }

  /**
   * What is still parked need not be said, except the opening of an incident that was not published
   * yet: its end, too, has to have a beginning.
   */
  private Entry withoutSuperseded(Entry entry) {
    Instant now = clock.instant();
    Update head = entry.isPublished() ? null : entry.head();
    int opening = head == null ? 0 : head.sequence();
    return entry.changeAll(
        update ->
            update.standing() == Standing.PARKED && update.sequence() != opening
                ? update.settledAs(Standing.SKIPPED, now, "superseded by a later update")
                : update);
  }

  private static boolean isResolved(Payload payload) {
    return payload instanceof IncidentUpdate update && update.state() == IncidentState.RESOLVED;
  }
}
