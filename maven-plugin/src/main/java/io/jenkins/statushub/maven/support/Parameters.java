package io.jenkins.statushub.maven.support;

import io.jenkins.statushub.hook.Timestamps;
import io.jenkins.statushub.input.ParameterException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads parameters strictly. Maven's own conversion takes {@code silent=yes} for false without a
 * warning, and its message about a bad number does not say what is allowed.
 */
public final class Parameters {
  private Parameters() {}

  /**
   * Reads true or false; null and blank mean false.
   *
   * @throws ParameterException if it is anything but true or false
   */
  public static boolean flag(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return false;
    }
    return switch (value.trim()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw ParameterException.invalidValue(name, value, "true, false");
    };
  }

  /**
   * Reads a whole number.
   *
   * @throws ParameterException if it is none, or outside of the limits
   */
  public static int number(String name, @Nullable String value, int min, int max) {
    try {
      int number = Integer.parseInt(value == null ? "" : value.trim());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw ParameterException.invalidValue(name, value, "a whole number from " + min + " to " + max);
  }

  /**
   * Reads a duration of at most an hour.
   *
   * @throws ParameterException if it is none, or longer
   */
  public static Duration shortDuration(String name, @Nullable String value) {
    Duration duration = Timestamps.parseDuration(name, value);
    if (duration.compareTo(Duration.ofHours(1)) > 0) {
      throw ParameterException.invalidValue(name, value, "at most 1h");
    }
    return duration;
  }
}
