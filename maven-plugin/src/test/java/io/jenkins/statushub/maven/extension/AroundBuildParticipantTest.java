package io.jenkins.statushub.maven.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.hub.LocalHub;
import io.jenkins.statushub.hub.model.Incident;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.MavenExecutionException;
import org.apache.maven.execution.MavenSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions, one after the other, seen by one participant: as in a daemon, which keeps it. What real
 * Mavens do with it is tested by {@code AroundBuildIT}.
 */
class AroundBuildParticipantTest {
  private static final String INCIDENT =
      "<service>shop</service><incident><title>Broken</title><status>down</status></incident>";

  @TempDir Path folder;

  private final AroundBuildParticipant participant = new AroundBuildParticipant();
  private LocalHub hub;
  private Path ledger;

  @BeforeEach
  void start() {
    hub = LocalHub.builder().service("shop").service("pay").start();
    ledger = folder.resolve("ledger");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private Sessions sessions(String aroundBuild) {
    return new Sessions(hub, ledger, aroundBuild);
  }

  private void runFailing(Sessions sessions) throws MavenExecutionException {
    MavenSession session = sessions.next();
    participant.afterProjectsRead(session);
    participant.afterSessionEnd(Sessions.failed(session));
  }

  private void runPassing(Sessions sessions) throws MavenExecutionException {
    MavenSession session = sessions.next();
    participant.afterProjectsRead(session);
    participant.afterSessionEnd(Sessions.passed(session));
  }

  private List<String> updates() {
    List<String> lines = new ArrayList<>();
    for (Incident incident : hub.incidents()) {
      incident
          .updates()
          .forEach(each -> lines.add(incident.service() + " " + each.state() + " " + each.title()));
    }
    return lines;
  }

  @Test
  void announcesOneSessionAfterTheOther() throws Exception {
    Sessions sessions = sessions(INCIDENT);
    runPassing(sessions);
    assertThat(updates()).isEmpty();
    runFailing(sessions);
    runFailing(sessions);
    runPassing(sessions);
    runPassing(sessions);
    assertThat(updates())
        .containsExactly(
            "shop investigating Broken", "shop investigating Broken", "shop resolved Broken");
    runFailing(sessions);
    assertThat(hub.incidents()).as("a problem of its own").hasSize(2);
  }

  @Test
  void tellsParallelSessionsApart() throws Exception {
    Sessions sessions = sessions(INCIDENT);
    MavenSession one = sessions.next();
    MavenSession other = sessions.next();
    participant.afterProjectsRead(one);
    participant.afterProjectsRead(other);
    participant.afterSessionEnd(Sessions.passed(other));
    participant.afterSessionEnd(Sessions.failed(one));
    assertThat(updates()).containsExactly("shop investigating Broken");
  }

  @Test
  void announcesASessionOnceIfTwoCopiesAreLoaded() throws Exception {
    MavenSession session = sessions(INCIDENT).next();
    AroundBuildParticipant other = new AroundBuildParticipant();
    participant.afterSessionStart(session);
    participant.afterProjectsRead(session);
    other.afterProjectsRead(session);
    participant.afterSessionEnd(Sessions.failed(session));
    other.afterSessionEnd(session);
    assertThat(updates()).hasSize(1);
  }

  @Test
  void opensAfterTheConfiguredNumberOfFailuresInARow() throws Exception {
    Sessions sessions = sessions(INCIDENT + "<openAfter>2</openAfter>");
    runFailing(sessions);
    runPassing(sessions);
    runFailing(sessions);
    assertThat(updates()).as("not in a row").isEmpty();
    runFailing(sessions);
    assertThat(updates()).containsExactly("shop investigating Broken");
  }

  @Test
  void countsABuildThatNeverEndedOnceItsProcessIsGone() throws Exception {
    Sessions sessions = sessions(INCIDENT + "<openAfter>2</openAfter>");
    participant.afterProjectsRead(sessions.next());
    runFailing(sessions);
    assertThat(updates()).as("it may still be running").isEmpty();
    runPassing(sessions);

    Path mark;
    try (var files = Files.list(ledger.resolve("running"))) {
      mark = files.findFirst().orElseThrow();
    }
    String name = mark.getFileName().toString();
    String ofAnother = name.substring(0, name.indexOf('-')) + "-1-1-1.json";
    Files.copy(mark, mark.resolveSibling(ofAnother));
    runFailing(sessions);
    assertThat(updates()).containsExactly("shop investigating Broken");
    assertThat(mark.resolveSibling(ofAnother)).doesNotExist();
  }

  @Test
  void resolvesAnIdThatTheLedgerDoesNotKnowIfConfigured() throws Exception {
    String fixed = INCIDENT + "<id>shop-1</id><resolve>always</resolve>";
    runFailing(sessions(fixed));
    runPassing(new Sessions(hub, folder.resolve("fresh"), fixed));
    assertThat(updates()).containsExactly("shop investigating Broken", "shop resolved Broken");
    assertThat(hub.incidents()).singleElement().matches(each -> each.id().get().equals("shop-1"));
  }

  @Test
  void leavesResolvingToAPersonIfConfigured() throws Exception {
    Sessions sessions = sessions(INCIDENT + "<resolve>never</resolve>");
    runFailing(sessions);
    runPassing(sessions);
    assertThat(updates()).containsExactly("shop investigating Broken");
  }

  @Test
  void opensAnIncidentForEachService() throws Exception {
    Sessions sessions =
        sessions(
            INCIDENT.replace(
                "<service>shop</service>",
                "<services><service>shop</service><service>pay</service></services>"));
    runFailing(sessions);
    runPassing(sessions);
    assertThat(updates())
        .containsExactlyInAnyOrder(
            "shop investigating Broken",
            "shop resolved Broken",
            "pay investigating Broken",
            "pay resolved Broken");
  }

  @Test
  void canBeConfiguredByPropertiesAlone() throws Exception {
    Sessions sessions =
        sessions("")
            .withProperty("statushub.service", "shop")
            .withProperty("statushub.aroundBuild.incident.status", "degraded")
            .withProperty("statushub.aroundBuild.goals", "verify, site")
            .withEnvironment("STATUSHUB_AROUNDBUILD_INCIDENT_TITLE", "Two words");
    runFailing(sessions);
    assertThat(updates()).as("deploy is not named").isEmpty();
    runFailing(sessions.withGoals("clean", "site@late"));
    assertThat(updates()).containsExactly("shop investigating Two words");
  }

  @Test
  void sendsAndRecordsNothingInADryRun() throws Exception {
    Sessions sessions = sessions(INCIDENT).withProperty("statushub.dryRun", "true");
    runFailing(sessions);
    runPassing(sessions);
    assertThat(hub.received()).isEmpty();
    assertThat(ledger).doesNotExist();
  }

  @Test
  void takesIgnoredFailuresForNeitherSuccessNorFailure() throws Exception {
    runFailing(sessions(INCIDENT).neverFailing());
    assertThat(updates()).isEmpty();
    runFailing(sessions(INCIDENT));
    runFailing(sessions(INCIDENT).neverFailing());
    assertThat(updates()).containsExactly("shop investigating Broken");
  }

  @Test
  void endsTheBuildIfFailOnErrorAndTheMaintenanceIsNotDelivered() {
    hub.goOffline();
    MavenSession session =
        sessions(
                "<service>shop</service><attempts>1</attempts><maintenance><title>Upgrading</title>"
                    + "<status>degraded</status><duration>30m</duration>"
                    + "<failOnError>true</failOnError></maintenance>")
            .next();
    assertThatThrownBy(() -> participant.afterProjectsRead(session))
        .isInstanceOf(MavenExecutionException.class)
        .hasMessageContaining("StatusHub: shop: pending (could not connect")
        .hasMessageContaining("failOnError");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<incidnet/>                    | incidnet: is not known; did you mean <incident>? allowed: attempts, ",
        "<incident><tilte/></incident>  | incident.tilte: is not known; did you mean <title>? allowed: description, ",
        "<resolved><state/></resolved>  | resolved.state: is not known",
        "<openAfter>0</openAfter>       | openAfter: '0' is not allowed; allowed: a whole number from 1",
        "<resolve>maybe</resolve>       | resolve: 'maybe' is not allowed; allowed: ifOpen, always, never",
        "<resolve>always</resolve>      | resolve: 'always' needs an id",
        "<dryRun>yes</dryRun>           | dryRun: 'yes' is not allowed; allowed: true, false",
        "<key>${no.such}</key>          | key: '${no.such}' is not set",
        "<service>no hub</service>      | service: ",
        "<maintenance><title>t</title><status>up</status></maintenance>"
            + " | maintenance.duration: is required",
        "<maintenance><title>t</title><status>up</status><duration>soon</duration></maintenance>"
            + " | maintenance.duration: 'soon' is not allowed",
        "<update><state>over</state></update> | update.state: 'over' is not allowed",
      })
  void endsTheBuildBeforeItBeginsIfAParameterIsWrong(String wrong, String words) {
    String right =
        wrong.contains("<service>") ? INCIDENT.substring(INCIDENT.indexOf("<inc")) : INCIDENT;
    MavenSession session = sessions(wrong + right).next();
    assertThatThrownBy(() -> participant.afterProjectsRead(session))
        .isInstanceOf(MavenExecutionException.class)
        .hasMessageStartingWith("StatusHub: " + words);
    participant.afterSessionEnd(Sessions.failed(session));
    assertThat(hub.received()).isEmpty();
    assertThat(ledger).doesNotExist();
  }

  @Test
  void refusesMisspeltProperties() {
    MavenSession session =
        sessions(INCIDENT).withProperty("statushub.aroundBuild.openafter", "2").next();
    assertThatThrownBy(() -> participant.afterProjectsRead(session))
        .hasMessageStartingWith(
            "StatusHub: -Dstatushub.aroundBuild.openafter: is not known; did you mean"
                + " -Dstatushub.aroundBuild.openAfter?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "statusHub.draft",
        "statusHub.dryRun",
        "statushub.aroundbuild.incident.title",
        "statushub.aroundBuild.incident.Title",
        "statushub.aroundBuild.incident.tilte"
      })
  void refusesPropertiesThatAreAlmostKnown(String property) {
    MavenSession session = sessions(INCIDENT).withProperty(property, "true").next();

    assertThatThrownBy(() -> participant.afterProjectsRead(session))
        .hasMessageStartingWith("StatusHub: -D" + property + ": is not known; did you mean -D");
  }

  @Test
  void refusesMisspeltEnvironmentVariables() {
    MavenSession session =
        sessions(INCIDENT).withEnvironment("STATUSHUB_AROUNDBUILD_INCIDENT_TITEL", "x").next();

    assertThatThrownBy(() -> participant.afterProjectsRead(session))
        .hasMessageContaining("did you mean STATUSHUB_AROUNDBUILD_INCIDENT_TITLE?");
  }

  @Test
  void reportsAllMistakesAtOnce() {
    MavenSession session =
        sessions(
                "<openAfter>0</openAfter><incident><state>over</state></incident>"
                    + "<resolved><format>rtf</format></resolved>")
            .next();

    assertThatThrownBy(() -> participant.afterProjectsRead(session))
        .hasMessageContainingAll("service: is required", "openAfter: '0' is not allowed");
  }

  @Test
  void checksBothMessagesBeforeTheBuildBegins() {
    MavenSession session =
        sessions(INCIDENT + "<resolved><title>${no.such}</title></resolved>").next();

    assertThatThrownBy(() -> participant.afterProjectsRead(session))
        .hasMessageContaining("resolved.title: '${no.such}' is not set");
  }

  @Test
  void resolvesADraftWithAPublishedUpdate() throws Exception {
    Sessions sessions = sessions(INCIDENT.replace("<title>", "<draft>true</draft><title>"));
    runFailing(sessions);
    assertThat(updates()).isEmpty();
    runPassing(sessions);

    assertThat(updates()).containsExactly("shop investigating Broken", "shop resolved Broken");
  }

  @Test
  void opensANewIncidentAfterANamedOneWasResolved() throws Exception {
    Sessions sessions = sessions(INCIDENT + "<id>upgrade</id>");
    runFailing(sessions);
    runPassing(sessions);
    runFailing(sessions);
    runFailing(sessions);
    runPassing(sessions);
    runPassing(sessions);

    assertThat(hub.incidents())
        .extracting(incident -> incident.id().orElseThrow() + " " + incident.updates().size())
        .containsExactlyInAnyOrder("upgrade 2", "upgrade-2 3");
  }

  @Test
  void warnsOfUnknownHookUrlsAndRecordsNothing() throws Exception {
    Sessions sessions = sessions(INCIDENT.replace("shop", "search"));
    runFailing(sessions);

    assertThat(hub.received()).isEmpty();
    assertThat(ledger).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "source:jar",
        "org.apache.maven.plugins:maven-source-plugin:3.3.1:jar",
        "org.apache.maven.plugins:maven-source-plugin:jar",
        "source:3.3.1:jar",
        "source:jar@late",
        "org.apache.maven.plugins:maven-source-plugin:3.3.1:jar@late"
      })
  void recognizesAGoalHoweverItIsWritten(String requested) throws Exception {
    runFailing(sessions(INCIDENT + "<goals>source:jar</goals>").withGoals(requested));

    assertThat(updates()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"source:jar-no-fork", "resource:jar", "jar", "org.example:other:1:jar"})
  void doesNotTakeOtherGoalsForTheNamedOne(String requested) throws Exception {
    runFailing(sessions(INCIDENT + "<goals>source:jar</goals>").withGoals(requested));

    assertThat(updates()).isEmpty();
  }

  @Test
  void announcesTheDefaultGoalOnlyIfTheSessionStarts() throws Exception {
    Sessions sessions = sessions(INCIDENT).withGoals();
    MavenSession imported = sessions.next();
    imported.getTopLevelProject().getBuild().setDefaultGoal("deploy");
    participant.afterProjectsRead(imported);
    assertThat(ledger).as("an import leaves no mark").doesNotExist();

    MavenSession built = sessions.next();
    built.getTopLevelProject().getBuild().setDefaultGoal("deploy");
    participant.afterProjectsRead(built);
    built.getRequest().getExecutionListener().sessionStarted(null);
    participant.afterSessionEnd(Sessions.failed(built));
    assertThat(updates()).containsExactly("shop investigating Broken");
  }

  @Test
  void staysSilentIfTheVariableSaysSo() throws Exception {
    runFailing(sessions(INCIDENT).withEnvironment("STATUSHUB_SKIP", "true"));

    assertThat(hub.received()).isEmpty();
    assertThat(ledger).doesNotExist();
  }
}
