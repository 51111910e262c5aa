package io.jenkins.statushub.hook;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.PrintableText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times and durations as users write them and as the hook takes them: UTC, whole seconds, and a
 * year that its pattern {@code ^202[0-9]-…Z$} admits.
 */
public final class Timestamps {
  /** The years that the hook's schema admits, for messages. */
  public static final String RANGE = "2020-01-01T00:00:00Z to 2029-12-31T23:59:59Z";

  private static final Instant FIRST = Instant.ofEpochSecond(1_577_836_800L);
  private static final Instant AFTER_LAST = Instant.ofEpochSecond(1_893_456_000L);
  private static final String TIME_FORMS =
      "a date and time with its offset, such as 2026-11-24T09:30:00Z or 2026-11-24T10:30:00+01:00";
  private static final String DURATION_FORMS =
      "such as 90s, 30m, 2h, 1h30m, 1d or the ISO form PT30M, more than nothing and at most 366 days";
  private static final Duration LONGEST = Duration.ofDays(366);

  private Timestamps() {}

  /**
   * Reads a time as users write it. A time without an offset is refused: it means another moment on
   * another machine.
   *
   * @param parameter the name to put in a message
   * @throws ParameterException if it can't be read or the hub would refuse it
   */
  public static Instant parse(String parameter, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw ParameterException.invalidValue(parameter, value, TIME_FORMS);
    }
    try {
      return checked(parameter, OffsetDateTime.parse(isoForm(value.trim())).toInstant());
    } catch (DateTimeException e) {
      throw ParameterException.invalidValue(parameter, value, TIME_FORMS);
    }
  }

  /** Spells what `date` and Java's patterns write as ISO 8601's extended form spells it. */
  private static String isoForm(String value) {
    Matcher matcher = TimeForm.PATTERN.matcher(value);
    if (!matcher.matches()) {
      return value;
    }
    String time = matcher.group(1) + 'T' + matcher.group(2).replace(',', '.');
    if (matcher.group(3) == null) {
      return time + 'Z';
    }
    String minutes = matcher.group(4) == null ? "00" : matcher.group(4);
    return time + matcher.group(3) + ':' + minutes;
  }

  /**
   * Reads a duration as users write it.
   *
   * @param parameter the name to put in a message
   * @throws ParameterException if it can't be read, is not positive or longer than 366 days
   */
  public static Duration parseDuration(String parameter, @Nullable String value) {
    if (value != null && ShortForm.NUMBER.matcher(value.trim()).matches()) {
      String number = PrintableText.printable(value.trim());
      throw new ParameterException(
          parameter,
          "'%s' has no unit: write %s, %s or %s; allowed: %s"
              .formatted(number, number + 's', number + 'm', number + 'h', DURATION_FORMS));
    }
    Duration duration = value == null ? null : read(value.trim());
    if (duration == null
        || duration.isNegative()
        || duration.isZero()
        || duration.compareTo(LONGEST) > 0) {
      throw ParameterException.invalidValue(parameter, value, DURATION_FORMS);
    }
    return duration;
  }

  private static @Nullable Duration read(String value) {
    if (value.isEmpty()) {
      return null;
    }
    String lower = value.toLowerCase(Locale.ROOT);
    try {
      if (isDigit(lower.charAt(0))) {
        Matcher matcher = ShortForm.PATTERN.matcher(lower);
        return matcher.matches()
            ? Duration.ofDays(number(matcher, 1))
                .plusHours(number(matcher, 2))
                .plusMinutes(number(matcher, 3))
                .plusSeconds(number(matcher, 4))
            : null;
      }
      return Duration.parse(value);
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Made only when a time comes. */
  private static final class TimeForm {
    static final Pattern PATTERN =
        Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[Tt ](\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?)"
                + " ?(?:[Zz]|([+-]\\d{2})(?::?(\\d{2}))?)");

    private TimeForm() {}
  }

  /** Made only when a duration comes. */
  private static final class ShortForm {
    static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    static final Pattern PATTERN =
        Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

    private ShortForm() {}
  }

  private static long number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** The hook's own form of a time within {@link #RANGE}. */
  public static String format(Instant time) {
    // By hand, because a cold JVM's first DateTimeFormatter costs more than all other work of a
    // goal.
    LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(20).append(utc.getYear());
    two(text, '-', utc.getMonthValue());
    two(text, '-', utc.getDayOfMonth());
    two(text, 'T', utc.getHour());
    two(text, ':', utc.getMinute());
    two(text, ':', utc.getSecond());
    return text.append('Z').toString();
  }

  private static void two(StringBuilder text, char before, int number) {
    text.append(before).append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /** Returns whether the hook takes a time. */
  public static boolean isInRange(Instant time) {
    return !time.isBefore(FIRST) && time.isBefore(AFTER_LAST);
  }

  /** Returns the time that the hook takes and that is nearest to a given one, in whole seconds. */
  public static Instant clamp(Instant time) {
    if (time.isBefore(FIRST)) {
      return FIRST;
    }
    return time.isBefore(AFTER_LAST)
        ? time.truncatedTo(ChronoUnit.SECONDS)
        : AFTER_LAST.minusSeconds(1);
  }

  /**
   * A moment cut to whole seconds.
   *
   * @throws ParameterException if it is missing or outside of {@link #RANGE}
   */
  static Instant checked(String parameter, @Nullable Instant value) {
    if (value == null) {
      throw ParameterException.required(parameter, TIME_FORMS);
    }
    Instant time = value.truncatedTo(ChronoUnit.SECONDS);
    if (!isInRange(time)) {
      throw new ParameterException(
          parameter,
          "'"
              + time
              + "' is outside of the years that StatusHub's hook accepts (its schema demands a"
              + " year from 2020 to 2029); allowed: "
              + RANGE);
    }
    return time;
  }
}
