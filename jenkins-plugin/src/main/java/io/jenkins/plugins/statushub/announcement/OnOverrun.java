package io.jenkins.plugins.statushub.announcement;

import hudson.Util;
import io.jenkins.statushub.input.ParameterException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What happens if work goes on after its maintenance window. */
public enum OnOverrun {
  /** A line in the build's log. */
  WARN,
  /** A follow-up window. */
  ANNOUNCE;

  /** Returns the word that users write. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what a user wrote; {@link #WARN} if that is nothing.
   *
   * @throws ParameterException if it is none of the words
   */
  public static OnOverrun parse(@Nullable String onOverrun) {
    String text = Util.fixEmptyAndTrim(onOverrun);
    if (text == null) {
      return WARN;
    }
    return Arrays.stream(values())
        .filter(each -> each.wire().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                Choices.refused(
                    "onOverrun", text, Arrays.stream(values()).map(OnOverrun::wire).toList()));
  }
}
