package io.jenkins.statushub.cli;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.LedgerCommands;
import io.jenkins.statushub.ledger.LedgerDecision;
import io.jenkins.statushub.ledger.LedgerJson;
import io.jenkins.statushub.ledger.LedgerSummary;
import io.jenkins.statushub.ledger.LedgerText;
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
  private static final LedgerCommands COMMANDS =
      new LedgerCommands(
          "statushub ledger",
          "statushub flush",
          "statushub ledger --retry <id> (or --discard, or --close)");

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
        Console.result(show(client.ledger()));
      } else {
        String actor = "the command, run by " + System.getProperty("user.name");
        Console.result(
            "StatusHub: "
                + decision()
                    .apply(client.ledger(), client.ledgerAdmin(), service, id, actor, COMMANDS));
      }
    }
    return 0;
  }

  private String show(Ledger opened) throws IOException {
    String folder = opened.folder().toString();
    LedgerSummary summary = opened.summary(Clock.systemUTC().instant()).ofService(service);
    List<String> damaged = opened.damaged();
    return json
        ? new String(
                JsonValues.writeReadable(LedgerJson.of(folder, summary, damaged)),
                StandardCharsets.UTF_8)
            .stripTrailing()
        : String.join("\n", LedgerText.lines(folder, summary, damaged, COMMANDS));
  }

  private LedgerDecision decision() {
    if (retry != null) {
      return LedgerDecision.RETRY;
    }
    return discard != null ? LedgerDecision.DISCARD : LedgerDecision.CLOSE;
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
}
