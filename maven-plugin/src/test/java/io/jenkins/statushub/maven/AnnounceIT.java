package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.model.Incident;
import io.jenkins.statushub.hub.model.MaintenanceWindow;
import io.jenkins.statushub.hub.model.State;
import io.jenkins.statushub.hub.model.Status;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the goals incident and maintenance publish. */
class AnnounceIT extends GoalTestBase {

  @ParameterizedTest
  @EnumSource
  void opensAndResolvesAnIncidentInAnEmptyFolder(MavenHome home) {
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
            "[INFO] StatusHub: shop: opened: 'Slow checkouts' (investigating, degraded),"
                + " incident "
                + incident.id().orElseThrow());
    hub.received().forEach(request -> assertValid(request, "incident"));
  }

  @ParameterizedTest
  @EnumSource
  void announcesAMaintenanceForEachService(MavenHome home) {
    maven()
        .with(home)
        .goal("maintenance")
        .set("services", "shop,pay")
        .set("title", "Upgrading")
        .set("status", "down")
        .set("startTime", "2029-11-24T10:00:00+01:00")
        .set("duration", "30m")
        .run()
        .succeeded();

    MaintenanceWindow window = hub.maintenances("shop").get(0);
    assertThat(window.startTime()).isEqualTo("2029-11-24T09:00:00Z");
    assertThat(window.endTime()).isEqualTo("2029-11-24T09:30:00Z");
    assertThat(hub.maintenances("pay")).hasSize(1);
    hub.received().forEach(request -> assertValid(request, "maintenance"));
  }

  @Test
  void announcesTheSameWindowOnceWhileItRuns() {
    MavenRun window =
        maven()
            .goal("maintenance")
            .set("service", "shop")
            .set("title", "Upgrading")
            .set("status", "down")
            .set("duration", "30m");
    window.run().succeeded();

    MavenRun.Ended second = window.run().succeeded();
    assertThat(hub.maintenances("shop")).hasSize(1);
    assertThat(second.output())
        .contains(
            "StatusHub: shop: skipped (a window with this key and title is announced already, until "
                + hub.maintenances("shop").get(0).endTime());

    window.set("allowDuplicate", "true").run().succeeded();
    assertThat(hub.maintenances("shop")).hasSize(2);
  }

  @Test
  void takesAllParametersFromThePom() throws IOException {
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
  void runsAnExecutionThatListsNoGoals() throws IOException {
    write(
        "pom.xml",
        pom(
            "parent",
            "",
            """
            <executions><execution>
              <id>broke</id>
              <configuration>
                <service>shop</service><key>checkout</key><state>identified</state>
                <title>Slow</title><status>down</status>
              </configuration>
            </execution></executions>
            """));

    maven().args("statushub:incident@broke").run().succeeded();

    assertThat(hub.incidents("shop").get(0).state()).isEqualTo(State.IDENTIFIED);
  }

  @Test
  void publishesADraftWithTheNextUpdate() {
    incident().set("title", "Slow").set("status", "down").args("-Dstatushub.draft").run();
    assertThat(hub.incidents()).isEmpty();
    assertThat(hub.drafts("shop")).hasSize(1);

    incident().set("title", "Slow indeed").set("status", "down").run();
    assertThat(hub.incidents().get(0).updates()).hasSize(2);
  }

  @Test
  void showsThePayloadInADryRunAndSendsNothing() {
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

  static void assertNoStackTrace(MavenRun.Ended run) {
    assertThat(run.output()).doesNotContain("\tat ", "Exception:", "Caused by");
  }
}
