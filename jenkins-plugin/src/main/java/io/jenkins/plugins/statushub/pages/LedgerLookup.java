package io.jenkins.plugins.statushub.pages;

import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/**
 * Reads single entries of the ledger for one page. What can't be read never stops the page: it
 * counts as not there, and the page shows why.
 */
final class LedgerLookup {
  private static final Logger LOGGER = Logger.getLogger(LedgerLookup.class.getName());

  private @Nullable String problem;

  /** Returns an entry; null if there is none, or if it can't be read. */
  @Nullable LedgerEntry find(EntryRef ref) {
    try {
      return StatusHubClientProvider.get()
          .client()
          .ledger()
          .find(ref.kind(), ref.service(), ref.id());
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.FINE, e, () -> "can't read " + ref);
      problem = e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
      return null;
    }
  }

  /**
   * Returns why something could not be read, for the current user: where the ledger lies is not for
   * everybody; null if everything could.
   */
  @Nullable String problem() {
    if (problem == null || Jenkins.get().hasAnyPermission(Jenkins.SYSTEM_READ, Jenkins.MANAGE)) {
      return problem;
    }
    return Messages.LedgerLookup_unreadable();
  }
}
