package io.jenkins.plugins.statushub.pages;

import java.util.Locale;

/** The lists of the ledger's page. Each entry of the ledger is in one of them. */
enum LedgerSection {
  /** Not delivered: rejected, expired or blocked. A person has to do something. */
  UNDELIVERED,
  /** Open incidents whose job was deleted. */
  ORPHANED,
  /** Tried again by itself. */
  PENDING,
  /** Incidents that the status page shows as not over. */
  OPEN,
  /** Maintenance windows that are not over. */
  RUNNING,
  /** Everything else. */
  PAST;

  /** Returns the name in addresses and in views. */
  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
