package io.jenkins.statushub.transport;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} (RFC 9110, 10.2.3) in both its forms. */
public final class RetryAfter {
  /** The longest wait that is obeyed by default. */
  public static final Duration CAP = Duration.ofHours(24);

  /** A wait of more digits is above any cap. */
  private static final int MAX_DIGITS = 9;

  private RetryAfter() {}

  /** {@link #parse(String, Instant, Duration)} with {@link #CAP}. */
  public static @Nullable Instant parse(@Nullable String header, Instant now) {
    return parse(header, now, CAP);
  }

  /**
   * Reads the header.
   *
   * @param header seconds, or a date in one of the three forms of RFC 9110; may be anything
   * @param now the beginning of the wait
   * @param cap the longest wait that is obeyed
   * @return the moment before which nothing must be sent, from {@code now} to {@code now + cap}; a
   *     whole answer to what was asked, never earlier unless above the cap; null if the header is
   *     missing or can't be read
   */
  public static @Nullable Instant parse(@Nullable String header, Instant now, Duration cap) {
    if (header == null) {
      return null;
    }
    String value = header.strip();
    Instant latest = now.plus(cap);
    Instant asked = isNumber(value) ? afterSeconds(value, now, latest) : date(value, now);
    if (asked == null) {
      return null;
    }
    if (asked.isBefore(now)) {
      return now;
    }
    return asked.isAfter(latest) ? latest : asked;
  }

  private static boolean isNumber(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return !value.isEmpty();
  }

  private static Instant afterSeconds(String digits, Instant now, Instant latest) {
    int first = 0;
    while (first < digits.length() - 1 && digits.charAt(first) == '0') {
      first++;
    }
    return digits.length() - first > MAX_DIGITS
        ? latest
        : now.plusSeconds(Long.parseLong(digits.substring(first)));
  }

  private static @Nullable Instant date(String value, Instant now) {
    LocalDateTime time = read(value, Forms.IMF_FIXDATE);
    time = time != null ? time : read(value, Forms.ASCTIME);
    if (time == null) {
      time = read(value.substring(value.indexOf(',') + 1).strip(), Forms.RFC_850);
      time = time == null ? null : inCentury(time, now);
    }
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }

  private static @Nullable LocalDateTime read(String value, DateTimeFormatter form) {
    try {
      return LocalDateTime.parse(value, form);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** RFC 9110, 5.6.7: what seems more than 50 years ahead is the past year of the same digits. */
  private static LocalDateTime inCentury(LocalDateTime time, Instant now) {
    LocalDateTime limit = LocalDateTime.ofInstant(now, ZoneOffset.UTC).plusYears(50);
    LocalDateTime inSight = time;
    while (inSight.isAfter(limit)) {
      inSight = inSight.minusYears(100);
    }
    return inSight;
  }

  /** Made only when a date comes. */
  private static final class Forms {
    static final DateTimeFormatter IMF_FIXDATE = form("EEE, d MMM uuuu HH:mm:ss 'GMT'");
    // Behind the day's name, which can't be compared: in another century it is another one.
    static final DateTimeFormatter RFC_850 =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ENGLISH);
    static final DateTimeFormatter ASCTIME = form("EEE MMM ppd HH:mm:ss uuuu");

    private Forms() {}

    private static DateTimeFormatter form(String pattern) {
      return new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern(pattern)
          .toFormatter(Locale.ENGLISH);
    }
  }
}
