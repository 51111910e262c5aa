package io.jenkins.statushub.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.input.ParameterException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private static final String TIMES =
      "a date and time with its offset, such as 2026-11-24T09:30:00Z or 2026-11-24T10:30:00+01:00";
  private static final String DURATIONS =
      "such as 90s, 30m, 2h, 1h30m, 1d or the ISO form PT30M, more than nothing and at most 366"
          + " days";

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T09:30:00Z,2026-11-24T09:30:00Z",
    "2026-11-24T10:30:00+01:00,2026-11-24T09:30:00Z",
    "2026-11-24T04:00:00-05:30,2026-11-24T09:30:00Z",
    "2026-11-25T00:15:00+14:45,2026-11-24T09:30:00Z",
    "2026-11-20T10:00:00+0100,2026-11-20T09:00:00Z",
    "2026-11-20T10:00:00+01,2026-11-20T09:00:00Z",
    "2026-11-20T10:00:00.123+0100,2026-11-20T09:00:00Z",
    "'2026-11-20T10:00:00,5-0530',2026-11-20T15:30:00Z",
    "2026-11-20 10:00:00+01:00,2026-11-20T09:00:00Z",
    "2026-11-20 10:00:00 +0100,2026-11-20T09:00:00Z",
    "2026-11-20 10:00z,2026-11-20T10:00:00Z",
    "2026-11-24T09:30Z,2026-11-24T09:30:00Z",
    "2026-11-24T09:30:00.999999999Z,2026-11-24T09:30:00Z",
    "2026-11-24t09:30:00z,2026-11-24T09:30:00Z",
    "' 2026-11-24T09:30:00Z ',2026-11-24T09:30:00Z",
    "2024-02-29T23:59:59Z,2024-02-29T23:59:59Z",
    "2028-02-29T12:00:00+00:00,2028-02-29T12:00:00Z",
    "2020-01-01T00:00:00Z,2020-01-01T00:00:00Z",
    "2029-12-31T23:59:59.9Z,2029-12-31T23:59:59Z",
    "2030-01-01T00:59:59+01:00,2029-12-31T23:59:59Z",
  })
  void timesBecomeUtcAndWholeSeconds(String given, String expected) {
    assertThat(Timestamps.format(Timestamps.parse("startTime", given))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-24T09:30:00",
        "2026-11-24",
        "24.11.2026 09:30",
        "tomorrow",
        "2025-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-11-24T24:00:00Z",
        "2026-11-24T23:59:60Z",
        "1764000000"
      })
  void otherTimesAreRefused(String given) {
    assertThatThrownBy(() -> Timestamps.parse("startTime", given))
        .isInstanceOf(ParameterException.class)
        .hasMessage("startTime: '%s' is not allowed; allowed: %s", given, TIMES);
  }

  @ParameterizedTest
  @CsvSource({
    "2019-12-31T23:59:59Z,2019-12-31T23:59:59Z",
    "2030-01-01T00:00:00Z,2030-01-01T00:00:00Z",
    "2020-01-01T00:59:59+01:00,2019-12-31T23:59:59Z",
    "2029-12-31T23:00:00-01:00,2030-01-01T00:00:00Z",
    "+12026-01-01T00:00:00Z,+12026-01-01T00:00:00Z"
  })
  void yearsThatTheHubRefusesAreRefusedHere(String given, String shown) {
    assertThatThrownBy(() -> Timestamps.parse("startTime", given))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "startTime: '%s' is outside of the years that StatusHub's hook accepts (its schema"
                + " demands a year from 2020 to 2029); allowed: 2020-01-01T00:00:00Z to"
                + " 2029-12-31T23:59:59Z",
            shown);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void missingOnesAreSaidToBeMissing(String given) {
    assertThatThrownBy(() -> Timestamps.parse("endTime", given))
        .hasMessage("endTime: is required; allowed: %s", TIMES);
    assertThatThrownBy(() -> Timestamps.parseDuration("duration", given))
        .hasMessage("duration: is required; allowed: %s", DURATIONS);
  }

  @ParameterizedTest
  @CsvSource({
    "90s,PT90S",
    "30m,PT30M",
    "2h,PT2H",
    "1h30m,PT90M",
    "1d,PT24H",
    "1d2h3m4s,PT26H3M4S",
    "' 30M ',PT30M",
    "0h5m,PT5M",
    "PT30M,PT30M",
    "pt1h,PT1H",
    "P1DT1H,PT25H",
    "366d,P366D",
    "PT0.5S,PT0.5S",
  })
  void durations(String given, Duration expected) {
    assertThat(Timestamps.parseDuration("duration", given)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0s",
        "-5m",
        "PT-5M",
        "PT0S",
        "30min",
        "1m1h",
        "1m1m",
        "367d",
        "366d1s",
        "999999999d999999999h",
        "9999999999s",
        "PT99999999999999999999S",
        "P1Y",
        "half an hour",
        "٣m"
      })
  void otherDurationsAreRefused(String given) {
    assertThatThrownBy(() -> Timestamps.parseDuration("duration", given))
        .isInstanceOf(ParameterException.class)
        .hasMessage("duration: '%s' is not allowed; allowed: %s", given, DURATIONS);
  }

  @Test
  void asksForTheUnitOfABareNumber() {
    assertThatThrownBy(() -> Timestamps.parseDuration("duration", " 30 "))
        .isInstanceOf(ParameterException.class)
        .hasMessage("duration: '30' has no unit: write 30s, 30m or 30h; allowed: %s", DURATIONS);
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z,2020-01-01T00:00:00Z",
    "2026-11-24T09:30:00.7Z,2026-11-24T09:30:00Z",
    "2029-12-31T23:59:59.5Z,2029-12-31T23:59:59Z",
    "2030-01-01T00:00:00Z,2029-12-31T23:59:59Z"
  })
  void findsTheNearestTimeThatTheHookTakes(Instant time, Instant nearest) {
    assertThat(Timestamps.clamp(time)).isEqualTo(nearest);
    assertThat(Timestamps.isInRange(Timestamps.clamp(time))).isTrue();
  }

  @Property
  void formatIsIso(@ForAll @LongRange(min = 1_577_836_800L, max = 1_893_455_999L) long second) {
    Instant time = Instant.ofEpochSecond(second, 999_999_999);
    assertThat(Timestamps.format(time))
        .isEqualTo(DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochSecond(second)))
        .matches("^202[0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z$");
    assertThat(Timestamps.parse("t", Timestamps.format(time)))
        .isEqualTo(Instant.ofEpochSecond(second));
  }

  @Provide
  Arbitrary<String> nearlyTimes() {
    return Arbitraries.oneOf(
        Arbitraries.strings(),
        Arbitraries.strings().withChars("0123456789-+:.TZtzPpDdHhMmSs ").ofMaxLength(70));
  }

  @Property(tries = 5000)
  void anyTextIsReadOrRefusedInOneLine(@ForAll("nearlyTimes") String given) {
    try {
      assertThat(Timestamps.format(Timestamps.parse("startTime", given))).hasSize(20);
    } catch (ParameterException e) {
      assertThat(e.parameter()).isEqualTo("startTime");
      assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\n", "\r");
    }
    try {
      assertThat(Timestamps.parseDuration("duration", given))
          .isBetween(Duration.ofNanos(1), Duration.ofDays(366));
    } catch (ParameterException e) {
      assertThat(e.parameter()).isEqualTo("duration");
      assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\n", "\r");
    }
  }
}
