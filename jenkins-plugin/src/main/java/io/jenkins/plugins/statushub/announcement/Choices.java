package io.jenkins.plugins.statushub.announcement;

import hudson.util.EditDistance;
import io.jenkins.statushub.input.ParameterException;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words that a user may choose from, and what was meant by one that is none of them. */
public final class Choices {
  private static final int FARTHEST = 3;

  private Choices() {}

  /** Creates the mistake of a word that is not among those allowed. */
  public static ParameterException refused(
      String parameter, String value, Collection<String> allowed) {
    return ParameterException.invalidValue(
        parameter, value, String.join(", ", allowed) + meant(value, allowed));
  }

  /** Returns {@code "; did you mean 'x'?"}, or nothing if no word is near. */
  public static String meant(String value, Collection<String> allowed) {
    String word = value.toLowerCase(Locale.ROOT);
    @Nullable String nearest = allowed.isEmpty() ? null : EditDistance.findNearest(value, allowed);
    boolean near =
        nearest != null
            && EditDistance.editDistance(word, nearest.toLowerCase(Locale.ROOT))
                <= Math.min(FARTHEST, Math.max(1, value.length() / 2));
    return near ? "; did you mean '" + nearest + "'?" : "";
  }
}
