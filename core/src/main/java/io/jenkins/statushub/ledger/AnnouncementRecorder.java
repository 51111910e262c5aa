package io.jenkins.statushub.ledger;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.hook.IncidentState;
import io.jenkins.statushub.hook.IncidentUpdate;
import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.ledger.store.KeyRecord;
import io.jenkins.statushub.ledger.store.LedgerFileNames;
import io.jenkins.statushub.ledger.store.LedgerFiles;
import io.jenkins.statushub.ledger.store.LedgerLocks.LockHandle;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of acceptance: which incident an announcement is about, whether there is anything to
 * say, and that it is on disk before anything is sent.
 */
final class AnnouncementRecorder {
  private final Ledger ledger;
  private final LedgerFiles store;
  private final Clock clock;
  private final long end;

  /**
   * @param end until when to wait for locks, by {@link System#nanoTime()}
   */
  AnnouncementRecorder(Ledger ledger, Clock clock, long end) {
    this.ledger = ledger;
    this.store = ledger.store();
    this.clock = clock;
    this.end = end;
  }

  RecordResult accept(Announcement announcement) throws IOException {
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

  private LockHandle lockEntry(String name) throws IOException {
    return ledger.locks().lockEntry(name, end - System.nanoTime());
  }

  private RecordResult acceptMaintenance(Announcement announcement) throws IOException {
    String service = announcement.service().name();
    String key = announcement.key();
    String id = announcement.id();
    for (int turn = 1; ; turn++) {
      String candidate = id != null ? id : newId(announcement, key == null ? "" : key, turn);
      String name = LedgerFileNames.ofEntry(LedgerEntry.Kind.MAINTENANCE, service, candidate);
      try (LockHandle entryLock = lockEntry(name)) {
        LedgerEntry entry = ledger.load(name);
        if (entry == null) {
          return begin(name, LedgerEntry.Kind.MAINTENANCE, announcement, candidate);
        }
        RecordResult said = previouslyRecorded(entry, announcement);
        if (said != null) {
          return said;
        }
        if (id != null && !entry.isAnnounced()) {
          return append(name, entry, announcement);
        }
      }
      if (id != null) {
        return new RecordResult.Skipped(
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

  private RecordResult acceptById(
      Announcement announcement, String id, @Nullable Beforehand beforehand) throws IOException {
    String name =
        LedgerFileNames.ofEntry(LedgerEntry.Kind.INCIDENT, announcement.service().name(), id);
    try (LockHandle entryLock = lockEntry(name)) {
      LedgerEntry entry = ledger.load(name);
      RecordResult known = entry == null ? null : skipReason(entry, announcement);
      if (known != null) {
        return known;
      }
      if (beforehand != null) {
        beforehand.run();
      }
      return entry == null
          ? begin(name, LedgerEntry.Kind.INCIDENT, announcement, id)
          : append(name, entry, announcement);
    }
  }

  private RecordResult acceptByKey(Announcement announcement, String key) throws IOException {
    String service = announcement.service().name();
    String keyName = LedgerFileNames.ofKey(service, key);
    try (LockHandle keyLock = ledger.locks().lockKey(keyName, end - System.nanoTime())) {
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
        RecordResult toOpen = appendIfOpen(announcement, last);
        if (toOpen != null) {
          return toOpen;
        }
      }
      if (isResolved(announcement.payload())) {
        return new RecordResult.Skipped(
            null, "no incident is open under the key '" + key + "', so there is none to resolve");
      }
      return open(announcement, record, keyName);
    }
  }

  /** Null if the incident that the key points to is over or was never said. */
  private @Nullable RecordResult appendIfOpen(Announcement announcement, String id)
      throws IOException {
    String name =
        LedgerFileNames.ofEntry(LedgerEntry.Kind.INCIDENT, announcement.service().name(), id);
    try (LockHandle entryLock = lockEntry(name)) {
      LedgerEntry entry = ledger.load(name);
      if (entry == null) {
        // A crash between writing the key and the incident, or a damaged file: the same trouble
        // keeps its id, so that there is never a second incident about it.
        return isResolved(announcement.payload())
            ? null
            : begin(name, LedgerEntry.Kind.INCIDENT, announcement, id);
      }
      RecordResult said = previouslyRecorded(entry, announcement);
      if (said != null) {
        return said;
      }
      if (entry.isClosed()) {
        return null;
      }
      RecordResult nothing = skipReason(entry, announcement);
      return nothing != null ? nothing : append(name, entry, announcement);
    }
  }

  private RecordResult open(Announcement announcement, KeyRecord record, String keyName)
      throws IOException {
    for (int turn = 1; ; turn++) {
      String id = newId(announcement, record.key(), turn);
      String name =
          LedgerFileNames.ofEntry(LedgerEntry.Kind.INCIDENT, announcement.service().name(), id);
      try (LockHandle entryLock = lockEntry(name)) {
        LedgerEntry entry = ledger.load(name);
        if (entry == null) {
          store.saveKey(keyName, record.withId(id));
          return begin(name, LedgerEntry.Kind.INCIDENT, announcement, id);
        }
        RecordResult said = previouslyRecorded(entry, announcement);
        if (said != null) {
          return said;
        }
      }
    }
  }

  static String newId(Announcement announcement, String key, int turn) {
    boolean window = announcement.payload() instanceof Maintenance;
    return LedgerFileNames.newId(
        window ? LedgerEntry.Kind.MAINTENANCE : LedgerEntry.Kind.INCIDENT,
        announcement.service().name(),
        key,
        announcement.origin(),
        turn,
        announcement.payload().startTime());
  }

  /** What the same origin said already, where it is to say it once; null if nothing. */
  private static @Nullable RecordResult previouslyRecorded(
      LedgerEntry entry, Announcement announcement) {
    if (announcement.idempotent()) {
      for (UpdateRecord update : entry.updates()) {
        if (announcement.origin().equals(update.origin())) {
          return new RecordResult.Recorded(entry, update.sequence());
        }
      }
    }
    return null;
  }

  /** Why an announcement adds nothing to an incident; null if it does. */
  private static @Nullable RecordResult skipReason(LedgerEntry entry, Announcement announcement) {
    RecordResult said = previouslyRecorded(entry, announcement);
    if (said != null) {
      return said;
    }
    String id = entry.id();
    if (entry.isClosed()) {
      return new RecordResult.Skipped(
          id,
          "incident "
              + id
              + " was resolved already, and nothing may follow that; leave the id out, or give"
              + " another one, to open a new incident");
    }
    if (isResolved(announcement.payload()) && !entry.isAnnounced()) {
      return new RecordResult.Skipped(
          id, "incident " + id + " never got to the hub, so there is none to resolve");
    }
    return null;
  }

  private RecordResult begin(
      String name, LedgerEntry.Kind kind, Announcement announcement, String id) throws IOException {
    LedgerEntry entry =
        new LedgerEntry(
            kind,
            announcement.service().name(),
            id,
            announcement.key(),
            announcement.hookUrlRef(),
            clock.instant(),
            0,
            List.of(update(1, announcement, id)));
    ledger.save(name, entry, true);
    return new RecordResult.Recorded(entry, 1);
  }

  private RecordResult append(String name, LedgerEntry entry, Announcement announcement)
      throws IOException {
    if (entry.missing() >= LedgerEntry.MAX_UNDELIVERED) {
      throw new LedgerException(
          "incident "
              + entry.id()
              + " has "
              + LedgerEntry.MAX_UNDELIVERED
              + " updates that could not be delivered, and takes no more; deliver or discard them"
              + " first",
          null);
    }
    UpdateRecord next = update(entry.last().sequence() + 1, announcement, entry.id());
    LedgerEntry longer = entry.append(next);
    ledger.save(name, longer, true);
    return new RecordResult.Recorded(longer, next.sequence());
  }

  private UpdateRecord update(int sequence, Announcement announcement, String id) {
    Payload payload = announcement.payload().withId(id);
    // Fails where the id makes it too large.
    payload.toJson();
    return UpdateRecord.accepted(sequence, clock.instant(), announcement.origin(), payload.toMap());
  }

  private static boolean isResolved(Payload payload) {
    return payload instanceof IncidentUpdate update && update.state() == IncidentState.RESOLVED;
  }
}
