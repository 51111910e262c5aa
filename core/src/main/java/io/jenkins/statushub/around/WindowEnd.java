package io.jenkins.statushub.around;

import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.sending.Outcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a maintenance window ends that work was announced with. */
public final class WindowEnd {
  private WindowEnd() {}

  /**
   * Returns when the first of the announced windows ends. That is earlier than what was asked for
   * if a window that runs already was not announced again.
   *
   * @param outcomes what became of the announcements of a window, one for each service
   * @param asked the end that was asked for, for what the ledger does not know
   */
  public static Instant first(Ledger ledger, List<Outcome> outcomes, Instant asked) {
    Instant first = asked;
    for (Outcome each : outcomes) {
      Instant end = end(ledger, each);
      if (end != null && end.isBefore(first)) {
        first = end;
      }
    }
    return first;
  }

  private static @Nullable Instant end(Ledger ledger, Outcome outcome) {
    String id = outcome.id();
    if (id == null) {
      return null;
    }
    try {
      LedgerEntry entry = ledger.find(LedgerEntry.Kind.MAINTENANCE, outcome.service(), id);
      return entry == null ? null : Instant.parse(entry.last().endTime());
    } catch (LedgerException | DateTimeException e) {
      return null;
    }
  }
}
