package io.jenkins.statushub.ledger;

import io.jenkins.statushub.concurrent.LockHandle;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.AdminAction;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.ledger.store.LedgerFileNames;
import io.jenkins.statushub.ledger.store.LedgerStorage;
import io.jenkins.statushub.ledger.store.StoredEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a person can do to entries of the ledger. Each action is recorded in its entry. */
public final class LedgerAdmin {
  private final LedgerStorage storage;

  /**
   * @param storage the ledger's folder
   */
  public LedgerAdmin(LedgerStorage storage) {
    this.storage = storage;
  }

  /**
   * Discards the undelivered updates of an entry. An incident that was never published is thereby
   * over.
   *
   * @param actor who does it; empty if not known
   * @return how many updates were discarded; 0 also if there is no such entry
   * @throws LedgerException if the ledger can't be read or written
   */
  public int discard(LedgerEntry.Kind kind, ServiceId service, String id, String actor)
      throws LedgerException {
    AdminAction action = action(AdminAction.Type.DISCARDED, actor);
    return change(kind, service, id, action, entry -> discarded(entry, action.time()));
  }

  private static LedgerEntry discarded(LedgerEntry entry, Instant now) {
    return entry.changeAll(
        update ->
            update.delivery().isUndelivered()
                ? update.settledAs(
                    DeliveryState.DISCARDED,
                    now,
                    update.problem().isEmpty() ? "discarded" : "discarded: " + update.problem())
                : update);
  }

  /**
   * Counts an incident as over, without an update to the hub, and discards its undelivered updates:
   * for incidents that the hub no longer knows or whose hook URL is gone.
   *
   * @param actor who does it; empty if not known
   * @return whether it was open or had undelivered updates; false also if there is no such entry
   * @throws LedgerException if the ledger can't be read or written
   */
  public boolean close(LedgerEntry.Kind kind, ServiceId service, String id, String actor)
      throws LedgerException {
    AdminAction action = action(AdminAction.Type.CLOSED, actor);
    return storage.translatingErrors(
        () -> {
          String name = LedgerFileNames.ofEntry(kind, service, id);
          try (LockHandle lock = storage.lockEntry(name, storage.defaultDeadline())) {
            LedgerEntry entry = loadLocked(name);
            if (entry == null || (!entry.isOpenIncident() && entry.undelivered() == 0)) {
              return false;
            }
            storage.save(discarded(entry, action.time()).withAction(action), true);
            return true;
          }
        });
  }

  /**
   * Makes what was rejected or expired pending again, and due at once; nothing is sent by this. An
   * update is not sent after a later one: if a later one was delivered, it stays as it is. If the
   * end of an incident was skipped because its beginning was not delivered, both are pending again.
   *
   * @param actor who does it; empty if not known
   * @return how many updates are due now that were not before
   * @throws LedgerException if the ledger can't be read or written
   */
  public int retry(LedgerEntry.Kind kind, ServiceId service, String id, String actor)
      throws LedgerException {
    return change(kind, service, id, action(AdminAction.Type.RETRIED, actor), LedgerAdmin::retried);
  }

  private static LedgerEntry retried(LedgerEntry entry) {
    UpdateRecord lastDelivered = entry.lastDelivered();
    int delivered = lastDelivered == null ? 0 : lastDelivered.sequence();
    boolean begins =
        entry.updates().stream()
            .anyMatch(update -> isRetried(update, delivered) && !update.isResolved());
    return entry.changeAll(
        update ->
            isRetried(update, delivered)
                    || (begins && update.delivery() == DeliveryState.SKIPPED && update.isResolved())
                ? update.retried()
                : update);
  }

  private static boolean isRetried(UpdateRecord update, int delivered) {
    return update.delivery().isUndelivered() && update.sequence() > delivered;
  }

  /**
   * Deletes a damaged file that was set aside.
   *
   * @param fileName a name from {@link Ledger#damaged()}
   * @return whether it was there
   * @throws LedgerException if it can't be deleted
   */
  public boolean deleteDamaged(String fileName) throws LedgerException {
    return storage.translatingErrors(() -> storage.deleteDamaged(fileName));
  }

  private AdminAction action(AdminAction.Type type, String actor) {
    return new AdminAction(type, actor, storage.clock().instant());
  }

  private int change(
      LedgerEntry.Kind kind,
      ServiceId service,
      String id,
      AdminAction action,
      UnaryOperator<LedgerEntry> change)
      throws LedgerException {
    return storage.translatingErrors(
        () -> {
          String name = LedgerFileNames.ofEntry(kind, service, id);
          try (LockHandle lock = storage.lockEntry(name, storage.defaultDeadline())) {
            LedgerEntry entry = loadLocked(name);
            if (entry == null) {
              return 0;
            }
            LedgerEntry changed = change.apply(entry);
            int count = differences(entry, changed);
            if (count > 0) {
              storage.save(changed.withAction(action), true);
            }
            return count;
          }
        });
  }

  private @Nullable LedgerEntry loadLocked(String name) throws IOException {
    StoredEntry stored = storage.loadLocked(name);
    return stored == null ? null : stored.entry();
  }

  private static int differences(LedgerEntry before, LedgerEntry after) {
    int count = 0;
    Iterator<UpdateRecord> old = before.updates().iterator();
    for (UpdateRecord update : after.updates()) {
      if (!update.equals(old.next())) {
        count++;
      }
    }
    return count;
  }
}
