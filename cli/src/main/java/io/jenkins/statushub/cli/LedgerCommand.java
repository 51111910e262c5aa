package io.jenkins.statushub.cli;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the ledger, and decides about its entries. */
@Command(
    name = "ledger",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description =
        "Shows what is open and what is not delivered yet, and has an entry tried again or discarded.",
    footer = {
      "",
      "Examples:",
      "  statushub ledger",
      "  statushub ledger --json",
      "  statushub ledger --retry shop-2f81c0 && statushub flush",
    })
final class LedgerCommand implements Callable<Integer> {
  @Option(
      names = "--service",
      paramLabel = "<name>",
      description = "Only what is about this service.")
  @Nullable String service;

  @Option(
      names = "--retry",
      paramLabel = "<id>",
      description =
          "Try what is not delivered of this incident or maintenance again, what was rejected or has"
              + " expired, too; 'statushub flush' then sends it.")
  @Nullable String retry;

  @Option(
      names = "--discard",
      paramLabel = "<id>",
      description =
          "Deliver nothing more of this incident or maintenance. What the hub has stays there.")
  @Nullable String discard;

  @Option(names = "--json", description = "Print JSON, for scripts.")
  boolean json;

  @Mixin final LedgerOptions ledger = new LedgerOptions();

  @Override
  public Integer call() throws IOException {
    if (retry != null && discard != null) {
      throw new ParameterException("discard", "can't go with --retry; allowed: one of the two");
    }
    try (Ledger opened = new Ledger(ledger.folder(), Clock.systemUTC(), Console::log, true)) {
      if (discard != null) {
        discard(opened, discard.trim());
      } else if (retry != null) {
        retry(opened, retry.trim());
      } else {
        LedgerReport report = LedgerReport.of(opened, wanted(), Clock.systemUTC().instant());
        Console.result(
            json
                ? new String(JsonValues.writeReadable(report.toMap()), StandardCharsets.UTF_8)
                    .stripTrailing()
                : String.join("\n", report.lines()));
      }
    }
    return 0;
  }

  private void discard(Ledger opened, String id) throws IOException {
    LedgerEntry entry = find(opened, "discard", id);
    int count = opened.discard(entry.kind(), entry.service(), id);
    Console.result(
        count == 0
            ? "StatusHub: nothing of " + about(entry) + " was pending, so nothing is discarded"
            : "StatusHub: discarded " + updates(count) + " of " + about(entry));
  }

  private void retry(Ledger opened, String id) throws IOException {
    LedgerEntry entry = find(opened, "retry", id);
    int count = opened.retry(entry.kind(), entry.service(), id);
    Console.result(
        count == 0
            ? "StatusHub: " + about(entry) + " has nothing to be tried again"
            : "StatusHub: "
                + updates(count)
                + " of "
                + about(entry)
                + " will be tried again; 'statushub flush' does it now");
  }

  private LedgerEntry find(Ledger opened, String parameter, String id) throws IOException {
    List<LedgerEntry> found;
    try (Stream<LedgerEntry> entries = opened.entries()) {
      found = entries.filter(wanted()).filter(entry -> entry.id().equals(id)).toList();
    }
    if (found.isEmpty()) {
      throw ParameterException.invalidValue(
          parameter, id, "an id that 'statushub ledger' shows for " + opened.folder());
    }
    if (found.size() > 1) {
      throw ParameterException.invalidValue(
          parameter,
          id,
          "an id of one entry; this is one of several, so give --service, too: "
              + String.join(", ", found.stream().map(LedgerCommand::about).toList()));
    }
    return found.get(0);
  }

  private Predicate<LedgerEntry> wanted() {
    String only = service == null || service.isBlank() ? null : service.trim();
    return entry -> only == null || entry.service().equals(only);
  }

  private static String about(LedgerEntry entry) {
    return entry.kind().wire() + " " + entry.id() + " of service " + entry.service();
  }

  private static String updates(int count) {
    return count == 1 ? "1 update" : count + " updates";
  }
}
