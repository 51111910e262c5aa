package io.jenkins.statushub.sending;

import static io.jenkins.statushub.sending.LedgerFixture.maintenance;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.MaintenanceBuilder;
import io.jenkins.statushub.around.WindowEnd;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.transport.ScriptedTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A window of 30 minutes is announced, and ten minutes later one more is asked for. */
class RepeatedWindowTest {
  private static final Duration LATER = Duration.ofMinutes(10);

  @TempDir Path folder;
  private final ScriptedTransport transport = new ScriptedTransport();
  private LedgerFixture fixture = LedgerFixture.open(Path.of("unset"), transport);

  @BeforeEach
  void open() {
    fixture.close();
    fixture = LedgerFixture.open(folder, transport);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Outcome announceLater(MaintenanceBuilder builder) {
    fixture.clock.advance(LATER);
    return fixture.announce(builder.origin("build 2"));
  }

  private static String at(String time) {
    return "2026-11-24T" + time + "Z";
  }

  @Test
  void isNotAnnouncedAgainWhileTheSameRuns() {
    fixture.clock.set(Instant.parse(at("09:00:00")));
    Outcome first = fixture.announce(maintenance());
    Outcome second = announceLater(maintenance().description("Build #2"));

    assertThat(second.kind()).isEqualTo(Outcome.Kind.SKIPPED);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.line())
        .isEqualTo(
            "StatusHub: shop: skipped (a window with this key and title is announced already, until"
                + " 2026-11-24T09:30:00Z; allowDuplicate announces another one): 'Upgrade"
                + " #1' (down), maintenance "
                + first.id());
    assertThat(transport.sent()).hasSize(1);
    assertThat(
            WindowEnd.first(fixture.hub.ledger(), List.of(second), Instant.parse(at("09:40:00"))))
        .isEqualTo(at("09:30:00"));
  }

  @Test
  void isAnnouncedAgainIfTheUserSaysSo() {
    fixture.announce(maintenance());

    Outcome second = announceLater(maintenance().allowDuplicate(true));

    assertThat(second.kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(transport.sent()).hasSize(2);
  }

  static Stream<Arguments> news() {
    return Stream.of(
        Arguments.of("another key", maintenance().key("database")),
        Arguments.of("another service", maintenanceOf("pay")),
        Arguments.of("another title", maintenance().title("Upgrade #2")),
        Arguments.of("another status", maintenance().status("degraded")),
        Arguments.of("a longer window", maintenance().duration("45m")),
        Arguments.of(
            "an end that was moved to later", maintenance().duration(null).endTime(at("10:00:00"))),
        Arguments.of(
            "the same length, but to begin later", maintenance().startTime(at("09:15:00"))),
        Arguments.of("no draft any more, or a draft", maintenance().draft(true)),
        Arguments.of("without notifications", maintenance().silent(true)),
        Arguments.of("other fields", maintenance().extra(Map.of("components", List.of("web")))),
        Arguments.of("an id of its own", maintenance().key(null).id("MW-2")));
  }

  private static MaintenanceBuilder maintenanceOf(String service) {
    return Announcement.maintenance()
        .service(service)
        .key("deploy")
        .title("Upgrade #1")
        .duration("30m")
        .status("down");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("news")
  void isAnnouncedIfItIsNews(String what, MaintenanceBuilder second) {
    fixture.clock.set(Instant.parse(at("09:00:00")));
    fixture.announce(maintenance());

    assertThat(announceLater(second).kind()).as(what).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(transport.sent()).hasSize(2);
  }

  @Test
  void isNotAnnouncedIfItsEndIsWithinTheOneThatRuns() {
    fixture.clock.set(Instant.parse(at("09:00:00")));
    fixture.announce(maintenance());

    Outcome shorter = announceLater(maintenance().duration("5m"));
    Outcome sameEnd =
        announceLater(maintenance().duration(null).endTime(at("09:30:00")).origin("build 3"));

    assertThat(List.of(shorter.kind(), sameEnd.kind())).containsOnly(Outcome.Kind.SKIPPED);
  }

  @Test
  void isAnnouncedWhenTheOneBeforeIsOver() {
    fixture.announce(maintenance());
    fixture.clock.advance(Duration.ofMinutes(20));

    assertThat(announceLater(maintenance()).kind()).isEqualTo(Outcome.Kind.DELIVERED);
  }

  @Test
  void triesTheOneThatRunsAgainIfItIsNotDelivered() {
    transport.then(503).then(503).then(503);
    Outcome first = fixture.announce(maintenance());
    assertThat(first.kind()).isEqualTo(Outcome.Kind.PENDING);

    Outcome second = announceLater(maintenance());

    assertThat(second.kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(second.action()).isEqualTo("announced");
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(transport.sent().stream().map(ScriptedTransport.Sent::json)).hasSize(4);
    assertThat(Set.copyOf(transport.sent().stream().map(ScriptedTransport.Sent::json).toList()))
        .hasSize(1);
  }

  @Test
  void isAnnouncedIfTheOneBeforeWasRejected() {
    transport.then(422);
    assertThat(fixture.announce(maintenance()).kind()).isEqualTo(Outcome.Kind.FAILED);

    assertThat(announceLater(maintenance()).kind()).isEqualTo(Outcome.Kind.DELIVERED);
  }

  @Test
  void isAnnouncedIfTheOneBeforeWasDiscarded() throws IOException {
    transport.then(503).then(503).then(503);
    Outcome first = fixture.announce(maintenance());
    fixture
        .hub
        .ledgerAdmin()
        .discard(
            LedgerEntry.Kind.MAINTENANCE,
            ServiceId.of("shop"),
            Objects.requireNonNull(first.id()),
            "a person");

    Outcome second = announceLater(maintenance());

    assertThat(second.kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(second.id()).isNotEqualTo(first.id());
  }

  @Test
  void isAnnouncedOnceByCommandsWithoutAKey() {
    fixture.announce(maintenance().key(null));

    assertThat(announceLater(maintenance().key(null)).kind()).isEqualTo(Outcome.Kind.SKIPPED);
  }

  @Test
  void isComparedWithAllThatRunAndNotOnlyWithTheLast() {
    fixture.announce(maintenance().duration("2h"));
    fixture.announce(maintenance().title("Upgrade #2").duration("5m"));

    assertThat(announceLater(maintenance()).kind()).isEqualTo(Outcome.Kind.SKIPPED);
  }

  @Test
  void isAnnouncedOnceAfterTheJobWasRenamed() throws IOException {
    fixture.announce(maintenance().key("old"));
    fixture.hub.incidentKeys().moveKey(ServiceId.of("shop"), "old", "new");

    assertThat(announceLater(maintenance().key("new")).kind()).isEqualTo(Outcome.Kind.SKIPPED);
  }
}
