package io.jenkins.statushub.maven;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.maven.settings.HookUrlSources;
import io.jenkins.statushub.maven.settings.MavenStatusHubClient;
import io.jenkins.statushub.maven.support.DeliverySettings;
import io.jenkins.statushub.maven.support.Parameters;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.sending.FlushReport;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
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
   * How long to go on: <code>60s</code>, <code>5m</code>; at most an hour. What is left then stays
   * pending.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.timeout", defaultValue = "60s")
  @Nullable String timeout;

  /**
   * Whether the build fails when anything stays pending or was refused: <code>true</code> or <code>
   * false</code>. For scripts that want to know by the exit code.
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

  private long toldAt;

  @Override
  void run() throws MojoFailureException, IOException {
    boolean strict = Parameters.flag("failOnError", failOnError);
    Duration bound = Parameters.shortDuration("timeout", timeout);
    DeliveryPolicy policy = DeliverySettings.policy(null, null, requestTimeout);
    try (StatusHubClient hub =
        MavenStatusHubClient.open(
            session,
            decrypter,
            new HookUrlSources(session, decrypter),
            ledger.toPath(),
            policy,
            notices())) {
      String summary;
      boolean failed;
      if (session.isOffline()) {
        int left = pending(hub);
        summary = "Maven works offline, so nothing was sent; " + entries(left) + " pending";
        failed = left > 0;
      } else {
        toldAt = System.nanoTime();
        FlushReport report = hub.flush(false, bound, this::progress).toCompletableFuture().join();
        int left = pending(hub);
        summary = summary(report, left);
        failed = left > 0 || report.refused() > 0 || report.expired() > 0;
      }
      end("StatusHub: " + summary, failed, strict);
    }
  }

  private void end(String line, boolean failed, boolean strict) throws MojoFailureException {
    if (failed && strict) {
      throw new MojoFailureException(line);
    }
    if (failed) {
      getLog().warn(line);
    } else {
      getLog().info(line);
    }
  }

  private synchronized void progress(FlushReport so) {
    long now = System.nanoTime();
    if (now - toldAt >= PROGRESS_NANOS) {
      toldAt = now;
      getLog().info("StatusHub: delivered " + so.delivered() + " so far, going on");
    }
  }

  private static String summary(FlushReport report, int left) {
    if (report.busy()) {
      return "another process is delivering this ledger's updates; " + entries(left) + " pending";
    }
    StringBuilder words = new StringBuilder("delivered ").append(report.delivered());
    if (report.refused() > 0) {
      words.append(", refused by the hub ").append(report.refused());
    }
    if (report.expired() > 0) {
      words.append(", given up on ").append(report.expired());
    }
    if (left == 0) {
      return words.append(", nothing stays pending").toString();
    }
    words.append(", ").append(entries(left)).append(" pending");
    if (!report.complete()) {
      words.append(" (the time was over; more by -Dstatushub.timeout=…)");
    } else if (report.nextDue() != null) {
      words.append("; next try from ").append(report.nextDue().truncatedTo(ChronoUnit.SECONDS));
    }
    return words.append("; mvn statushub:ledger says why").toString();
  }

  private static int pending(StatusHubClient hub) throws IOException {
    try (Stream<LedgerEntry> entries = hub.ledger().pending()) {
      return (int) entries.count();
    }
  }

  private static String entries(int count) {
    return count == 1
        ? "1 incident or maintenance stays"
        : count + " incidents or maintenances stay";
  }
}
