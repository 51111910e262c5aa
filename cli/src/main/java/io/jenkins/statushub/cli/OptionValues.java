package io.jenkins.statushub.cli;

import io.jenkins.statushub.hook.Timestamps;
import io.jenkins.statushub.input.ParameterException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads option values that picocli would report in words that do not help. */
final class OptionValues {
  private OptionValues() {}

  /**
   * Reads a whole number.
   *
   * @throws ParameterException if it is none, or outside of the limits
   */
  static int number(String parameter, @Nullable String value, int least, int most) {
    try {
      int number = Integer.parseInt(value == null ? "" : value.trim());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw ParameterException.invalidValue(
        parameter, value, "a whole number from " + least + " to " + most);
  }

  /**
   * Reads a duration of at most an hour.
   *
   * @throws ParameterException if it is none, or longer
   */
  static Duration shortDuration(String parameter, @Nullable String value) {
    Duration duration = Timestamps.parseDuration(parameter, value);
    if (duration.compareTo(Duration.ofHours(1)) > 0) {
      throw ParameterException.invalidValue(parameter, value, "at most 1h");
    }
    return duration;
  }
}
