package io.jenkins.statushub.ledger;

import io.jenkins.statushub.ledger.model.LedgerEntry;
import org.jspecify.annotations.Nullable;

/** What the ledger answered to an announcement. */
public sealed interface RecordResult {

  /** It is on disk and will be delivered. */
  record Recorded(LedgerEntry entry, int sequence) implements RecordResult {}

  /** There is nothing to say. */
  record Skipped(@Nullable String id, String why) implements RecordResult {}
}
