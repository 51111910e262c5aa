package io.jenkins.statushub.maven;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.Notices;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.maven.support.Parameters;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Shows what is open and what could not be delivered yet, and lets you decide about an entry: have
 * it retried, or discard it.
 *
 * @since 1.0.0
 */
@Mojo(name = "ledger", requiresProject = false, threadSafe = true)
public final class LedgerMojo extends StatusHubMojo {
  /**
   * The id of an incident or maintenance of which nothing more is to be delivered. What the hub has
   * already stays there.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.discard")
  @Nullable String discard;

  /**
   * The id of an incident or maintenance whose undelivered updates are to be tried again, those
   * that were refused or given up on, too. <code>statushub:flush</code> then sends them.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.retry")
  @Nullable String retry;

  /**
   * Only what is about this service.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.service")
  @Nullable String service;

  /**
   * Whether to write JSON instead, for scripts: to {@link #outputFile}, or else to the standard
   * output.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.json", defaultValue = "false")
  @Nullable String json;

  /**
   * A file to write to instead of the console. For scripts, since some Mavens add colour codes to
   * their standard output even with <code>-q</code> and into a pipe.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.outputFile")
  @Nullable File outputFile;

  @Override
  void run() throws IOException {
    boolean asJson = Parameters.flag("json", json);
    if (isGiven(discard) && isGiven(retry)) {
      throw new ParameterException("discard", "can't go with retry; allowed: one of the two");
    }
    Notices notices = line -> getLog().warn("StatusHub: " + line);
    try (Ledger opened = new Ledger(ledger.toPath(), Clock.systemUTC(), notices, true)) {
      if (discard != null && isGiven(discard)) {
        discard(opened, discard.trim());
      } else if (retry != null && isGiven(retry)) {
        retry(opened, retry.trim());
      } else {
        LedgerSurvey survey = LedgerSurvey.of(opened, wanted(), Clock.systemUTC().instant());
        show(survey, asJson);
      }
    }
  }

  private void show(LedgerSurvey survey, boolean asJson) throws IOException {
    List<String> lines = LedgerText.lines(survey);
    String text =
        asJson
            ? new String(JsonValues.writeReadable(survey.toMap()), StandardCharsets.UTF_8)
            : String.join("\n", lines) + "\n";
    if (outputFile != null) {
      Files.writeString(outputFile.toPath(), text);
    } else if (asJson) {
      System.out.print(text);
      System.out.flush();
    } else {
      lines.forEach(getLog()::info);
    }
  }

  private void discard(Ledger opened, String id) throws IOException {
    LedgerEntry entry = find(opened, "discard", id);
    int count = opened.discard(entry.kind(), entry.service(), id);
    getLog()
        .info(
            count == 0
                ? "StatusHub: nothing of " + about(entry) + " was waiting, so nothing is discarded"
                : "StatusHub: discarded " + updates(count) + " of " + about(entry));
  }

  private void retry(Ledger opened, String id) throws IOException {
    LedgerEntry entry = find(opened, "retry", id);
    int count = opened.retry(entry.kind(), entry.service(), id);
    getLog()
        .info(
            count == 0
                ? "StatusHub: " + about(entry) + " has nothing to be tried again"
                : "StatusHub: "
                    + updates(count)
                    + " of "
                    + about(entry)
                    + " will be tried again; mvn statushub:flush does it now");
  }

  private LedgerEntry find(Ledger opened, String parameter, String id) throws IOException {
    List<LedgerEntry> found;
    try (Stream<LedgerEntry> entries = opened.entries()) {
      found = entries.filter(wanted()).filter(entry -> entry.id().equals(id)).toList();
    }
    if (found.isEmpty()) {
      throw ParameterException.invalidValue(
          parameter, id, "an id that mvn statushub:ledger shows for " + opened.folder());
    }
    if (found.size() > 1) {
      throw ParameterException.invalidValue(
          parameter,
          id,
          "an id of one entry; this is one of several, so name the service, too: "
              + String.join(", ", found.stream().map(LedgerMojo::about).toList()));
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

  private static boolean isGiven(@Nullable String text) {
    return text != null && !text.isBlank();
  }
}
