package io.jenkins.plugins.statushub.announcement;

import hudson.model.Run;
import org.jspecify.annotations.Nullable;

/**
 * Which build said something, and where in it: what makes an announcement the same one after a
 * restart. Written as {@code folder/job#12/7/failed}.
 *
 * @param job the job's full name
 * @param number the build's number
 * @param place where in the build, such as a flow node's id; no slash
 * @param occasion why something was said
 */
public record Origin(String job, int number, String place, String occasion) {
  /** A block failed. */
  public static final String FAILED = "failed";

  /** A block got through. */
  public static final String RECOVERED = "recovered";

  /** A step without a block, or the beginning of one with a block. */
  public static final String SAID = "said";

  /** A place in a build. */
  public static Origin of(Run<?, ?> run, String place, String occasion) {
    return new Origin(run.getParent().getFullName(), run.getNumber(), place, occasion);
  }

  /** Reads what {@link #toString()} wrote; null if it was written by somebody else. */
  public static @Nullable Origin parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int occasion = text.lastIndexOf('/');
    int place = occasion < 0 ? -1 : text.lastIndexOf('/', occasion - 1);
    // Jenkins allows no '#' in the name of an item.
    int number = place < 0 ? -1 : text.lastIndexOf('#', place);
    if (number < 0) {
      return null;
    }
    try {
      return new Origin(
          text.substring(0, number),
          Integer.parseInt(text, number + 1, place, 10),
          text.substring(place + 1, occasion),
          text.substring(occasion + 1));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  boolean isFailure() {
    return occasion.equals(FAILED);
  }

  @Override
  public String toString() {
    return job + "#" + number + "/" + place + "/" + occasion;
  }
}
