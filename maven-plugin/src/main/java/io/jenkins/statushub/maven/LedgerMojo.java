package io.jenkins.statushub.maven;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.files.FileErrors;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.LedgerCommands;
import io.jenkins.statushub.ledger.LedgerDecision;
import io.jenkins.statushub.ledger.LedgerJson;
import io.jenkins.statushub.ledger.LedgerSummary;
import io.jenkins.statushub.ledger.LedgerText;
import io.jenkins.statushub.maven.settings.HookUrlSources;
import io.jenkins.statushub.maven.settings.SettingsSecrets;
import io.jenkins.statushub.maven.support.Parameters;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Shows what is open and what is not delivered, and decides about an entry: retries, discards or
 * closes it.
 *
 * @since 1.0.0
 */
@Mojo(name = "ledger", requiresProject = false, threadSafe = true)
public final class LedgerMojo extends StatusHubMojo {
  private static final LedgerCommands COMMANDS =
      new LedgerCommands(
          "mvn statushub:ledger",
          "mvn statushub:flush",
          "mvn statushub:ledger \"-Dstatushub.retry=<id>\" (or discard, or close)");

  /**
   * The id of an incident or maintenance whose undelivered updates are discarded. What the hub has
   * already stays there.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.discard")
  @Nullable String discard;

  /**
   * The id of an incident or maintenance whose undelivered updates are tried again, those that were
   * rejected or expired, too. <code>statushub:flush</code> then sends them.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.retry")
  @Nullable String retry;

  /**
   * The id of an incident that counts as over from now on, without an update to the hub: for
   * incidents that the hub no longer knows, or that a person resolved there.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.close")
  @Nullable String close;

  /**
   * Limits the goal to this service.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.service")
  @Nullable String service;

  /**
   * Whether to write JSON for scripts, to {@link #outputFile} or else to the standard output.
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
  void run() throws MojoFailureException, IOException {
    boolean asJson = Parameters.flag("json", json);
    if (Stream.of(retry, discard, close).filter(LedgerMojo::isSet).count() > 1) {
      throw new ParameterException(
          isSet(discard) ? "discard" : "close",
          "can't go with another action; allowed: one of retry, discard and close");
    }
    SettingsSecrets secrets = new SettingsSecrets(session, decrypter);
    try (StatusHubClient client =
        StatusHubClient.builder(requiredLedger(), new HookUrlSources(session, secrets))
            .notices(notices())
            .build()) {
      if (retry != null && isSet(retry)) {
        decide(client, LedgerDecision.RETRY, retry);
      } else if (discard != null && isSet(discard)) {
        decide(client, LedgerDecision.DISCARD, discard);
      } else if (close != null && isSet(close)) {
        decide(client, LedgerDecision.CLOSE, close);
      } else {
        show(client, asJson);
      }
    }
  }

  private void show(StatusHubClient client, boolean asJson) throws IOException {
    String folder = client.ledger().folder().toString();
    LedgerSummary summary = client.ledger().summary(Instant.now()).ofService(service);
    List<String> damaged = client.ledger().damaged();
    List<String> lines = LedgerText.lines(folder, summary, damaged, COMMANDS);
    String text =
        asJson
            ? new String(
                JsonValues.writeReadable(LedgerJson.of(folder, summary, damaged)),
                StandardCharsets.UTF_8)
            : String.join("\n", lines) + "\n";
    if (outputFile != null) {
      write(outputFile, text);
    } else if (asJson) {
      System.out.print(text);
      System.out.flush();
    } else {
      lines.forEach(getLog()::info);
    }
  }

  private static void write(File file, String text) {
    try {
      Files.writeString(file.toPath(), text);
    } catch (IOException e) {
      throw new ParameterException(
          "outputFile",
          "the ledger can't be written to "
              + file
              + " ("
              + FileErrors.reason(e)
              + "); allowed: a file in a folder that you can write to");
    }
  }

  private void decide(StatusHubClient client, LedgerDecision decision, String id)
      throws IOException {
    String actor = System.getProperty("user.name", "");
    String done =
        decision.apply(client.ledger(), client.ledgerAdmin(), service, id.trim(), actor, COMMANDS);
    getLog().info("StatusHub: " + done);
  }

  private static boolean isSet(@Nullable String text) {
    return text != null && !text.isBlank();
  }
}
