package io.jenkins.statushub.maven;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.input.Problems;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.maven.settings.HookUrlSources;
import io.jenkins.statushub.maven.settings.MavenStatusHubClient;
import io.jenkins.statushub.maven.settings.SettingsSecrets;
import io.jenkins.statushub.maven.support.DeliverySettings;
import io.jenkins.statushub.maven.support.LedgerFolder;
import io.jenkins.statushub.maven.support.Parameters;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.sending.FlushReport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what is pending in the ledger: each incident's updates in order, with their original
 * times.
 *
 * @since 1.0.0
 */
@Mojo(name = "flush", requiresProject = false, threadSafe = true)
public final class FlushMojo extends StatusHubMojo {
  private static final long PROGRESS_NANOS = Duration.ofSeconds(2).toNanos();

  /**
   * How long to go on: <code>60s</code>, <code>5m</code>; at most an hour. The rest stays pending.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.timeout", defaultValue = "60s")
  @Nullable String timeout;

  /**
   * Whether the build fails if anything is still pending or was rejected: <code>true</code> or
   * <code>
   * false</code>. For scripts that look at the exit code.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.failOnError", defaultValue = "false")
  @Nullable String failOnError;

  /**
   * How long one attempt may take.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.requestTimeout", defaultValue = "10s")
  @Nullable String requestTimeout;

  private long lastProgress;

  @Override
  void run() throws MojoFailureException, IOException {
    Problems problems = new Problems();
    boolean strict =
        Boolean.TRUE.equals(problems.check(() -> Parameters.flag("failOnError", failOnError)));
    Duration limit = problems.check(() -> Parameters.shortDuration("timeout", timeout));
    DeliveryPolicy policy =
        problems.check(() -> DeliverySettings.policy(null, null, requestTimeout));
    problems.throwIfAny();
    LedgerFolder folder = ledgerFolder();
    if (folder.path() == null) {
      return;
    }
    SettingsSecrets secrets = new SettingsSecrets(session, decrypter);
    try (StatusHubClient client =
        MavenStatusHubClient.open(
            session,
            secrets,
            new HookUrlSources(session, secrets),
            folder.path(),
            Objects.requireNonNull(policy),
            notices())) {
      if (session.isOffline()) {
        int pending = pending(client).size();
        end("Maven works offline, so nothing was sent; " + entries(pending), pending > 0, strict);
        return;
      }
      lastProgress = System.nanoTime();
      FlushReport report =
          client
              .flush(false, Objects.requireNonNull(limit), this::progress)
              .toCompletableFuture()
              .join();
      List<LedgerEntry> pending = pending(client);
      end(
          summary(report, pending, Instant.now()),
          !pending.isEmpty() || report.rejected() > 0 || report.expired() > 0,
          strict);
    }
  }

  private void end(String text, boolean failed, boolean strict) throws MojoFailureException {
    String line = "StatusHub: " + text;
    if (failed && strict) {
      throw new MojoFailureException(line);
    }
    if (failed) {
      getLog().warn(line);
    } else {
      getLog().info(line);
    }
  }

  private synchronized void progress(FlushReport report) {
    long now = System.nanoTime();
    if (now - lastProgress >= PROGRESS_NANOS) {
      lastProgress = now;
      getLog().info("StatusHub: delivered " + report.delivered() + " so far");
    }
  }

  private static String summary(FlushReport report, List<LedgerEntry> pending, Instant now) {
    if (report.busy()) {
      return "another process is flushing this ledger; " + entries(pending.size());
    }
    StringBuilder text = new StringBuilder("delivered ").append(report.delivered());
    if (report.rejected() > 0) {
      text.append(", rejected ").append(report.rejected());
    }
    if (report.expired() > 0) {
      text.append(", expired ").append(report.expired());
    }
    if (pending.isEmpty()) {
      return text.append(", nothing is pending").toString();
    }
    text.append(", ").append(entries(pending.size()));
    if (!report.complete()) {
      return text.append(" (the time limit was reached; -Dstatushub.timeout=… allows more)")
          .toString();
    }
    String reason = reason(pending);
    if (!reason.isEmpty()) {
      text.append(" (").append(reason).append(')');
    }
    if (report.nextDue() != null && report.nextDue().isAfter(now)) {
      text.append(", next attempt ")
          .append(report.nextDue().truncatedTo(ChronoUnit.SECONDS))
          .append(" at the earliest, with the next flush");
    }
    return text.append("; details: mvn statushub:ledger").toString();
  }

  /** What holds up the first of them, such as how long the hub asked to wait. */
  private static String reason(List<LedgerEntry> pending) {
    UpdateRecord head = pending.get(0).head();
    return head == null ? "" : head.problem();
  }

  private static List<LedgerEntry> pending(StatusHubClient client) throws IOException {
    try (Stream<LedgerEntry> entries = client.ledger().pending()) {
      return entries.toList();
    }
  }

  private static String entries(int count) {
    return count == 1
        ? "1 incident or maintenance is pending"
        : count + " incidents or maintenances are pending";
  }
}
