package io.jenkins.statushub.maven.support;

import io.jenkins.statushub.hook.Timestamps;
import io.jenkins.statushub.input.ParameterException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads parameters strictly. Maven's own conversion takes {@code silent=yes} for false without a
 * word, and tells of a bad number in words that do not help.
 */
public final class Parameters {
  private Parameters() {}

  /**
   * A yes or no; not given means no.
   *
   * @throws ParameterException if it is anything but true or false
   */
  public static boolean flag(String name, @Nullable String given) {
    if (given == null || given.isBlank()) {
      return false;
    }
    return switch (given.trim()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw ParameterException.invalidValue(name, given, "true, false");
    };
  }

  /**
   * A whole number.
   *
   * @throws ParameterException if it is none, or outside of the limits
   */
  public static int number(String name, @Nullable String given, int least, int most) {
    try {
      int number = Integer.parseInt(given == null ? "" : given.trim());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw ParameterException.invalidValue(
        name, given, "a whole number from " + least + " to " + most);
  }

  /**
   * A duration of at most an hour.
   *
   * @throws ParameterException if it is none, or longer
   */
  public static Duration shortDuration(String name, @Nullable String given) {
    Duration duration = Timestamps.parseDuration(name, given);
    if (duration.compareTo(Duration.ofHours(1)) > 0) {
      throw ParameterException.invalidValue(name, given, "at most 1h");
    }
    return duration;
  }
}
