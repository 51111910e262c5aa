package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.statushub.hub.model.MaintenancePhase;
import io.jenkins.statushub.hub.model.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The rules on maintenance windows. */
class MaintenanceRulesTest extends PayloadTestBase {
  @Test
  void movesAWindowFromScheduledToInProgressToOver() {
    assertAccepted(Sender.window("m", "2026-11-24T12:30:00Z", "2026-11-24T13:00:00Z", "degraded"));
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
  void recordsTheStartOfAWindowInTheTimeline() {
    assertAccepted(Sender.window("m", "2026-11-24T12:30:00Z", "2026-11-24T13:00:00Z", "degraded"));
    clock.forward(Duration.ofMinutes(45));

    assertThat(hub.timeline().get(1)).startsWith("12:30:00Z").contains("in progress");
  }

  @Test
  void hidesADraftWindowFromThePublic() {
    assertAccepted(
        Sender.window("m", "2026-11-24T11:30:00Z", "2026-11-24T13:00:00Z", "down")
            .put("draft", true));

    assertThat(hub.maintenances("shop")).isEmpty();
    assertThat(hub.maintenanceDrafts("shop")).hasSize(1);
    assertThat(hub.status("shop")).isEqualTo(Status.UP);
    assertThat(hub.notifications()).isEmpty();
  }

  @Test
  void publishesADraftWindowThatIsSentAgainWithoutDraft() {
    ObjectNode window = Sender.window("m", "2026-11-24T11:30:00Z", "2026-11-24T13:00:00Z", "down");
    assertAccepted(window.deepCopy().put("draft", true));
    assertAccepted(window);

    assertThat(hub.maintenances("shop")).hasSize(1);
    assertThat(hub.maintenanceDrafts("shop")).isEmpty();
    assertThat(hub.notifications()).hasSize(1);
  }

  @Test
  void rejectsAnotherWindowWithTheSameId() {
    assertAccepted(Sender.window("m", "2026-11-24T12:30:00Z", "2026-11-24T13:00:00Z", "down"));

    assertThat(
            reasonsForRejecting(
                Sender.window("m", "2026-11-24T12:30:00Z", "2026-11-24T14:00:00Z", "down")))
        .contains("unique");
  }

  @Test
  void showsARepeatedMaintenanceOnce() {
    assertAccepted(Sender.window("m", "2026-11-24T12:30:00Z", "2026-11-24T13:00:00Z", "down"));
    assertAccepted(Sender.window("m", "2026-11-24T12:30:00Z", "2026-11-24T13:00:00Z", "down"));

    assertThat(hub.maintenances("shop")).hasSize(1);
    assertThat(hub.received("shop").get(1).notes()).singleElement().asString().contains("repeats");
  }

  @Test
  void acceptsAnIncidentAndAMaintenanceWithOneId() {
    assertAccepted(Sender.update("x", "investigating", "down"));
    assertAccepted(Sender.window("x", "2026-11-24T12:30:00Z", "2026-11-24T13:00:00Z", "down"));
  }

  @Test
  void notesAnEndBeforeTheStart() {
    assertAccepted(Sender.window("m", "2026-11-24T12:30:00Z", "2026-11-24T12:00:00Z", "down"));

    assertThat(hub.received("shop").get(0).notes())
        .containsExactly("end_time is before start_time");
  }
}
