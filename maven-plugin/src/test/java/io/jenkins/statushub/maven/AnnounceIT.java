package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.model.Incident;
import io.jenkins.statushub.hub.model.MaintenanceWindow;
import io.jenkins.statushub.hub.model.State;
import io.jenkins.statushub.hub.model.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What incident and maintenance say, and when. */
class AnnounceIT extends GoalTestBase {

  private static final String OPEN_AT_VALIDATE =
      """
      <executions><execution>
        <id>open</id>
        <phase>validate</phase>
        <goals><goal>incident</goal></goals>
        <configuration>
          <service>shop</service>
          <title>Deploying ${project.artifactId}</title>
          <status>degraded</status>
        </configuration>
      </execution></executions>
      """;

  @ParameterizedTest
  @EnumSource
  void anIncidentInAnEmptyFolderFromItsOpeningToItsEnd(MavenHome home) {
    MavenRun.Ended opened =
        incident().with(home).set("title", "Slow checkouts").set("status", "degraded").run();
    incident()
        .with(home)
        .set("state", "resolved")
        .set("title", "Checkouts are back to normal")
        .run()
        .succeeded();

    Incident incident = hub.incidents("shop").get(0);
    assertThat(hub.incidents()).hasSize(1);
    assertThat(incident.updates())
        .extracting(update -> update.title() + ", " + update.state() + ", " + update.status())
        .containsExactly(
            "Slow checkouts, investigating, degraded",
            "Checkouts are back to normal, resolved, up");
    assertThat(opened.succeeded().output())
        .contains(
            "[INFO] StatusHub: shop: delivered, 'Slow checkouts' (investigating, degraded),"
                + " incident "
                + incident.id().orElseThrow());
    hub.received().forEach(request -> assertValid(request, "incident"));
  }

  @ParameterizedTest
  @EnumSource
  void aMaintenanceInAnEmptyFolder(MavenHome home) {
    maven()
        .with(home)
        .goal("maintenance")
        .set("services", "shop,pay")
        .set("title", "Upgrading")
        .set("status", "down")
        .set("startTime", "2026-11-24T10:00:00+01:00")
        .set("duration", "30m")
        .run()
        .succeeded();

    MaintenanceWindow window = hub.maintenances("shop").get(0);
    assertThat(window.startTime()).isEqualTo("2026-11-24T09:00:00Z");
    assertThat(window.endTime()).isEqualTo("2026-11-24T09:30:00Z");
    assertThat(hub.maintenances("pay")).hasSize(1);
    hub.received().forEach(request -> assertValid(request, "maintenance"));
  }

  @ParameterizedTest
  @EnumSource
  void anInheritedExecutionSpeaksOnceInAParallelReactor(MavenHome home) throws IOException {
    write("pom.xml", pom("parent", "a,b,c", OPEN_AT_VALIDATE));
    for (String name : List.of("a", "b", "c")) {
      write(name + "/pom.xml", module(name, ""));
    }

    maven().with(home).args("-T4", "validate").run().succeeded();
    assertThat(hub.received()).hasSize(1);

    maven().with(home).args("validate", "-pl", "b").run().succeeded();
    assertThat(hub.received()).hasSize(2);
    assertThat(hub.incidents())
        .singleElement()
        .extracting(Incident::title)
        .isEqualTo("Deploying b");

    maven().with(home).args("validate").set("perModule", "true").run().succeeded();
    assertThat(hub.received()).hasSize(6);
  }

  @Test
  void executionsThatModulesDeclareForThemselvesAllSpeak() throws IOException {
    write("pom.xml", pom("parent", "a,b", ""));
    for (String name : List.of("a", "b")) {
      String plugin =
          """
          <build><plugins><plugin>
            <groupId>io.jenkins.statushub</groupId>
            <artifactId>statushub-maven-plugin</artifactId>
            %s
          </plugin></plugins></build>
          """;
      write(name + "/pom.xml", module(name, plugin.formatted(OPEN_AT_VALIDATE)));
    }

    maven().args("validate").run().succeeded();

    assertThat(hub.received()).hasSize(2);
  }

  @Test
  void aGoalOnTheCommandLineSpeaksOnceInAReactor() throws IOException {
    write("pom.xml", pom("parent", "a,b", ""));
    write("a/pom.xml", module("a", ""));
    write("b/pom.xml", module("b", ""));

    maven()
        .args("statushub:incident")
        .set("service", "shop")
        .set("title", "Slow")
        .set("status", "down")
        .run()
        .succeeded();

    assertThat(hub.received()).hasSize(1);
  }

  @Test
  void theNextReleaseFindsTheIncidentByTheRootProject() throws IOException {
    write("pom.xml", pom("parent", "", ""));
    incident().set("title", "Slow").set("status", "down").run().succeeded();
    write("pom.xml", pom("parent", "", "").replace("<version>1<", "<version>2<"));
    incident().set("title", "Slower").set("status", "down").run().succeeded();
    write("pom.xml", pom("other", "", ""));
    incident().set("title", "Elsewhere").set("status", "down").run().succeeded();

    assertThat(hub.incidents())
        .extracting(Incident::title)
        .containsExactlyInAnyOrder("Slower", "Elsewhere");
  }

  @Test
  void aPomSaysWhatTheCommandLineCan() throws IOException {
    write(
        "pom.xml",
        pom(
            "parent",
            "",
            """
            <configuration>
              <services><service>shop</service></services>
              <id>upgrade-7</id>
              <state>identified</state>
              <status>down</status>
              <title>Slow &lt;checkouts&gt;</title>
              <description>**Rolling back** &lt;b&gt;now&lt;/b&gt;</description>
              <format>markdown</format>
              <startTime>2026-11-24T09:30:00Z</startTime>
              <silent>true</silent>
              <extra><ticket>OPS-17</ticket><nothing/></extra>
              <extraJson>{"attempt": 2}</extraJson>
            </configuration>
            """));

    maven().args("statushub:incident").run().succeeded();

    Incident incident = hub.incidents("shop").get(0);
    assertThat(incident.id()).contains("upgrade-7");
    assertThat(incident.state()).isEqualTo(State.IDENTIFIED);
    assertThat(incident.status()).isEqualTo(Status.DOWN);
    assertThat(incident.updates().get(0).silent()).isTrue();
    assertThat(hub.notifications()).isEmpty();
    assertThat(hub.received().get(0).body())
        .contains("\"ticket\":\"OPS-17\"", "\"nothing\":\"\"", "\"attempt\":2")
        .contains("\"start_time\":\"2026-11-24T09:30:00Z\"")
        .contains("<strong>Rolling back</strong> &lt;b&gt;now&lt;/b&gt;");
    assertValid(hub.received().get(0), "incident");
  }

  @Test
  void aDraftIsPublishedByTheNextUpdate() {
    incident().set("title", "Slow").set("status", "down").args("-Dstatushub.draft").run();
    assertThat(hub.incidents()).isEmpty();
    assertThat(hub.drafts("shop")).hasSize(1);

    incident().set("title", "Slow indeed").set("status", "down").run();
    assertThat(hub.incidents().get(0).updates()).hasSize(2);
  }

  @Test
  void anOutageParksWithOneWarningAndTheBuildGoesOn() {
    hub.injectUntilCleared(Fault.status(503));
    MavenRun.Ended run =
        incident()
            .set("title", "Slow")
            .set("status", "down")
            .set("attempts", "2")
            .set("timeout", "3s")
            .run()
            .succeeded();

    assertThat(run.count("[WARNING]")).isEqualTo(1);
    assertThat(run.output())
        .containsPattern("\\[WARNING] StatusHub: shop: pending, 'Slow' .* HTTP 503.*; kept, to be");
    assertThat(hub.received()).hasSize(2);
  }

  @Test
  void failOnErrorMakesAFailureOfAnOutage() {
    hub.goOffline();
    MavenRun.Ended run =
        incident()
            .set("title", "Slow")
            .set("status", "down")
            .set("attempts", "1")
            .args("-Dstatushub.failOnError")
            .run()
            .failed();

    assertThat(run.output()).contains("StatusHub: shop: pending, 'Slow'").contains("[ERROR]");
    assertNoStackTrace(run);
  }

  @Test
  void aHubThatDoesNotAnswerHoldsUpTheBuildForTheBudgetAlone() {
    hub.injectUntilCleared(Fault.noResponse());
    MavenRun.Ended run =
        incident()
            .set("title", "Slow")
            .set("status", "down")
            .set("timeout", "1s")
            .run()
            .succeeded();

    assertThat(run.output()).contains("pending, 'Slow'").contains("no answer");
  }

  @Test
  void offlineParksInWordsOfItsOwnAndFlushDeliversWithTheOriginalTime() {
    Instant before = Instant.now().minus(Duration.ofSeconds(1));
    MavenRun.Ended run =
        incident().args("-o").set("title", "Slow").set("status", "down").run().succeeded();
    Instant after = Instant.now();
    assertThat(run.output()).contains("Maven works offline; kept, to be delivered later");
    assertThat(hub.received()).isEmpty();

    MavenRun.Ended offline = maven().goal("flush").args("-o").run().succeeded();
    assertThat(offline.output()).contains("Maven works offline, so nothing was sent");

    MavenRun.Ended flush = maven().goal("flush").run().succeeded();
    assertThat(flush.output()).contains("StatusHub: delivered 1, nothing stays pending");
    assertThat(hub.incidents().get(0).updates().get(0).startTime()).isBetween(before, after);
  }

  @Test
  void skipSaysNothing() {
    MavenRun.Ended run = incident().args("-Dstatushub.skip").run().succeeded();

    assertThat(run.output()).contains("StatusHub: skipped (statushub.skip)");
    assertThat(hub.received()).isEmpty();
    assertThat(ledger).doesNotExist();
  }

  @Test
  void aDryRunShowsThePayloadAndDoesNothing() {
    MavenRun.Ended run =
        incident()
            .set("title", "Slow")
            .set("status", "down")
            .args("-Dstatushub.dryRun")
            .run()
            .succeeded();

    assertThat(run.output())
        .contains("dry run, nothing is sent or recorded")
        .containsPattern("\"title\" ?: \"Slow\"");
    assertThat(hub.received()).isEmpty();
    assertThat(ledger).doesNotExist();
  }

  @Test
  void theLedgerLiesInTheHomeUnlessToldOtherwise() {
    new MavenRun(project, work.resolve("run.log"))
        .env("STATUSHUB_SHOP_URL", hub.hookUrl("shop").toString())
        .args("-Duser.home=" + work.resolve("home"))
        .goal("incident")
        .set("service", "shop")
        .set("title", "Slow")
        .set("status", "down")
        .run()
        .succeeded();

    assertThat(work.resolve("home/.statushub/ledger")).isDirectory();
  }

  static void assertNoStackTrace(MavenRun.Ended run) {
    assertThat(run.output()).doesNotContain("\tat ", "Exception:", "Caused by");
  }
}
