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
  void aLedgerThatIsNotThereIsShownAndNotMade(MavenHome home) {
    MavenRun.Ended run = bareMaven().with(home).goal("ledger").run().succeeded();

    assertThat(run.output())
        .contains("[INFO] StatusHub ledger " + ledger)
        .contains("[INFO] Open incidents: none")
        .contains("[INFO] Waiting to be delivered: none");
    assertThat(ledger).doesNotExist();
  }

  @Test
  void showsWhatIsOpenWaitingAndRefusedThenDecides() throws IOException {
    hub.inject(Fault.status(422), Fault.status(404));
    slow("refused");
    slow("rejected");
    slow("fine");

    MavenRun.Ended shown = bareMaven().goal("ledger").run().succeeded();
    assertThat(shown.output())
        .contains("Open incidents: 2")
        .contains("Waiting to be delivered: 1")
        .contains("Not delivered, for you to decide: 1")
        .containsPattern("shop +investigating +down +\\S+Z +fine +Slow")
        .containsPattern("shop +refused +\\S+Z +refused +Slow +HTTP 422");

    Path json = work.resolve("ledger.json");
    bareMaven()
        .goal("ledger")
        .args("-Dstatushub.json")
        .set("outputFile", json.toString())
        .run()
        .succeeded();
    JsonNode tree = new ObjectMapper().readTree(json.toFile());
    assertThat(tree.path("pending").get(0).path("id").asText()).isEqualTo("rejected");
    assertThat(tree.path("setAside").get(0).path("standing").asText()).isEqualTo("refused");
    assertThat(tree.path("openIncidents")).hasSize(2);

    assertThat(bareMaven().goal("ledger").set("retry", "refused").run().succeeded().output())
        .contains("1 update of incident refused of service shop will be tried again");
    assertThat(bareMaven().goal("ledger").set("discard", "rejected").run().succeeded().output())
        .contains("discarded 1 update of incident rejected of service shop");
    assertThat(bareMaven().goal("ledger").set("discard", "other").run().failed().output())
        .contains(
            "discard: 'other' is not allowed; allowed: an id that mvn statushub:ledger shows");

    assertThat(maven().goal("flush").run().succeeded().output())
        .contains("delivered 1, nothing stays pending");
    assertThat(hub.incidents()).hasSize(2);
  }

  @Test
  void flushTellsWhatStaysAndFailsForScriptsThatAsk() {
    hub.injectUntilCleared(Fault.status(503));
    incident().set("title", "Slow").set("status", "down").set("attempts", "1").run().succeeded();

    MavenRun.Ended flush = maven().goal("flush").run().succeeded();
    assertThat(flush.output())
        .contains("[WARNING] StatusHub: delivered 0, 1 incident or maintenance stays pending;");
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
        .contains("User property: statushub.failOnError");
  }
}
