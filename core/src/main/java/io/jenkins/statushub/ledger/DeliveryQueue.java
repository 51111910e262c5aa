package io.jenkins.statushub.ledger;

import io.jenkins.statushub.concurrent.Deadline;
import io.jenkins.statushub.concurrent.LockHandle;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.ledger.store.LedgerStorage;
import io.jenkins.statushub.ledger.store.StoredEntry;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as sending sees it: entries with something to deliver, by name, and what became of
 * their updates.
 */
public final class DeliveryQueue {
  private final LedgerStorage storage;

  /**
   * @param storage the ledger's folder
   */
  public DeliveryQueue(LedgerStorage storage) {
    this.storage = storage;
  }

  /** Returns whether announcements are made without a ledger. */
  public boolean isAbsent() {
    return storage.isAbsent();
  }

  /** Returns whether anything was recorded yet. */
  public boolean exists() {
    return storage.exists();
  }

  /** Returns whether the ledger was closed. */
  public boolean isClosed() {
    return storage.isClosed();
  }

  /** Adds a listener for the ledger's end; returns false if it is closed already. */
  public boolean addCloseListener(Runnable listener) {
    return storage.addCloseListener(listener);
  }

  /** Removes a listener. */
  public void removeCloseListener(Runnable listener) {
    storage.removeCloseListener(listener);
  }

  /**
   * Returns the groups that the pending entries fall into: one for each service.
   *
   * @throws LedgerException if the folder can't be read
   */
  public List<PendingGroup> groups() throws LedgerException {
    return storage.translatingErrors(
        () -> {
          try (Stream<String> names = storage.pendingNames()) {
            return PendingGroup.of(names);
          }
        });
  }

  /**
   * Returns the names of the pending entries of a group. To be closed.
   *
   * @throws LedgerException if the folder can't be read
   */
  public Stream<String> names(PendingGroup group) throws LedgerException {
    List<String> names = group.names();
    if (names != null) {
      return names.stream();
    }
    return storage.translatingErrors(() -> storage.pendingNames().filter(group::contains));
  }

  /** Returns the right to flush; null while another thread or process has it. */
  public @Nullable LockHandle tryFlushLock() throws LedgerException {
    return storage.findTranslatingErrors(storage::tryFlushLock);
  }

  /**
   * Returns the right to send an entry's updates; null while another thread or process has it.
   *
   * @param whenFree run as soon as another thread of this process releases the right, if null is
   *     returned; to be brief. Other processes do not report: ask again
   */
  public @Nullable LockHandle trySendLock(String name, Runnable whenFree) throws LedgerException {
    return storage.findTranslatingErrors(() -> storage.trySendLock(name, whenFree));
  }

  /**
   * Returns an entry as it is, read while nobody moves it; null if it is gone.
   *
   * @param known the entry as it was last loaded or changed, which saves reading it again; null if
   *     it was not
   */
  public @Nullable QueuedEntry load(String name, @Nullable QueuedEntry known, Deadline deadline)
      throws LedgerException {
    StoredEntry stored = stored(known);
    return storage.findTranslatingErrors(() -> queued(storage.load(name, stored, deadline)));
  }

  /**
   * Changes what became of one update of an entry.
   *
   * @param known the entry as it was last loaded or changed, which saves reading it again; null if
   *     it was not
   * @param sequence the update's sequence number
   * @param durable whether a power failure must not take this change back
   * @return the entry now; null if it is gone
   */
  public @Nullable QueuedEntry change(
      String name,
      @Nullable QueuedEntry known,
      int sequence,
      UnaryOperator<UpdateRecord> change,
      boolean durable,
      Deadline deadline)
      throws LedgerException {
    StoredEntry stored = stored(known);
    return storage.findTranslatingErrors(
        () -> queued(storage.change(name, stored, sequence, change, durable, deadline)));
  }

  private static @Nullable StoredEntry stored(@Nullable QueuedEntry queued) {
    return queued == null ? null : queued.stored();
  }

  private static @Nullable QueuedEntry queued(@Nullable StoredEntry stored) {
    return stored == null ? null : new QueuedEntry(stored);
  }

  /** Moves an entry's file to the folder where it belongs, if it is not there. */
  public void putInPlace(String name, Deadline deadline) throws LedgerException {
    storage.findTranslatingErrors(
        () -> {
          storage.putInPlace(name, deadline);
          return null;
        });
  }

  /**
   * Remembers a change that could not be saved, such as a delivery when the disk is full, so that
   * at least this process does not deliver the update again.
   */
  public void rememberUnsaved(String name, int sequence, UnaryOperator<UpdateRecord> change) {
    storage.rememberUnsaved(name, sequence, change);
  }

  /** Returns until when nothing may be sent for a service; null if something may be sent now. */
  public @Nullable Instant backoffUntil(ServiceId service) throws LedgerException {
    return storage.findTranslatingErrors(() -> storage.backoffUntil(service));
  }

  /** Records a hub's request to send nothing for a service for a while; a longer one stays. */
  public void backOff(ServiceId service, Instant until, Deadline deadline) throws LedgerException {
    storage.findTranslatingErrors(
        () -> {
          storage.backOff(service, until, deadline);
          return null;
        });
  }

  /** Removes what is old, if nobody has done so for a day. A failure is reported. */
  public void cleanUpIfDue() {
    storage.cleanUpIfDue();
  }
}
