package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.statushub.hub.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The goals ledger, flush and help. */
class LedgerIT extends GoalTestBase {

  private MavenRun.Ended slow(String id) {
    return incident().set("id", id).set("title", "Slow").set("status", "down").run().succeeded();
  }

  @ParameterizedTest
  @EnumSource
  void showsALedgerThatDoesNotExistAndMakesNone(MavenHome home) {
    MavenRun.Ended run = bareMaven().with(home).goal("ledger").run().succeeded();

    assertThat(run.output())
        .contains("[INFO] StatusHub ledger " + ledger)
        .contains("[INFO] Open incidents: none")
        .contains("[INFO] Pending: none");
    assertThat(ledger).doesNotExist();
  }

  @Test
  void showsWhatIsOpenAndUndeliveredAndDecides() throws IOException {
    hub.inject(Fault.status(422), Fault.status(404));
    slow("rejected");
    slow("blocked");
    slow("fine");

    MavenRun.Ended shown = bareMaven().goal("ledger").run().succeeded();
    assertThat(shown.output())
        .contains("Open incidents: 2")
        .contains("Pending: none")
        .contains("Not delivered, needs attention: 2")
        .containsPattern("shop +investigating +down +\\S+Z +fine +Slow")
        .containsPattern("shop +rejected +\\S+Z +rejected +Slow +HTTP 422")
        .containsPattern("shop +blocked +\\S+Z +blocked +Slow +HTTP 404");

    Path json = work.resolve("ledger.json");
    bareMaven()
        .goal("ledger")
        .args("-Dstatushub.json")
        .set("outputFile", json.toString())
        .run()
        .succeeded();
    JsonNode tree = new ObjectMapper().readTree(json.toFile());
    assertThat(tree.path("needsAttention"))
        .extracting(item -> item.path("id").asText() + " " + item.path("delivery").asText())
        .containsExactlyInAnyOrder("rejected rejected", "blocked blocked");
    assertThat(tree.path("openIncidents")).hasSize(2);

    assertThat(bareMaven().goal("ledger").set("retry", "rejected").run().succeeded().output())
        .contains("1 update to retry (mvn statushub:flush): incident rejected of service shop");
    assertThat(bareMaven().goal("ledger").set("discard", "blocked").run().succeeded().output())
        .contains("discarded 1 update: incident blocked of service shop");
    assertThat(bareMaven().goal("ledger").set("discard", "other").run().failed().output())
        .contains(
            "discard: 'other' is not allowed; allowed: an id that mvn statushub:ledger shows");

    assertThat(maven().goal("flush").run().succeeded().output())
        .contains("delivered 1, nothing is pending");
    assertThat(hub.incidents()).hasSize(2);
  }

  @Test
  void flushReportsWhatIsPendingAndFailsIfFailOnErrorAsks() {
    hub.injectUntilCleared(Fault.status(503));
    incident().set("title", "Slow").set("status", "down").set("attempts", "1").run().succeeded();

    MavenRun.Ended flush = maven().goal("flush").run().succeeded();
    assertThat(flush.output())
        .contains(
            "[WARNING] StatusHub: delivered 0, 1 incident or maintenance is pending (HTTP 503");
    MavenRun.Ended strict = maven().goal("flush").args("-Dstatushub.failOnError").run().failed();
    AnnounceIT.assertNoStackTrace(strict);
  }

  @ParameterizedTest
  @EnumSource
  void helpListsTheGoalsAndTheirParameters(MavenHome home) {
    assertThat(bareMaven().with(home).goal("help").run().succeeded().output())
        .contains(
            "statushub:incident",
            "statushub:maintenance",
            "statushub:ledger",
            "statushub:flush",
            "statushub:hub");
    assertThat(
            bareMaven()
                .with(home)
                .goal("help")
                .args("-Ddetail", "-Dgoal=incident")
                .run()
                .succeeded()
                .output())
        .contains("User property: statushub.failOnError")
        .doesNotContain("aroundBuild");
  }

  @Test
  void namesTheParameterIfTheOutputFileCantBeWritten() {
    Path file = work.resolve("no-folder").resolve("ledger.txt");
    MavenRun.Ended run =
        bareMaven().goal("ledger").set("outputFile", file.toString()).run().failed();

    assertThat(run.output())
        .contains(
            "outputFile: the ledger can't be written to " + file + " (it does not exist); allowed:",
            "-Dstatushub.outputFile=…");
    AnnounceIT.assertNoStackTrace(run);
  }

  @Test
  void closesAnIncidentWithoutAnUpdate() {
    slow("known-no-more");

    assertThat(bareMaven().goal("ledger").set("close", "known-no-more").run().succeeded().output())
        .contains("closed without an update to the hub: incident known-no-more of service shop");
    assertThat(bareMaven().goal("ledger").run().succeeded().output())
        .contains("Open incidents: none");
    assertThat(hub.received()).hasSize(1);
  }

  @Test
  void flushSaysHowLongTheHubAskedToWait() {
    hub.injectUntilCleared(Fault.status(429).retryAfter("120"));
    incident().set("title", "Slow").set("status", "down").set("attempts", "1").run().succeeded();

    assertThat(maven().goal("flush").run().succeeded().output())
        .containsPattern(
            "1 incident or maintenance is pending \\(.*\\), next attempt \\S+Z at the");
  }
}
