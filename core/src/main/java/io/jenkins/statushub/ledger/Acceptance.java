package io.jenkins.statushub.ledger;

import org.jspecify.annotations.Nullable;

/** What the ledger answered to an announcement. */
sealed interface Acceptance {

  /** It is on disk and will be delivered. */
  record Recorded(Entry entry, int sequence) implements Acceptance {}

  /** There is nothing to say. */
  record Skipped(@Nullable String id, String why) implements Acceptance {}
}
