package io.jenkins.statushub.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.input.ParameterException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// What nulls do is a part of what is tested.
@NullUnmarked
class MaintenanceTest {
  private static final Instant START = Instant.parse("2026-11-24T09:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T09:30:00Z",
    "2026-11-24T09:29:59Z",
    "2026-11-24T09:30:00.999Z",
    "2020-01-01T00:00:00Z"
  })
  void endsAfterItsStart(Instant end) {
    assertThatThrownBy(() -> Samples.maintenance(START, end))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "endTime: '%s' is not after the start, 2026-11-24T09:30:00Z; allowed: at least a"
                + " second later",
            Timestamps.format(end));
  }

  @Test
  void lastsASecondAtLeast() {
    assertThat(Samples.maintenance(START, START.plusSeconds(1)).toMap())
        .containsEntry("start_time", "2026-11-24T09:30:00Z")
        .containsEntry("end_time", "2026-11-24T09:30:01Z")
        .doesNotContainKey("state");
  }

  @Test
  void endIsWithinTheYearsOfTheHook() {
    assertThatThrownBy(() -> Samples.maintenance(START, Instant.parse("2030-01-01T00:00:00Z")))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "endTime: '2030-01-01T00:00:00Z' is outside of the years that StatusHub's hook accepts"
                + " (its schema demands a year from 2020 to 2029); allowed: 2020-01-01T00:00:00Z to"
                + " 2029-12-31T23:59:59Z");
  }

  @Test
  void startEndAndStatusHaveToBeGiven() {
    assertThatThrownBy(() -> Samples.maintenance(null, START))
        .hasMessageStartingWith("startTime: is required; allowed: ");
    assertThatThrownBy(() -> Samples.maintenance(START, null))
        .hasMessageStartingWith("endTime: is required; allowed: ");
    assertThatThrownBy(() -> window(null, Map.of()))
        .isInstanceOf(ParameterException.class)
        .hasMessage("status: is required; allowed: up, degraded, down");
  }

  @Test
  void extraFieldsAreSentBehindTheDocumentedOnes() {
    assertThat(window(ServiceStatus.UP, Map.of("region", "eu")).toMap())
        .hasSize(8)
        .containsEntry("region", "eu");
  }

  private static Maintenance window(ServiceStatus status, Map<String, Object> extra) {
    return new Maintenance(
        "m", "t", "d", START, START.plusSeconds(60), status, false, false, extra);
  }

  @Test
  void anotherIdIsAllThatChanges() {
    Maintenance window = Samples.maintenance(START, START.plusSeconds(60));
    assertThat(window.withId("b").id()).isEqualTo("b");
    assertThat(window.withId("b").withId(window.id())).isEqualTo(window);
  }
}
