package io.jenkins.statushub.ledger;

import io.jenkins.statushub.concurrent.LockHandle;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.store.KeyRecord;
import io.jenkins.statushub.ledger.store.LedgerFileNames;
import io.jenkins.statushub.ledger.store.LedgerStorage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is known under the keys that group updates into one incident. */
public final class IncidentKeys {
  private final LedgerStorage storage;

  /**
   * @param storage the ledger's folder
   */
  public IncidentKeys(LedgerStorage storage) {
    this.storage = storage;
  }

  /**
   * Returns the open incident under a key; null if there is none.
   *
   * @throws LedgerException if the ledger can't be read
   */
  public @Nullable LedgerEntry openIncident(ServiceId service, String key) throws LedgerException {
    return storage.findTranslatingErrors(
        () -> {
          String id = storage.peekKey(service, key).id();
          if (id == null) {
            return null;
          }
          LedgerEntry entry =
              storage.peek(LedgerFileNames.ofEntry(LedgerEntry.Kind.INCIDENT, service, id));
          return entry != null && entry.isOpenIncident() ? entry : null;
        });
  }

  /**
   * Counts one more failure in a row under a key.
   *
   * @return how many there are now
   * @throws LedgerException if the ledger can't be read or written
   */
  public int countFailure(ServiceId service, String key) throws LedgerException {
    return change(service, key, record -> record.withFailures(record.failures() + 1)).failures();
  }

  /**
   * Sets the count of failures under a key to zero.
   *
   * @throws LedgerException if the ledger can't be read or written
   */
  public void clearFailures(ServiceId service, String key) throws LedgerException {
    change(service, key, record -> record.withFailures(0));
  }

  private KeyRecord change(ServiceId service, String key, UnaryOperator<KeyRecord> change)
      throws LedgerException {
    return storage.translatingErrors(
        () -> {
          String name = LedgerFileNames.ofKey(service, key);
          try (LockHandle lock = storage.lockKey(name, storage.defaultDeadline())) {
            KeyRecord old = storage.loadKeyLocked(service, key);
            KeyRecord changed = change.apply(old);
            if (!changed.equals(old)) {
              storage.saveKey(changed);
            }
            return changed;
          }
        });
  }

  /**
   * Moves what is known under a key to another one, as when a job is renamed. If an incident is
   * open under the other key already, nothing changes.
   *
   * @return whether something was moved
   * @throws LedgerException if the ledger can't be read or written
   */
  public boolean moveKey(ServiceId service, String from, String to) throws LedgerException {
    if (from.equals(to) || openIncident(service, to) != null) {
      return false;
    }
    KeyRecord found = storage.translatingErrors(() -> storage.peekKey(service, from));
    if (found.isEmpty()) {
      return false;
    }
    // The other key first: after a crash in between, both lead to the incident.
    change(
        service,
        to,
        old -> old.withId(found.id()).withFailures(found.failures()).withWindows(found.windows()));
    change(service, from, old -> KeyRecord.empty(service, from));
    return true;
  }
}
