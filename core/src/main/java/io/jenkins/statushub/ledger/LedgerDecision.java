package io.jenkins.statushub.ledger;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a person decides about one entry of the ledger by its id, from a console. */
public enum LedgerDecision {
  /** Tries again what is not delivered. */
  RETRY,
  /** Delivers nothing more. */
  DISCARD,
  /** Counts an incident as over, without an update to the hub. */
  CLOSE;

  /** Returns the name of the parameter that takes the id: {@code retry}, for example. */
  public String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Carries it out.
   *
   * @param service the service that the entry has to be of; null or blank for any
   * @param id the entry's id
   * @param actor who decides
   * @param commands what the person would type
   * @return a line that says what was done
   * @throws ParameterException unless the id is that of exactly one entry
   * @throws LedgerException if the ledger can't be read or written
   */
  public String apply(
      Ledger ledger,
      LedgerAdmin admin,
      @Nullable String service,
      String id,
      String actor,
      LedgerCommands commands)
      throws LedgerException {
    LedgerEntry entry = find(ledger, service, id, commands);
    return switch (this) {
      case RETRY -> {
        int count = admin.retry(entry.kind(), entry.service(), id, actor);
        yield count == 0
            ? "nothing to retry: " + about(entry)
            : updates(count) + " to retry (" + commands.flush() + "): " + about(entry);
      }
      case DISCARD -> {
        int count = admin.discard(entry.kind(), entry.service(), id, actor);
        yield count == 0
            ? "nothing to discard: " + about(entry)
            : "discarded " + updates(count) + ": " + about(entry);
      }
      case CLOSE ->
          admin.close(entry.kind(), entry.service(), id, actor)
              ? "closed without an update to the hub: " + about(entry)
              : "closed already: " + about(entry);
    };
  }

  private LedgerEntry find(
      Ledger ledger, @Nullable String service, String id, LedgerCommands commands)
      throws LedgerException {
    List<LedgerEntry> found;
    try (Stream<LedgerEntry> entries = ledger.entries()) {
      found =
          entries
              .filter(entry -> entry.id().equals(id))
              .filter(entry -> isOf(entry, service))
              .toList();
    }
    if (found.isEmpty()) {
      throw ParameterException.invalidValue(
          parameter(), id, "an id that " + commands.show() + " shows for " + ledger.folder());
    }
    if (found.size() > 1) {
      throw ParameterException.invalidValue(
          parameter(),
          id,
          "an id of one entry; this is one of several, so name the service, too: "
              + String.join(", ", found.stream().map(LedgerDecision::about).toList()));
    }
    return found.get(0);
  }

  private static boolean isOf(LedgerEntry entry, @Nullable String service) {
    return service == null || service.isBlank() || entry.service().name().equals(service.trim());
  }

  private static String about(LedgerEntry entry) {
    return entry.kind().wire() + " " + entry.id() + " of service " + entry.service().name();
  }

  private static String updates(int count) {
    return count == 1 ? "1 update" : count + " updates";
  }
}
