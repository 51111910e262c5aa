package io.jenkins.statushub.ledger;

import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.store.StoredEntry;

/** An entry as {@link DeliveryQueue} last read or changed it. */
public final class QueuedEntry {
  private final StoredEntry stored;

  QueuedEntry(StoredEntry stored) {
    this.stored = stored;
  }

  /** Returns the entry. */
  public LedgerEntry entry() {
    return stored.entry();
  }

  StoredEntry stored() {
    return stored;
  }
}
