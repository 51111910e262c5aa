package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.statushub.hub.model.Incident;
import io.jenkins.statushub.hub.model.Notification;
import io.jenkins.statushub.hub.model.ReceivedUpdate;
import io.jenkins.statushub.hub.model.State;
import io.jenkins.statushub.hub.model.Status;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The rules on incidents, their drafts and their notifications. */
class IncidentRulesTest extends PayloadTestBase {
  @Test
  void groupsUpdatesWithOneIdIntoOneIncident() {
    assertAccepted(Sender.update("a", "investigating", "down"));
    assertAccepted(
        Sender.update("a", "identified", "degraded").put("title", "Checkouts were slow"));

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
  void createsAnIncidentForEachPayloadWithoutId() {
    ObjectNode update = Sender.update("a", "investigating", "down");
    update.remove("id");
    assertAccepted(update);
    assertAccepted(update);

    assertThat(hub.incidents("shop")).hasSize(2).allMatch(incident -> incident.id().isEmpty());
  }

  @Test
  void keepsTheIncidentsOfServicesApart() {
    assertAccepted(Sender.update("a", "investigating", "down"));
    Sender.post(hub.hookUrl("payments"), Sender.update("a", "investigating", "degraded"));

    assertThat(hub.incidents("shop")).hasSize(1);
    assertThat(hub.incidents("payments")).hasSize(1);
    assertThat(hub.incidents()).extracting(Incident::service).containsExactly("shop", "payments");
    assertThat(hub.status("payments")).isEqualTo(Status.DEGRADED);
  }

  @Test
  void rejectsResolvedAsTheFirstUpdate() {
    assertThat(reasonsForRejecting(Sender.update("a", "resolved", "up")))
        .contains("can't be an incident's first update");
    assertThat(hub.incidents("shop")).isEmpty();
  }

  @Test
  void rejectsResolvedWithoutId() {
    ObjectNode update = Sender.update("a", "resolved", "up");
    update.remove("id");

    assertThat(reasonsForRejecting(update)).contains("an incident of its own");
  }

  @Test
  void rejectsUpdatesAfterResolved() {
    assertAccepted(Sender.update("a", "investigating", "down"));
    assertAccepted(Sender.update("a", "resolved", "up"));

    assertThat(reasonsForRejecting(Sender.update("a", "monitoring", "up")))
        .contains("nothing may follow");
    assertThat(reasonsForRejecting(Sender.update("a", "resolved", "up")))
        .contains("repeats the update");
    assertThat(hub.incidents("shop").get(0).updates()).hasSize(2);
  }

  @Test
  void rejectsUpdatesAfterAResolvedDraft() {
    assertAccepted(Sender.update("a", "investigating", "down"));
    assertAccepted(Sender.update("a", "resolved", "up").put("draft", true));

    assertThat(reasonsForRejecting(Sender.update("a", "monitoring", "up")))
        .contains("nothing may follow");
    assertThat(hub.incidents("shop").get(0).open()).isTrue();
  }

  @Test
  void setsTheServiceUpWhenAnIncidentIsResolved() {
    assertAccepted(Sender.update("a", "investigating", "down"));
    assertAccepted(Sender.update("a", "resolved", "degraded"));

    assertThat(hub.status("shop")).isEqualTo(Status.UP);
    assertThat(hub.incidents("shop").get(0).status()).isEqualTo(Status.UP);
    assertThat(hub.received("shop").get(1).notes())
        .singleElement()
        .asString()
        .contains("sets the service up");
  }

  @Test
  void takesTheServiceStatusFromTheWorstOpenIncident() {
    assertAccepted(Sender.update("a", "investigating", "down"));
    assertAccepted(Sender.update("b", "investigating", "degraded"));
    assertThat(hub.status("shop")).isEqualTo(Status.DOWN);

    assertAccepted(Sender.update("a", "resolved", "up"));
    assertThat(hub.status("shop")).isEqualTo(Status.DEGRADED);
  }

  @Test
  void hidesDraftsFromThePublic() {
    assertAccepted(Sender.update("a", "investigating", "down").put("draft", true));

    assertThat(hub.incidents("shop")).isEmpty();
    assertThat(hub.status("shop")).isEqualTo(Status.UP);
    assertThat(hub.notifications()).isEmpty();
    assertThat(hub.drafts("shop")).hasSize(1);
  }

  @Test
  void publishesEarlierDraftsWithTheFirstUpdateThatIsNotADraft() {
    assertAccepted(
        Sender.update("a", "investigating", "down").put("draft", true).put("title", "One"));
    assertAccepted(Sender.update("a", "identified", "down").put("draft", true).put("title", "Two"));
    assertAccepted(Sender.update("a", "monitoring", "degraded").put("title", "Three"));
    assertAccepted(Sender.update("a", "monitoring", "up").put("draft", true).put("title", "Four"));

    assertThat(hub.incidents("shop").get(0).updates())
        .extracting(ReceivedUpdate::title)
        .containsExactly("One", "Two", "Three");
    assertThat(hub.incidents("shop").get(0).title()).isEqualTo("Three");
    assertThat(hub.notifications()).extracting(Notification::title).containsExactly("Three");
    assertThat(hub.drafts("shop")).extracting(ReceivedUpdate::title).containsExactly("Four");
    assertThat(hub.status("shop")).isEqualTo(Status.DEGRADED);
  }

  @Test
  void leavesDraftsOfOtherIncidentsUnpublished() {
    assertAccepted(Sender.update("a", "investigating", "down").put("draft", true));
    assertAccepted(Sender.update("b", "investigating", "down"));

    assertThat(hub.drafts("shop")).hasSize(1);
    assertThat(hub.incidents("shop")).hasSize(1);
  }

  @Test
  void publishesSilentUpdatesWithoutNotification() {
    assertAccepted(Sender.update("a", "investigating", "down").put("silent", true));

    assertThat(hub.incidents("shop")).hasSize(1);
    assertThat(hub.notifications()).isEmpty();
  }

  @Test
  void publishesDraftsWithASilentUpdateWithoutNotification() {
    assertAccepted(Sender.update("a", "investigating", "down").put("draft", true));
    assertAccepted(Sender.update("a", "identified", "down").put("silent", true));

    assertThat(hub.incidents("shop").get(0).updates()).hasSize(2);
    assertThat(hub.notifications()).isEmpty();
  }

  @Test
  void acceptsARepeatedUpdateWithANote() {
    assertAccepted(Sender.update("a", "investigating", "down"));
    assertAccepted(Sender.update("a", "investigating", "down"));

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
  void recognizesARepeatWhateverTheOrderOfItsFields() {
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
  void acceptsARepeatedResolvedIfConfigured() {
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
  void notesAStartTimeEarlierThanThePreviousOne() {
    assertAccepted(Sender.update("a", "investigating", "down"));
    assertAccepted(
        Sender.update("a", "identified", "down").put("start_time", "2026-11-24T11:59:59Z"));

    assertThat(hub.received("shop").get(1).notes()).singleElement().asString().contains("earlier");
  }
}
