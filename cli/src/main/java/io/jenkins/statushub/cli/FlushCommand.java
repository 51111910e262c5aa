package io.jenkins.statushub.cli;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.environment.SkipVariable;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.sending.FlushReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Delivers what is pending. */
@Command(
    name = "flush",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description =
        "Delivers what is pending in the ledger: each incident's updates in order, with their original"
            + " times.",
    footer = {
      "",
      "Example, as a cron job every ten minutes:",
      "  */10 * * * *  statushub flush --timeout 5m",
      "",
      "Exit codes: 0 done; with --fail-on-error 1 if anything stays pending or was rejected; 2 a mistake",
      "in the options.",
    })
final class FlushCommand implements Callable<Integer> {
  @Option(
      names = "--timeout",
      paramLabel = "<duration>",
      description = "How long to go on: 60s (default), 5m; at most an hour.")
  @Nullable String timeout;

  @Option(
      names = "--request-timeout",
      paramLabel = "<duration>",
      description = "How long one attempt may take. Default: 10s.")
  @Nullable String requestTimeout;

  @Option(
      names = "--fail-on-error",
      description = "Exit with 1 if anything stays pending or was rejected.")
  boolean failOnError;

  @Option(names = "--json", description = "Print the result as JSON, for scripts.")
  boolean json;

  @Mixin final LedgerOptions ledger = new LedgerOptions();

  @Override
  public Integer call() throws IOException {
    Duration bound = OptionValues.shortDuration("timeout", timeout == null ? "60s" : timeout);
    DeliveryPolicy policy = DeliveryPolicy.DEFAULT;
    if (requestTimeout != null) {
      policy =
          policy.withRequestTimeout(OptionValues.shortDuration("requestTimeout", requestTimeout));
    }
    if (SkipVariable.isSet(System::getenv)) {
      Console.log("skipped (" + SkipVariable.NAME + ")");
      return 0;
    }
    try (StatusHubClient client = CommandClient.open(ledger.folder(), policy);
        ProgressLine progress = new ProgressLine()) {
      FlushReport report =
          client
              .flush(false, bound, so -> progress.show("delivered " + so.delivered() + " so far"))
              .toCompletableFuture()
              .join();
      int pending = pending(client);
      progress.close();
      print(report, pending);
      boolean failed = pending > 0 || report.rejected() > 0 || report.expired() > 0;
      return failed && failOnError ? 1 : 0;
    }
  }

  private void print(FlushReport report, int pending) {
    if (json) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("delivered", report.delivered());
      map.put("rejected", report.rejected());
      map.put("expired", report.expired());
      map.put("pending", pending);
      map.put("complete", report.complete());
      map.put("busy", report.busy());
      map.put("nextAttempt", report.nextDue());
      Console.result(
          new String(JsonValues.writeReadable(map), StandardCharsets.UTF_8).stripTrailing());
    } else {
      Console.result("StatusHub: " + summary(report, pending));
    }
  }

  private static String summary(FlushReport report, int pending) {
    if (report.busy()) {
      return "another process is delivering this ledger's updates; pending: " + pending;
    }
    StringBuilder words = new StringBuilder("delivered ").append(report.delivered());
    if (report.rejected() > 0) {
      words.append(", rejected ").append(report.rejected());
    }
    if (report.expired() > 0) {
      words.append(", expired ").append(report.expired());
    }
    words.append(", pending ").append(pending == 0 ? "none" : pending);
    if (pending > 0 && !report.complete()) {
      words.append("; the time was over, more with --timeout");
    } else if (pending > 0 && report.nextDue() != null) {
      words.append("; next attempt ").append(report.nextDue().truncatedTo(ChronoUnit.SECONDS));
    }
    return words.append(pending == 0 ? "" : "; 'statushub ledger' shows why").toString();
  }

  private static int pending(StatusHubClient client) throws IOException {
    try (Stream<LedgerEntry> entries = client.ledger().pending()) {
      return (int) entries.count();
    }
  }
}
