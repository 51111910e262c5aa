package io.jenkins.statushub.cli;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.LedgerAdmin;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.sending.DeliveryPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
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

  @Option(
      names = "--close",
      paramLabel = "<id>",
      description =
          "Take this open incident for over without announcing it: somebody has resolved it on the page.")
  @Nullable String close;

  @Option(names = "--json", description = "Print JSON, for scripts.")
  boolean json;

  @Mixin final LedgerOptions ledger = new LedgerOptions();

  @Override
  public Integer call() throws IOException {
    String id = checkedId();
    try (StatusHubClient client = CommandClient.open(ledger.folder(), DeliveryPolicy.DEFAULT)) {
      if (id == null) {
        LedgerReport report =
            LedgerReport.of(client.ledger(), service, Clock.systemUTC().instant());
        Console.result(
            json
                ? new String(JsonValues.writeReadable(report.toMap()), StandardCharsets.UTF_8)
                    .stripTrailing()
                : String.join("\n", report.lines()));
      } else {
        Console.result("StatusHub: " + decide(client, id));
      }
    }
    return 0;
  }

  /** Returns the id that something is decided about; null if the ledger is to be shown. */
  private @Nullable String checkedId() {
    List<String> ids = Stream.of(retry, discard, close).filter(Objects::nonNull).toList();
    if (ids.size() > 1) {
      throw new ParameterException(
          "retry", "can't go with --discard or --close; allowed: one of the three");
    }
    return ids.isEmpty() ? null : ids.get(0).trim();
  }

  private String decide(StatusHubClient client, String id) throws IOException {
    String option = retry != null ? "retry" : discard != null ? "discard" : "close";
    LedgerEntry entry = find(client.ledger(), option, id);
    LedgerAdmin admin = client.ledgerAdmin();
    String actor = "the command, run by " + System.getProperty("user.name");
    if (close != null) {
      return admin.close(entry.kind(), entry.service(), id, actor)
          ? "closed " + about(entry) + " without announcing it"
          : about(entry) + " is not open, so nothing is closed";
    }
    if (discard != null) {
      int count = admin.discard(entry.kind(), entry.service(), id, actor);
      return count == 0
          ? "nothing of " + about(entry) + " was pending, so nothing is discarded"
          : "discarded " + updates(count) + " of " + about(entry);
    }
    int count = admin.retry(entry.kind(), entry.service(), id, actor);
    return count == 0
        ? about(entry) + " has nothing to be tried again"
        : updates(count)
            + " of "
            + about(entry)
            + " will be tried again; 'statushub flush' does it now";
  }

  private LedgerEntry find(Ledger opened, String parameter, String id) throws IOException {
    List<LedgerEntry> found;
    try (Stream<LedgerEntry> entries = opened.entries()) {
      found =
          entries
              .filter(entry -> service == null || entry.service().name().equals(service.trim()))
              .filter(entry -> entry.id().equals(id))
              .toList();
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

  private static String about(LedgerEntry entry) {
    return entry.kind().wire() + " " + entry.id() + " of service " + entry.service().name();
  }

  private static String updates(int count) {
    return count == 1 ? "1 update" : count + " updates";
  }
}
