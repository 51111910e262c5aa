package io.jenkins.statushub.ledger;

import io.jenkins.statushub.ledger.model.LedgerEntry;
import org.jspecify.annotations.Nullable;

/** What the ledger did with an announcement. */
public sealed interface RecordResult {

  /**
   * It is on disk and is to be delivered.
   *
   * @param name the entry's name in the {@link DeliveryQueue}
   * @param entry the entry with it
   * @param sequence its place in the entry
   * @param known the entry as it was written, which saves reading it again; null if it was not
   */
  record Recorded(String name, LedgerEntry entry, int sequence, @Nullable QueuedEntry known)
      implements RecordResult {}

  /**
   * There is nothing to announce.
   *
   * @param id the incident or window in question; null if there is none
   * @param reason why, for people
   */
  record Skipped(@Nullable String id, String reason) implements RecordResult {}
}
