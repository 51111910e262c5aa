package io.jenkins.statushub.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00.250Z");

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1,1",
    "' 120 ',120",
    "0000000000000000000000120,120",
    "86399,86399",
    "86400,86400",
    "86401,86400",
    "999999999,86400",
    "1000000000,86400",
    "99999999999999999999999999,86400"
  })
  void seconds(String header, long expected) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(NOW.plusSeconds(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Tue, 24 Nov 2026 09:30:00 GMT",
        "tue, 24 nov 2026 09:30:00 gmt",
        "Tuesday, 24-Nov-26 09:30:00 GMT",
        "Tue Nov 24 09:30:00 2026"
      })
  void datesInTheirThreeForms(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo("2026-11-24T09:30:00Z");
  }

  @Test
  void datesWithOneDigit() {
    Instant now = Instant.parse("2026-11-05T00:00:00Z");
    assertThat(RetryAfter.parse("Thu Nov  5 01:02:03 2026", now)).isEqualTo("2026-11-05T01:02:03Z");
    assertThat(RetryAfter.parse("Thu, 05 Nov 2026 01:02:03 GMT", now))
        .isEqualTo("2026-11-05T01:02:03Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Tue, 24 Nov 2026 08:59:59 GMT"
      })
  void datesInThePastMeanNow(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Wed, 25 Nov 2026 09:00:01 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"})
  void datesAreCapped(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(NOW.plus(Duration.ofHours(24)));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+1",
        "1.5",
        "1e9",
        "0x10",
        "１２０",
        "soon",
        "2026-11-24T09:30:00Z",
        "Tue, 24 Nov 2026 09:30:00 CET",
        "Mon, 24 Nov 2026 09:30:00 GMT",
        "Tue, 32 Nov 2026 09:30:00 GMT",
        "Tue, 24 Nov 2026 25:30:00 GMT",
        "120, 120"
      })
  void anythingElseSaysNothing(@Nullable String header) {
    assertThat(RetryAfter.parse(header, NOW)).isNull();
  }

  @Test
  void lengthDoesNotMatter() {
    assertThat(RetryAfter.parse("9".repeat(1_000_000), NOW)).isEqualTo(NOW.plus(RetryAfter.CAP));
    assertThat(RetryAfter.parse("x".repeat(1_000_000), NOW)).isNull();
    assertThat(RetryAfter.parse("Tue, " + " ".repeat(1_000_000), NOW)).isNull();
  }

  @Test
  void theCapIsTheCallers() {
    assertThat(RetryAfter.parse("120", NOW, Duration.ofSeconds(60))).isEqualTo(NOW.plusSeconds(60));
    assertThat(RetryAfter.parse("120", NOW, Duration.ZERO)).isEqualTo(NOW);
  }

  @Property
  void isNeverShortenedBelowTheCap(@ForAll @LongRange(min = 0, max = 86_400) long seconds) {
    assertThat(RetryAfter.parse(Long.toString(seconds), NOW)).isEqualTo(NOW.plusSeconds(seconds));
    Instant whole = Instant.parse("2026-11-24T09:00:00Z").plusSeconds(seconds);
    String date =
        DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .format(whole.atOffset(ZoneOffset.UTC));
    assertThat(RetryAfter.parse(date, NOW)).isEqualTo(whole.isBefore(NOW) ? NOW : whole);
  }

  @Provide
  Arbitrary<String> nearlyHeaders() {
    return Arbitraries.oneOf(
        Arbitraries.strings(),
        Arbitraries.strings().withChars("0123456789-:, +.").ofMaxLength(70),
        Arbitraries.of(
                "Tue",
                "Tuesday",
                ", ",
                " ",
                "24",
                "-",
                "Nov",
                "26",
                "2026",
                "09:30:00",
                "GMT",
                "99999999",
                ":",
                "\u0000")
            .list()
            .ofMaxSize(12)
            .map(parts -> String.join("", parts)));
  }

  @Property(tries = 5000)
  void anyTextIsReadOrSaysNothing(@ForAll("nearlyHeaders") String header) {
    Instant read = RetryAfter.parse(header, NOW);
    if (read != null) {
      assertThat(read).isBetween(NOW, NOW.plus(RetryAfter.CAP));
    }
  }
}
