package io.jenkins.statushub.cli;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes announcements, or shows them. */
final class Announcements {
  private static final long QUIET_SECONDS = 2;

  private Announcements() {}

  /**
   * Announces all of them at once, and waits for their outcomes.
   *
   * @param timeout how long they may take together
   */
  static List<Outcome> announce(
      StatusHubClient client, List<Announcement> announcements, Duration timeout) {
    List<CompletableFuture<Outcome>> futures = new ArrayList<>();
    for (Announcement announcement : announcements) {
      futures.add(client.announce(announcement, timeout).toCompletableFuture());
    }
    List<Outcome> outcomes = new ArrayList<>();
    try (ProgressLine progress = new ProgressLine()) {
      for (CompletableFuture<Outcome> future : futures) {
        outcomes.add(await(future, progress));
      }
    }
    return outcomes;
  }

  private static Outcome await(CompletableFuture<Outcome> future, ProgressLine progress) {
    while (true) {
      try {
        return future.get(QUIET_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        progress.show("waiting for the status page");
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  /** Returns the one line that tells an outcome; the command does not try again by itself. */
  static String line(Outcome outcome) {
    return outcome.line("send it with: statushub flush");
  }

  /**
   * Returns what a dry run shows for one of them.
   *
   * @throws IOException if the ledger can't be read
   */
  static String preview(StatusHubClient client, Announcement announcement) throws IOException {
    return new String(
            JsonValues.writeReadable(client.preview(announcement).toMap()), StandardCharsets.UTF_8)
        .stripTrailing();
  }
}
