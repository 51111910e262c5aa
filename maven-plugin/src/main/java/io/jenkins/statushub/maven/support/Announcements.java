package io.jenkins.statushub.maven.support;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.sending.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Sends announcements, or shows them. */
public final class Announcements {
  /** Nothing in Maven tries again by itself. */
  private static final String NEXT_ACTION = "send it with: mvn statushub:flush";

  private Announcements() {}

  /**
   * Sends all of them at once, and waits for their outcomes.
   *
   * @param offline whether to keep them for later
   */
  public static List<Outcome> send(
      StatusHubClient client, List<Announcement> announcements, boolean offline) {
    List<CompletionStage<Outcome>> stages = new ArrayList<>();
    for (Announcement announcement : announcements) {
      stages.add(
          offline
              ? client.enqueue(announcement, "Maven works offline")
              : client.announce(announcement));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (CompletionStage<Outcome> stage : stages) {
      outcomes.add(stage.toCompletableFuture().join());
    }
    return outcomes;
  }

  /** Returns the one line about an outcome. */
  public static String line(Outcome outcome) {
    return outcome.line(NEXT_ACTION);
  }

  /** Writes the outcomes to a log, each warning once. */
  public static void log(List<Outcome> outcomes, Consumer<String> info, Consumer<String> warn) {
    Set<String> warnings = new LinkedHashSet<>();
    outcomes.forEach(outcome -> warnings.addAll(outcome.warnings()));
    warnings.forEach(warning -> warn.accept("StatusHub: " + warning));
    for (Outcome outcome : outcomes) {
      (outcome.isFailure() ? warn : info).accept(line(outcome));
    }
  }

  /**
   * Returns what a dry run shows of an announcement.
   *
   * @throws LedgerException if the ledger can't be read
   */
  public static String preview(StatusHubClient client, Announcement announcement)
      throws LedgerException {
    byte[] json = JsonValues.writeReadable(client.preview(announcement).toMap());
    return "StatusHub: "
        + announcement.service().name()
        + ": dry run, nothing is sent or recorded. It would send:\n"
        + new String(json, StandardCharsets.UTF_8).stripTrailing();
  }
}
