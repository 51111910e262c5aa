package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.statushub.hub.model.Incident;
import io.jenkins.statushub.hub.model.MaintenancePhase;
import io.jenkins.statushub.hub.model.Notification;
import io.jenkins.statushub.hub.model.ReceivedRequest;
import io.jenkins.statushub.hub.model.ReceivedUpdate;
import io.jenkins.statushub.hub.model.RequestVerdict;
import io.jenkins.statushub.hub.model.State;
import io.jenkins.statushub.hub.model.Status;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of the document, sent over HTTP. */
class SpecificationTest {
  private final ManualClock clock = new ManualClock("2026-11-24T12:00:00Z");
  private final LocalHub hub = LocalHub.builder().clock(clock).start();
  private final URI hook = hub.hookUrl("shop");

  @AfterEach
  void stop() {
    hub.close();
  }

  private void accepted(ObjectNode payload) {
    assertThat(Sender.post(hook, payload).statusCode()).isEqualTo(200);
  }

  private String refused(ObjectNode payload) {
    var answer = Sender.post(hook, payload);
    assertThat(answer.statusCode()).isEqualTo(422);
    ReceivedRequest last = hub.received("shop").get(hub.received("shop").size() - 1);
    assertThat(last.verdict()).isEqualTo(RequestVerdict.REJECTED);
    String reasons = String.join("; ", last.reasons());
    assertThat(answeredReasons(answer.body())).isEqualTo(last.reasons());
    return reasons;
  }

  private static List<String> answeredReasons(String body) {
    try {
      var reasons = new ArrayList<String>();
      new JsonMapper().readTree(body).get("reasons").forEach(one -> reasons.add(one.asText()));
      return reasons;
    } catch (JacksonException e) {
      throw new AssertionError(body, e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"incident-minimal", "incident-full", "maintenance-minimal", "maintenance-full"})
  void acceptsTheDocumentsExamples(String example) {
    assertThat(Sender.post(hook, Sender.example(example)).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesTheMaintenanceExampleAsItIsPrinted() {
    String broken =
        Sender.example("maintenance-full").replace("\"maintenance\",\n", "\"maintenance\"\n");

    assertThat(Sender.post(hook, broken).statusCode()).isEqualTo(400);
    assertThat(hub.received("shop").get(0).reasons()).first().asString().contains("not JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "description", "start_time", "state", "status"})
  void anIncidentNeeds(String field) {
    ObjectNode update = Sender.update("a", "investigating", "down");
    update.remove(field);

    assertThat(refused(update)).isEqualTo(field + " is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "description", "start_time", "end_time", "status"})
  void aMaintenanceNeeds(String field) {
    ObjectNode window =
        Sender.window("a", "2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z", "degraded");
    window.remove(field);

    assertThat(refused(window)).isEqualTo(field + " is missing");
  }

  @Test
  void withoutItsTypeAMaintenanceIsAnIncidentWithoutState() {
    ObjectNode window =
        Sender.window("a", "2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z", "degraded");
    window.remove("type");

    assertThat(refused(window)).isEqualTo("state is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "type, outage, incident",
    "state, fixed, monitoring",
    "state, Resolved, resolved",
    "status, broken, degraded",
    "status, UP, up"
  })
  void refusesWordsThatTheDocumentDoesNotKnow(String field, String word, String allowed) {
    assertThat(refused(Sender.update("a", "investigating", "down").put(field, word)))
        .startsWith(field + " is \"" + word + "\"; allowed is")
        .contains('"' + allowed + '"');
  }

  @ParameterizedTest
  @ValueSource(strings = {"silent", "draft"})
  void flagsAreBooleans(String field) {
    assertThat(refused(Sender.update("a", "investigating", "down").put(field, "true")))
        .isEqualTo(field + " is string; it must be boolean");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "title", "description", "start_time"})
  void textsAreStrings(String field) {
    assertThat(refused(Sender.update("a", "investigating", "down").put(field, 7)))
        .contains(field + " is number; it must be string");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2019-12-31T23:59:59Z",
        "2030-01-01T00:00:00Z",
        "2026-11-24T12:00:00+00:00",
        "2026-11-24T12:00:00.5Z",
        "2026-11-24 12:00:00Z",
        "2026-11-24T12:00Z",
        "2026-11-24T12:00:00Z\n",
        "yesterday"
      })
  void refusesTimesOutsideThePattern(String time) {
    assertThat(refused(Sender.update("a", "investigating", "down").put("start_time", time)))
        .contains("start_time");
    assertThat(refused(Sender.window("a", "2026-11-24T12:00:00Z", time, "down")))
        .contains("end_time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-30T12:00:00Z", "2026-19-01T12:00:00Z", "2026-01-01T29:00:00Z"})
  void refusesTimesThatNoCalendarHas(String time) {
    assertThat(refused(Sender.update("a", "investigating", "down").put("start_time", time)))
        .isEqualTo("start_time is \"" + time + "\", and there is no such time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2020-01-01T00:00:00Z", "2029-12-31T23:59:59Z"})
  void acceptsTheWholeDecade(String time) {
    accepted(Sender.update("a", "investigating", "down").put("start_time", time));

    assertThat(hub.incidents("shop").get(0).updates().get(0).startTime())
        .isEqualTo(Instant.parse(time));
  }

  @Test
  void acceptsFieldsOfTheSendersOwn() {
    accepted(Sender.update("a", "investigating", "down").put("build", 17).put("end_time", "soon"));
  }

  @Test
  void refusesWhatIsNoObject() {
    assertThat(Sender.post(hook, "[]").statusCode()).isEqualTo(422);
    assertThat(Sender.post(hook, "\"incident\"").statusCode()).isEqualTo(422);
  }

  @Test
  void updatesWithOneIdAreOneIncident() {
    accepted(Sender.update("a", "investigating", "down"));
    accepted(Sender.update("a", "identified", "degraded").put("title", "Checkouts were slow"));

    assertThat(hub.incidents("shop"))
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.id()).contains("a");
              assertThat(incident.updates()).hasSize(2);
              assertThat(incident.title()).isEqualTo("Checkouts were slow");
              assertThat(incident.state()).isEqualTo(State.IDENTIFIED);
              assertThat(incident.open()).isTrue();
            });
    assertThat(hub.status("shop")).isEqualTo(Status.DEGRADED);
  }

  @Test
  void withoutAnIdEveryPayloadIsAnIncidentOfItsOwn() {
    ObjectNode update = Sender.update("a", "investigating", "down");
    update.remove("id");
    accepted(update);
    accepted(update);

    assertThat(hub.incidents("shop")).hasSize(2).allMatch(incident -> incident.id().isEmpty());
  }

  @Test
  void aServicesIncidentsAreItsOwn() {
    accepted(Sender.update("a", "investigating", "down"));
    Sender.post(hub.hookUrl("payments"), Sender.update("a", "investigating", "degraded"));

    assertThat(hub.incidents("shop")).hasSize(1);
    assertThat(hub.incidents("payments")).hasSize(1);
    assertThat(hub.incidents()).extracting(Incident::service).containsExactly("shop", "payments");
    assertThat(hub.status("payments")).isEqualTo(Status.DEGRADED);
  }

  @Test
  void resolvedCantBeTheFirstUpdate() {
    assertThat(refused(Sender.update("a", "resolved", "up")))
        .contains("can't be an incident's first update");
    assertThat(hub.incidents("shop")).isEmpty();
  }

  @Test
  void resolvedWithoutAnIdCantBeAnythingButFirst() {
    ObjectNode update = Sender.update("a", "resolved", "up");
    update.remove("id");

    assertThat(refused(update)).contains("an incident of its own");
  }

  @Test
  void nothingFollowsResolved() {
    accepted(Sender.update("a", "investigating", "down"));
    accepted(Sender.update("a", "resolved", "up"));

    assertThat(refused(Sender.update("a", "monitoring", "up"))).contains("nothing may follow");
    assertThat(refused(Sender.update("a", "resolved", "up"))).contains("repeats the update");
    assertThat(hub.incidents("shop").get(0).updates()).hasSize(2);
  }

  @Test
  void nothingFollowsAResolvedDraftEither() {
    accepted(Sender.update("a", "investigating", "down"));
    accepted(Sender.update("a", "resolved", "up").put("draft", true));

    assertThat(refused(Sender.update("a", "monitoring", "up"))).contains("nothing may follow");
    assertThat(hub.incidents("shop").get(0).open()).isTrue();
  }

  @Test
  void resolvedSetsTheServiceUp() {
    accepted(Sender.update("a", "investigating", "down"));
    accepted(Sender.update("a", "resolved", "degraded"));

    assertThat(hub.status("shop")).isEqualTo(Status.UP);
    assertThat(hub.incidents("shop").get(0).status()).isEqualTo(Status.UP);
    assertThat(hub.received("shop").get(1).notes())
        .singleElement()
        .asString()
        .contains("sets the service up");
  }

  @Test
  void theWorstOpenIncidentSetsTheStatus() {
    accepted(Sender.update("a", "investigating", "down"));
    accepted(Sender.update("b", "investigating", "degraded"));
    assertThat(hub.status("shop")).isEqualTo(Status.DOWN);

    accepted(Sender.update("a", "resolved", "up"));
    assertThat(hub.status("shop")).isEqualTo(Status.DEGRADED);
  }

  @Test
  void draftsAreNotPublic() {
    accepted(Sender.update("a", "investigating", "down").put("draft", true));

    assertThat(hub.incidents("shop")).isEmpty();
    assertThat(hub.status("shop")).isEqualTo(Status.UP);
    assertThat(hub.notifications()).isEmpty();
    assertThat(hub.drafts("shop")).hasSize(1);
  }

  @Test
  void theFirstUpdateThatIsNoDraftPublishesTheDraftsBeforeIt() {
    accepted(Sender.update("a", "investigating", "down").put("draft", true).put("title", "One"));
    accepted(Sender.update("a", "identified", "down").put("draft", true).put("title", "Two"));
    accepted(Sender.update("a", "monitoring", "degraded").put("title", "Three"));
    accepted(Sender.update("a", "monitoring", "up").put("draft", true).put("title", "Four"));

    assertThat(hub.incidents("shop").get(0).updates())
        .extracting(ReceivedUpdate::title)
        .containsExactly("One", "Two", "Three");
    assertThat(hub.incidents("shop").get(0).title()).isEqualTo("Three");
    assertThat(hub.notifications()).extracting(Notification::title).containsExactly("Three");
    assertThat(hub.drafts("shop")).extracting(ReceivedUpdate::title).containsExactly("Four");
    assertThat(hub.status("shop")).isEqualTo(Status.DEGRADED);
  }

  @Test
  void anotherIncidentsDraftsStayDrafts() {
    accepted(Sender.update("a", "investigating", "down").put("draft", true));
    accepted(Sender.update("b", "investigating", "down"));

    assertThat(hub.drafts("shop")).hasSize(1);
    assertThat(hub.incidents("shop")).hasSize(1);
  }

  @Test
  void silentUpdatesArePublicButNotifyNobody() {
    accepted(Sender.update("a", "investigating", "down").put("silent", true));

    assertThat(hub.incidents("shop")).hasSize(1);
    assertThat(hub.notifications()).isEmpty();
  }

  @Test
  void aSilentUpdatePublishesDraftsWithoutNotification() {
    accepted(Sender.update("a", "investigating", "down").put("draft", true));
    accepted(Sender.update("a", "identified", "down").put("silent", true));

    assertThat(hub.incidents("shop").get(0).updates()).hasSize(2);
    assertThat(hub.notifications()).isEmpty();
  }

  @Test
  void anUpdateSentTwiceIsJustAnotherUpdateAndTheOperatorIsTold() {
    accepted(Sender.update("a", "investigating", "down"));
    accepted(Sender.update("a", "investigating", "down"));

    assertThat(hub.incidents("shop"))
        .singleElement()
        .satisfies(
            incident ->
                assertThat(incident.updates())
                    .extracting(ReceivedUpdate::repeat)
                    .containsExactly(false, true));
    assertThat(hub.received("shop").get(1).notes()).singleElement().asString().contains("repeats");
  }

  @Test
  void aRepeatIsKnownWhateverTheOrderOfItsFields() {
    Sender.post(
        hook,
        """
        {"id":"a","title":"t","description":"d","start_time":"2026-11-24T12:00:00Z",
         "state":"investigating","status":"down"}""");
    Sender.post(
        hook,
        """
        {"status":"down","state":"investigating","start_time":"2026-11-24T12:00:00Z",
         "description":"d","title":"t","id":"a"}""");

    assertThat(hub.received("shop").get(1).notes()).hasSize(1);
  }

  @Test
  void aRepeatedResolvedCanBeTolerated() {
    try (LocalHub lenient = LocalHub.builder().acceptRepeatedResolved().start()) {
      URI to = lenient.hookUrl("shop");
      Sender.post(to, Sender.update("a", "investigating", "down"));
      Sender.post(to, Sender.update("a", "resolved", "up"));

      assertThat(Sender.post(to, Sender.update("a", "resolved", "up")).statusCode()).isEqualTo(200);
      assertThat(lenient.incidents("shop").get(0).updates()).hasSize(2);
      assertThat(
              Sender.post(to, Sender.update("a", "resolved", "up").put("title", "No")).statusCode())
          .isEqualTo(422);
    }
  }

  @Test
  void theOperatorIsToldOfUpdatesOutOfOrder() {
    accepted(Sender.update("a", "investigating", "down"));
    accepted(Sender.update("a", "identified", "down").put("start_time", "2026-11-24T11:59:59Z"));

    assertThat(hub.received("shop").get(1).notes()).singleElement().asString().contains("earlier");
  }

  @Test
  void aWindowIsScheduledThenInProgressThenOver() {
    accepted(Sender.window("m", "2026-11-24T12:30:00Z", "2026-11-24T13:00:00Z", "degraded"));
    assertThat(hub.maintenances("shop").get(0).phase()).isEqualTo(MaintenancePhase.SCHEDULED);
    assertThat(hub.status("shop")).isEqualTo(Status.UP);

    clock.forward(Duration.ofMinutes(30));
    assertThat(hub.maintenances("shop").get(0).phase()).isEqualTo(MaintenancePhase.IN_PROGRESS);
    assertThat(hub.status("shop")).isEqualTo(Status.DEGRADED);

    clock.forward(Duration.ofMinutes(30));
    assertThat(hub.maintenances("shop").get(0).phase()).isEqualTo(MaintenancePhase.OVER);
    assertThat(hub.status("shop")).isEqualTo(Status.UP);
    assertThat(hub.timeline())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("12:00:00Z").contains("maintenance"),
            line -> assertThat(line).startsWith("13:00:00Z").contains("over"));
  }

  @Test
  void aWindowsBeginningIsPartOfTheTimeline() {
    accepted(Sender.window("m", "2026-11-24T12:30:00Z", "2026-11-24T13:00:00Z", "degraded"));
    clock.forward(Duration.ofMinutes(45));

    assertThat(hub.timeline().get(1)).startsWith("12:30:00Z").contains("in progress");
  }

  @Test
  void aDraftWindowIsSeenByTheOperatorAlone() {
    accepted(
        Sender.window("m", "2026-11-24T11:30:00Z", "2026-11-24T13:00:00Z", "down")
            .put("draft", true));

    assertThat(hub.maintenances("shop")).isEmpty();
    assertThat(hub.maintenanceDrafts("shop")).hasSize(1);
    assertThat(hub.status("shop")).isEqualTo(Status.UP);
    assertThat(hub.notifications()).isEmpty();
  }

  @Test
  void aDraftWindowSentAgainWithoutDraftIsPublished() {
    ObjectNode window = Sender.window("m", "2026-11-24T11:30:00Z", "2026-11-24T13:00:00Z", "down");
    accepted(window.deepCopy().put("draft", true));
    accepted(window);

    assertThat(hub.maintenances("shop")).hasSize(1);
    assertThat(hub.maintenanceDrafts("shop")).isEmpty();
    assertThat(hub.notifications()).hasSize(1);
  }

  @Test
  void aMaintenancesIdIsUnique() {
    accepted(Sender.window("m", "2026-11-24T12:30:00Z", "2026-11-24T13:00:00Z", "down"));

    assertThat(refused(Sender.window("m", "2026-11-24T12:30:00Z", "2026-11-24T14:00:00Z", "down")))
        .contains("unique");
  }

  @Test
  void aMaintenanceSentTwiceIsOneWindow() {
    accepted(Sender.window("m", "2026-11-24T12:30:00Z", "2026-11-24T13:00:00Z", "down"));
    accepted(Sender.window("m", "2026-11-24T12:30:00Z", "2026-11-24T13:00:00Z", "down"));

    assertThat(hub.maintenances("shop")).hasSize(1);
    assertThat(hub.received("shop").get(1).notes()).singleElement().asString().contains("repeats");
  }

  @Test
  void incidentsAndMaintenancesMayShareAnId() {
    accepted(Sender.update("x", "investigating", "down"));
    accepted(Sender.window("x", "2026-11-24T12:30:00Z", "2026-11-24T13:00:00Z", "down"));
  }

  @Test
  void theOperatorIsToldOfAnEndBeforeTheStart() {
    accepted(Sender.window("m", "2026-11-24T12:30:00Z", "2026-11-24T12:00:00Z", "down"));

    assertThat(hub.received("shop").get(0).notes())
        .containsExactly("end_time is before start_time");
  }

  @Test
  void nothingOfTheDocumentsSchemasWasChanged() throws Exception {
    var json = new JsonMapper();
    var incident = json.readTree(Sender.example("incident.schema"));
    var maintenance = json.readTree(Sender.example("maintenance.schema"));

    assertThat(incident.at("/properties/start_time/pattern").asText())
        .isEqualTo("^202[0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z$");
    assertThat(incident.get("required").toString())
        .isEqualTo("[\"title\",\"description\",\"start_time\",\"state\",\"status\"]");
    assertThat(maintenance.get("required").toString())
        .isEqualTo("[\"title\",\"description\",\"start_time\",\"end_time\",\"status\",\"type\"]");
    assertThat(incident.get("additionalProperties").asBoolean()).isTrue();
  }
}
