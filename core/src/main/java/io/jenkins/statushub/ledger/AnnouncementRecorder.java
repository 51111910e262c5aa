package io.jenkins.statushub.ledger;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.concurrent.Deadline;
import io.jenkins.statushub.concurrent.LockHandle;
import io.jenkins.statushub.hook.IncidentState;
import io.jenkins.statushub.hook.IncidentUpdate;
import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.ledger.store.KeyRecord;
import io.jenkins.statushub.ledger.store.LedgerFileNames;
import io.jenkins.statushub.ledger.store.LedgerStorage;
import io.jenkins.statushub.ledger.store.StoredEntry;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records announcements: finds the incident that one is about, applies the protocol's rules, and
 * has it on disk before anything is sent.
 */
public final class AnnouncementRecorder {
  private final LedgerStorage storage;

  /**
   * @param storage the ledger's folder
   */
  public AnnouncementRecorder(LedgerStorage storage) {
    this.storage = storage;
  }

  /**
   * Records an announcement. It is on disk when this returns.
   *
   * @param deadline how long to wait for other processes' file work
   * @throws LedgerException if it can't be recorded; then nothing of it was
   */
  public RecordResult record(Announcement announcement, Deadline deadline) throws LedgerException {
    return storage.translatingErrors(() -> new Recording(announcement, deadline).record());
  }

  /**
   * Returns the id of the open incident that an announcement is about, for when the ledger can be
   * read and not written; null if there is none or it can't be found out.
   */
  public @Nullable String openIncidentId(Announcement announcement) {
    String key = announcement.key();
    if (key == null || announcement.payload() instanceof Maintenance) {
      return null;
    }
    try {
      LedgerEntry open = new IncidentKeys(storage).openIncident(announcement.service(), key);
      return open == null ? null : open.id();
    } catch (LedgerException e) {
      return null;
    }
  }

  /** Returns a new id for an announcement: the same for the same key, build and turn. */
  public static String newId(Announcement announcement, String key, int turn) {
    return LedgerFileNames.newId(
        announcement.payload() instanceof Maintenance
            ? LedgerEntry.Kind.MAINTENANCE
            : LedgerEntry.Kind.INCIDENT,
        announcement.service(),
        key,
        announcement.origin(),
        turn,
        announcement.payload().startTime());
  }

  /** Returns what the same build announced before, if it announces each thing once; else null. */
  private static @Nullable RecordResult previouslyRecorded(
      String name, StoredEntry stored, Announcement announcement) {
    if (!announcement.idempotent()) {
      return null;
    }
    for (UpdateRecord update : stored.entry().updates()) {
      if (announcement.origin().equals(update.origin())) {
        return recorded(name, stored, update.sequence());
      }
    }
    return null;
  }

  private static RecordResult recorded(String name, StoredEntry stored, int sequence) {
    return new RecordResult.Recorded(name, stored.entry(), sequence, new QueuedEntry(stored));
  }

  /** What is to be on disk before an incident is. */
  private interface Preparation {
    void run() throws IOException;
  }

  /** The recording of one announcement. */
  private final class Recording {
    private final Announcement announcement;
    private final ServiceId service;
    private final Payload payload;
    private final boolean resolves;
    private final Deadline deadline;

    Recording(Announcement announcement, Deadline deadline) {
      this.announcement = announcement;
      this.service = announcement.service();
      this.payload = announcement.payload();
      this.resolves =
          payload instanceof IncidentUpdate update && update.state() == IncidentState.RESOLVED;
      this.deadline = deadline;
    }

    RecordResult record() throws IOException {
      String key = announcement.key();
      String id = announcement.id();
      if (payload instanceof Maintenance) {
        return id == null ? newMaintenance(key == null ? "" : key) : maintenance(id);
      }
      if (key != null) {
        return incidentByKey(key, id);
      }
      if (id == null) {
        throw new IllegalArgumentException("an announcement has a key or an id");
      }
      return incidentById(id, null);
    }

    private String incidentName(String id) {
      return LedgerFileNames.ofEntry(LedgerEntry.Kind.INCIDENT, service, id);
    }

    private RecordResult maintenance(String id) throws IOException {
      String name = LedgerFileNames.ofEntry(LedgerEntry.Kind.MAINTENANCE, service, id);
      try (LockHandle lock = storage.lockEntry(name, deadline)) {
        StoredEntry stored = storage.loadLocked(name);
        if (stored == null) {
          return begin(name, LedgerEntry.Kind.MAINTENANCE, id);
        }
        RecordResult previous = previouslyRecorded(name, stored, announcement);
        if (previous != null) {
          return previous;
        }
        if (!stored.entry().isAnnounced()) {
          return append(name, stored);
        }
      }
      return new RecordResult.Skipped(
          id,
          "maintenance "
              + id
              + " is announced already, and the hook can't change a maintenance window; to announce"
              + " a follow-up window, give another id or none");
    }

    private RecordResult newMaintenance(String key) throws IOException {
      try (LockHandle lock = storage.lockKey(LedgerFileNames.ofKey(service, key), deadline)) {
        return newMaintenance(storage.loadKeyLocked(service, key));
      }
    }

    private RecordResult newMaintenance(KeyRecord record) throws IOException {
      for (int turn = 1; ; turn++) {
        String id = newId(announcement, record.key(), turn);
        String name = LedgerFileNames.ofEntry(LedgerEntry.Kind.MAINTENANCE, service, id);
        try (LockHandle lock = storage.lockEntry(name, deadline)) {
          StoredEntry stored = storage.loadLocked(name);
          if (stored == null) {
            RunningWindows windows = RunningWindows.of(record, storage);
            LedgerEntry running =
                announcement.allowDuplicate() ? null : windows.covering((Maintenance) payload);
            if (running != null) {
              return alreadyRunning(running);
            }
            storage.saveKey(record.withWindows(windows.idsWith(id)));
            return begin(name, LedgerEntry.Kind.MAINTENANCE, id);
          }
          RecordResult previous = previouslyRecorded(name, stored, announcement);
          if (previous != null) {
            return previous;
          }
        }
      }
    }

    /** One that is not delivered yet is tried again, and its outcome is that of this one. */
    private RecordResult alreadyRunning(LedgerEntry running) {
      UpdateRecord update = running.last();
      if (update.delivery() != DeliveryState.DELIVERED) {
        return new RecordResult.Recorded(
            LedgerFileNames.ofEntry(running), running, update.sequence(), null);
      }
      return new RecordResult.Skipped(
          running.id(),
          "a window with this key and title is announced already, until "
              + update.endTime()
              + "; allowDuplicate announces another one");
    }

    private RecordResult incidentById(String id, @Nullable Preparation preparation)
        throws IOException {
      String name = incidentName(id);
      try (LockHandle lock = storage.lockEntry(name, deadline)) {
        StoredEntry stored = storage.loadLocked(name);
        RecordResult known = stored == null ? null : withoutUpdate(name, stored);
        if (known != null) {
          return known;
        }
        if (preparation != null) {
          preparation.run();
        }
        return stored == null ? begin(name, LedgerEntry.Kind.INCIDENT, id) : append(name, stored);
      }
    }

    private RecordResult incidentByKey(String key, @Nullable String id) throws IOException {
      try (LockHandle lock = storage.lockKey(LedgerFileNames.ofKey(service, key), deadline)) {
        KeyRecord record = storage.loadKeyLocked(service, key);
        if (id != null) {
          boolean known = resolves || id.equals(record.id());
          return incidentById(id, known ? null : () -> storage.saveKey(record.withId(id)));
        }
        String last = record.id();
        RecordResult updated = last == null ? null : appendIfOpen(last);
        if (updated != null) {
          return updated;
        }
        if (resolves) {
          return new RecordResult.Skipped(
              null, "no incident is open under the key '" + key + "', so there is none to resolve");
        }
        return open(record);
      }
    }

    /** Returns null if the incident that the key points to is over or was never announced. */
    private @Nullable RecordResult appendIfOpen(String id) throws IOException {
      String name = incidentName(id);
      try (LockHandle lock = storage.lockEntry(name, deadline)) {
        StoredEntry stored = storage.loadLocked(name);
        if (stored == null) {
          // A crash between writing the key and the incident, or a damaged file: the same problem
          // keeps its id, so that there is never a second incident about it.
          return resolves ? null : begin(name, LedgerEntry.Kind.INCIDENT, id);
        }
        RecordResult known = withoutUpdate(name, stored);
        if (known instanceof RecordResult.Skipped && stored.entry().isClosed()) {
          return null;
        }
        return known != null ? known : append(name, stored);
      }
    }

    private RecordResult open(KeyRecord record) throws IOException {
      for (int turn = 1; ; turn++) {
        String id = newId(announcement, record.key(), turn);
        String name = incidentName(id);
        try (LockHandle lock = storage.lockEntry(name, deadline)) {
          StoredEntry stored = storage.loadLocked(name);
          if (stored == null) {
            storage.saveKey(record.withId(id));
            return begin(name, LedgerEntry.Kind.INCIDENT, id);
          }
          RecordResult previous = previouslyRecorded(name, stored, announcement);
          if (previous != null) {
            return previous;
          }
        }
      }
    }

    /** Returns the result if an incident takes no update from this announcement; else null. */
    private @Nullable RecordResult withoutUpdate(String name, StoredEntry stored) {
      RecordResult previous = previouslyRecorded(name, stored, announcement);
      if (previous != null) {
        return previous;
      }
      LedgerEntry entry = stored.entry();
      String reason = skipReason(entry);
      return reason == null ? null : new RecordResult.Skipped(entry.id(), reason);
    }

    private @Nullable String skipReason(LedgerEntry entry) {
      if (entry.isClosed()) {
        return "incident "
            + entry.id()
            + " was resolved already, and nothing may follow that; to open a new incident, give"
            + " another id or none";
      }
      if (resolves && !entry.isAnnounced()) {
        return "incident " + entry.id() + " was never published, so there is none to resolve";
      }
      return null;
    }

    private RecordResult begin(String name, LedgerEntry.Kind kind, String id) throws IOException {
      Instant now = storage.clock().instant();
      LedgerEntry entry =
          new LedgerEntry(
              kind,
              service,
              id,
              announcement.key(),
              announcement.hookUrlRef(),
              now,
              0,
              List.of(),
              List.of(update(1, id, payload)));
      return recorded(name, storage.save(entry, true), 1);
    }

    private RecordResult append(String name, StoredEntry stored) throws IOException {
      LedgerEntry entry = stored.entry();
      if (entry.undelivered() >= LedgerEntry.MAX_UNDELIVERED) {
        throw LedgerException.aboutEntry(
            "incident "
                + entry.id()
                + " has "
                + LedgerEntry.MAX_UNDELIVERED
                + " undelivered updates, and takes no more; deliver or discard them first");
      }
      int sequence = entry.last().sequence() + 1;
      UpdateRecord update = update(sequence, entry.id(), notBefore(entry.last()));
      StoredEntry longer = storage.append(stored, update, announcement.hookUrlRef());
      return recorded(name, longer, sequence);
    }

    /** Within an incident times never fall: a hub may order updates by them. */
    private Payload notBefore(UpdateRecord last) {
      if (!(payload instanceof IncidentUpdate update)) {
        return payload;
      }
      try {
        Instant earliest = Instant.parse(last.startTime());
        return update.startTime().isBefore(earliest) ? update.withStartTime(earliest) : update;
      } catch (DateTimeException e) {
        return payload;
      }
    }

    private UpdateRecord update(int sequence, String id, Payload message) {
      Payload withId = message.withId(id);
      // Fails if the id makes it too large.
      withId.toJson();
      return UpdateRecord.pending(
          sequence, storage.clock().instant(), announcement.origin(), withId.toMap());
    }
  }
}
