package io.jenkins.statushub.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.input.ParameterException;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

// What nulls do is a part of what is tested.
@NullUnmarked
class IncidentUpdateTest {

  @ParameterizedTest
  @EnumSource(
      value = ServiceStatus.class,
      names = {"DOWN", "DEGRADED"})
  void resolvedMeansUp(ServiceStatus status) {
    assertThatThrownBy(() -> Samples.incident(IncidentState.RESOLVED, status, false))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "status: '%s' can't go with state 'resolved'; allowed: up, or leave it out",
            status.wire());
  }

  @Test
  void resolvedIsNoDraft() {
    assertThatThrownBy(() -> Samples.incident(IncidentState.RESOLVED, ServiceStatus.UP, true))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "draft: 'true' can't go with state 'resolved', since no later update could publish"
                + " it; allowed: false");
  }

  @Test
  void upIsNoReasonToBeResolved() {
    assertThat(Samples.incident(IncidentState.MONITORING, ServiceStatus.UP, false).toMap())
        .containsEntry("state", "monitoring")
        .containsEntry("status", "up");
  }

  @Test
  void flagsAreLeftOutUnlessSet() {
    assertThat(Samples.incident().toMap().keySet())
        .containsExactly("id", "type", "title", "description", "start_time", "state", "status");
    assertThat(Samples.incident(IncidentState.IDENTIFIED, ServiceStatus.UP, true).toMap())
        .containsEntry("draft", true)
        .doesNotContainKey("silent");
  }

  @Test
  void stateAndStatusHaveToBeGiven() {
    assertThatThrownBy(() -> Samples.incident(null, ServiceStatus.UP, false))
        .hasMessage("state: is required; allowed: investigating, identified, monitoring, resolved");
    assertThatThrownBy(() -> Samples.incident(IncidentState.MONITORING, null, false))
        .hasMessage("status: is required; allowed: up, degraded, down");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void idAndDescriptionHaveToBeGiven(String blank) {
    assertThatThrownBy(() -> Samples.incidentWithId(blank))
        .isInstanceOf(ParameterException.class)
        .hasMessage("id: is required; allowed: 1 to 200 characters");
    assertThatThrownBy(() -> Samples.incident("t", blank, Samples.START))
        .isInstanceOf(ParameterException.class)
        .hasMessage("description: is required; allowed: text, or leave it out to repeat the title");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u0000b", "a\u0085b", "a\u2028b", "a\u2029b"})
  void idIsOneLine(String id) {
    assertThatThrownBy(() -> Samples.incidentWithId(id))
        .isInstanceOf(ParameterException.class)
        .hasMessage("id: 'a b' is not allowed; allowed: 1 to 200 characters, no line breaks");
  }

  @Test
  void idIsUsedAsItStands() {
    String longest = "ü".repeat(200);
    assertThat(Samples.incidentWithId(longest).id()).isEqualTo(longest);
    assertThat(Samples.incidentWithId(" <x> ").toMap()).containsEntry("id", " <x> ");
    assertThatThrownBy(() -> Samples.incidentWithId(longest + "a"))
        .hasMessage(
            "id: '%s…' is not allowed; allowed: 1 to 200 characters, no line breaks",
            "ü".repeat(79));
  }

  @Test
  void anotherIdIsAllThatChanges() {
    IncidentUpdate update =
        new IncidentUpdate(
            "a",
            "t",
            "d",
            Samples.START,
            IncidentState.IDENTIFIED,
            ServiceStatus.DEGRADED,
            true,
            true,
            Map.of("note", 1));
    assertThat(update.withId("b").withId("a")).isEqualTo(update);
    assertThat(update.withId("b").id()).isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"investigating", " Identified", "MONITORING ", "resolved"})
  void statesAreReadAsUsersWriteThem(String given) {
    assertThat(IncidentState.parse(given).wire()).isEqualToIgnoringCase(given.trim());
  }

  @ParameterizedTest
  @ValueSource(strings = {"closed", "resolve", "investigating,identified"})
  void unknownStatesAreNamed(String given) {
    assertThatThrownBy(() -> IncidentState.parse(given))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "state: '%s' is not allowed; allowed: investigating, identified, monitoring, resolved",
            given);
  }

  @ParameterizedTest
  @ValueSource(strings = {"green", "upp", "down!"})
  void unknownStatusesAreNamed(String given) {
    assertThatThrownBy(() -> ServiceStatus.parse(given))
        .isInstanceOf(ParameterException.class)
        .hasMessage("status: '%s' is not allowed; allowed: up, degraded, down", given);
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", " Degraded", "DOWN "})
  void statusesAreReadAsUsersWriteThem(String given) {
    assertThat(ServiceStatus.parse(given).wire()).isEqualToIgnoringCase(given.trim());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void missingStatesAndStatusesAreSaidToBeMissing(String given) {
    assertThatThrownBy(() -> IncidentState.parse(given))
        .hasMessageStartingWith("state: is required; allowed: ");
    assertThatThrownBy(() -> ServiceStatus.parse(given))
        .hasMessage("status: is required; allowed: up, degraded, down");
  }
}
