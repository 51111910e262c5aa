package io.jenkins.statushub.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.testing.ManualClock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// What nulls do is a part of what is tested.
@NullUnmarked
class AnnouncementBuilderTest {
  private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
  private final ManualClock clock = new ManualClock(NOW);

  private static IncidentBuilder incident() {
    return Announcement.incident()
        .service("shop")
        .key("job")
        .origin("build 1")
        .title("Slow checkouts")
        .status("degraded");
  }

  private static MaintenanceBuilder maintenance() {
    return Announcement.maintenance()
        .service("shop")
        .key("job")
        .origin("build 1")
        .title("Upgrading")
        .status("down");
  }

  private Announcement built(AnnouncementBuilder<?> builder) {
    return builder.build(clock).get(0);
  }

  private ParameterException refused(AnnouncementBuilder<?> builder) {
    return catchThrowableOfType(ParameterException.class, () -> builder.build(clock));
  }

  @Test
  void tellsAllMistakesAtOnce() {
    ParameterException mistakes =
        refused(
            Announcement.incident()
                .services(List.of("shöp"))
                .title(" ")
                .state("over")
                .format("asciidoc")
                .startTime("tomorrow")
                .extra(Map.of("state", 1)));

    assertThat(mistakes.problems())
        .extracting(ParameterException.Problem::parameter)
        .containsExactlyInAnyOrder(
            "service", "title", "state", "status", "format", "startTime", "extra");
    assertThat(mistakes.getMessage())
        .startsWith("7 mistakes: (1) service: 'shöp' is not allowed; allowed: ")
        .contains(") title: is required; allowed: 1 to 500 characters")
        .doesNotContain("\n");
  }

  @Test
  void tellsAllMistakesOfAMaintenanceAtOnce() {
    assertThat(refused(Announcement.maintenance()).problems())
        .extracting(ParameterException.Problem::parameter)
        .containsExactly("service", "title", "status", "duration");
    assertThat(
            refused(maintenance().startTime("x").endTime("y").duration("z").status("z")).problems())
        .extracting(ParameterException.Problem::parameter)
        .containsExactlyInAnyOrder("status", "startTime", "endTime", "duration", "duration");
  }

  @Test
  void tellsOneMistakeAsBefore() {
    assertThat(refused(incident().status("green")))
        .hasMessage("status: 'green' is not allowed; allowed: up, degraded, down");
  }

  @Test
  void tellsBothMistakesOfAResolution() {
    assertThat(refused(incident().state("resolved").status("down").draft(true)).problems())
        .extracting(ParameterException.Problem::toString)
        .containsExactly(
            "status: 'down' can't go with state 'resolved'; allowed: up, or leave it out",
            "draft: 'true' can't go with state 'resolved', since no later update could publish it;"
                + " allowed: false");
  }

  @Test
  void comparesTitlesAsTheyArePublished() {
    Map<String, Object> first = built(incident().title("Deploy -> prod failed")).payload().toMap();

    assertThat(built(incident().title("Deploy -> prod failed")).payload().hasHeadlineOf(first))
        .isTrue();
    assertThat(built(incident().title("Deploy of prod failed")).payload().hasHeadlineOf(first))
        .isFalse();
    assertThat(
            built(incident().title("Deploy -> prod failed").status("down"))
                .payload()
                .hasHeadlineOf(first))
        .isFalse();
  }

  @Test
  void fieldsThatAloneAreTooLargeAreAMistake() {
    assertThat(refused(incident().extra(Map.of("log", "x".repeat(70_000)))))
        .hasMessageStartingWith("extra: makes a message of 7")
        .hasMessageEndingWith(
            "with the shortest description; allowed: 65536 bytes with all fields, so shorten the"
                + " extra fields");
  }

  @Test
  void showsNoSensitiveValueInAMistake() {
    assertThat(refused(incident().status("hunter2").sensitiveValues(List.of("hunter2"))))
        .hasMessage("status: '****' is not allowed; allowed: up, degraded, down");
  }

  @Test
  void splitsServicesThatStandInOneText() {
    List<Announcement> all =
        Announcement.incident()
            .services(Arrays.asList("shop,pay", " search\nshop ", null, ","))
            .service(new ServiceId("folder", "shop"))
            .key("job")
            .title("Slow")
            .status("up")
            .build(clock);

    assertThat(all)
        .extracting(Announcement::service)
        .containsExactly(
            ServiceId.of("shop"),
            ServiceId.of("pay"),
            ServiceId.of("search"),
            new ServiceId("folder", "shop"));
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z,2020-01-01T00:00:00Z",
    "2031-05-06T07:08:09Z,2029-12-31T23:59:59Z"
  })
  void aWrongClockIsNoMistake(Instant wrong, Instant published) {
    clock.set(wrong);

    Announcement announcement = built(incident());

    assertThat(announcement.payload().startTime()).isEqualTo(published);
    assertThat(announcement.warnings())
        .containsExactly(
            "startTime: this machine's clock says "
                + wrong
                + ", which is outside of the years that StatusHub's hook accepts, so "
                + published
                + " is published");
    Maintenance window = (Maintenance) built(maintenance().duration("30m")).payload();
    assertThat(window.endTime()).isAfter(window.startTime());
    assertThat(built(incident().startTime("2026-11-26T09:00:00Z")).warnings()).isEmpty();
    assertThat(built(maintenance().endTime("2026-11-26T09:00:00Z")).payload().startTime())
        .isBefore(Instant.parse("2026-11-26T09:00:00Z"));
  }

  @Test
  void aDefaultTimeAtTheEndOfTheYearsIsNoMistake() {
    clock.set(Instant.parse("2029-12-31T23:59:59Z"));
    Maintenance window = (Maintenance) built(maintenance().duration("30m")).payload();
    assertThat(window.endTime()).isEqualTo("2029-12-31T23:59:59Z");
    assertThat(window.startTime()).isEqualTo("2029-12-31T23:59:58Z");
  }

  @Test
  void aTimeOutsideOfTheYearsIsTheUsersMistake() {
    assertThat(refused(incident().startTime("2019-01-01T00:00:00Z")))
        .hasMessageStartingWith("startTime: '2019-01-01T00:00:00Z' is outside of the years");
    assertThat(refused(maintenance().startTime("2029-12-31T23:00:00Z").duration("2h")))
        .hasMessageStartingWith("endTime: '2030-01-01T01:00:00Z' is outside of the years");
  }

  @Test
  void anIncidentDoesNotLieInTheFuture() {
    assertThat(built(incident().startTime("2026-11-26T09:01:00Z")).payload().startTime())
        .isEqualTo(NOW);
    assertThat(refused(incident().startTime("2026-11-26T09:01:01Z")))
        .hasMessage(
            "startTime: '2026-11-26T09:01:01Z' lies in the future, it is 2026-11-26T09:00:00Z now;"
                + " allowed: a time up to now, or leave it out");
    Announcement late = built(incident().startTime("2026-11-26T10:00:00Z").lenient(true));
    assertThat(late.payload().startTime()).isEqualTo(NOW);
    assertThat(late.warnings())
        .containsExactly(
            "startTime: '2026-11-26T10:00:00Z' lies in the future, so 2026-11-26T09:00:00Z is"
                + " published");
    assertThat(built(maintenance().startTime("2027-01-01T00:00:00Z").duration("1h")).warnings())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMaintenanceThatIsOverIsAMistake(boolean byDuration) {
    MaintenanceBuilder past =
        byDuration
            ? maintenance().startTime("2026-11-26T08:00:00Z").duration("1h")
            : maintenance().startTime("2026-11-26T08:00:00Z").endTime("2026-11-26T09:00:00Z");
    assertThat(refused(past))
        .hasMessage(
            (byDuration ? "startTime" : "endTime")
                + ": the maintenance is over already: it ends at 2026-11-26T09:00:00Z, and it is"
                + " 2026-11-26T09:00:00Z now; allowed: an end in the future");
    assertThat(built(past.lenient(true)).warnings()).hasSize(1);
  }
}
