package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas of the document, applied to payloads over HTTP. */
class PayloadValidationTest extends PayloadTestBase {
  @ParameterizedTest
  @ValueSource(
      strings = {"incident-minimal", "incident-full", "maintenance-minimal", "maintenance-full"})
  void acceptsTheExamplesOfTheDocument(String example) {
    assertThat(Sender.post(hook, Sender.example(example)).statusCode()).isEqualTo(200);
  }

  @Test
  void rejectsTheInvalidMaintenanceExampleOfTheDocument() {
    String broken =
        Sender.example("maintenance-full").replace("\"maintenance\",\n", "\"maintenance\"\n");

    assertThat(Sender.post(hook, broken).statusCode()).isEqualTo(400);
    assertThat(hub.received("shop").get(0).reasons()).first().asString().contains("not JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "description", "start_time", "state", "status"})
  void rejectsAnIncidentWithoutARequiredField(String field) {
    ObjectNode update = Sender.update("a", "investigating", "down");
    update.remove(field);

    assertThat(reasonsForRejecting(update)).isEqualTo(field + " is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "description", "start_time", "end_time", "status"})
  void rejectsAMaintenanceWithoutARequiredField(String field) {
    ObjectNode window =
        Sender.window("a", "2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z", "degraded");
    window.remove(field);

    assertThat(reasonsForRejecting(window)).isEqualTo(field + " is missing");
  }

  @Test
  void validatesAPayloadWithoutTypeAsAnIncident() {
    ObjectNode window =
        Sender.window("a", "2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z", "degraded");
    window.remove("type");

    assertThat(reasonsForRejecting(window)).isEqualTo("state is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "type, outage, incident",
    "state, fixed, monitoring",
    "state, Resolved, resolved",
    "status, broken, degraded",
    "status, UP, up"
  })
  void rejectsUnknownValuesOfEnumerations(String field, String word, String allowed) {
    assertThat(reasonsForRejecting(Sender.update("a", "investigating", "down").put(field, word)))
        .startsWith(field + " is \"" + word + "\"; allowed is")
        .contains('"' + allowed + '"');
  }

  @ParameterizedTest
  @ValueSource(strings = {"silent", "draft"})
  void rejectsFlagsThatAreNotBooleans(String field) {
    assertThat(reasonsForRejecting(Sender.update("a", "investigating", "down").put(field, "true")))
        .isEqualTo(field + " is string; it must be boolean");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "title", "description", "start_time"})
  void rejectsTextsThatAreNotStrings(String field) {
    assertThat(reasonsForRejecting(Sender.update("a", "investigating", "down").put(field, 7)))
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
  void rejectsTimesThatDoNotMatchThePattern(String time) {
    assertThat(
            reasonsForRejecting(
                Sender.update("a", "investigating", "down").put("start_time", time)))
        .contains("start_time");
    assertThat(reasonsForRejecting(Sender.window("a", "2026-11-24T12:00:00Z", time, "down")))
        .contains("end_time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-30T12:00:00Z", "2026-19-01T12:00:00Z", "2026-01-01T29:00:00Z"})
  void rejectsTimesThatNoCalendarContains(String time) {
    assertThat(
            reasonsForRejecting(
                Sender.update("a", "investigating", "down").put("start_time", time)))
        .isEqualTo("start_time is \"" + time + "\", and there is no such time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2020-01-01T00:00:00Z", "2029-12-31T23:59:59Z"})
  void acceptsTimesFrom2020To2029(String time) {
    assertAccepted(Sender.update("a", "investigating", "down").put("start_time", time));

    assertThat(hub.incidents("shop").get(0).updates().get(0).startTime())
        .isEqualTo(Instant.parse(time));
  }

  @Test
  void acceptsExtraFields() {
    assertAccepted(
        Sender.update("a", "investigating", "down").put("build", 17).put("end_time", "soon"));
  }

  @Test
  void rejectsJsonThatIsNotAnObject() {
    assertThat(Sender.post(hook, "[]").statusCode()).isEqualTo(422);
    assertThat(Sender.post(hook, "\"incident\"").statusCode()).isEqualTo(422);
  }

  @Test
  void usesTheUnchangedSchemasOfTheDocument() throws Exception {
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
