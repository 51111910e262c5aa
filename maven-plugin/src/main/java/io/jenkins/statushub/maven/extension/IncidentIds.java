package io.jenkins.statushub.maven.extension;

import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * The ids of incidents that a user named by one id: {@code upgrade}, and after that is over {@code
 * upgrade-2} and so on, because nothing may follow an incident's {@code resolved}.
 */
final class IncidentIds {
  private final Ledger ledger;
  private final String id;

  IncidentIds(Ledger ledger, String id) {
    this.ledger = ledger;
    this.id = id;
  }

  /** Returns the id of the incident that is open, or else of the next one. */
  String current(ServiceId service) throws LedgerException {
    String candidate = id;
    for (int i = 2; isClosed(service, candidate); i++) {
      candidate = id + "-" + i;
    }
    return candidate;
  }

  /** Returns whether the ledger knows the incident as open. */
  boolean isOpen(ServiceId service) throws LedgerException {
    LedgerEntry entry = find(service, current(service));
    return entry != null && entry.isOpenIncident();
  }

  /** Returns whether the ledger never heard of it. */
  boolean isUnknown(ServiceId service) throws LedgerException {
    return find(service, id) == null;
  }

  private boolean isClosed(ServiceId service, String candidate) throws LedgerException {
    LedgerEntry entry = find(service, candidate);
    return entry != null && entry.isClosed();
  }

  private @Nullable LedgerEntry find(ServiceId service, String candidate) throws LedgerException {
    return ledger.find(LedgerEntry.Kind.INCIDENT, service, candidate);
  }
}
