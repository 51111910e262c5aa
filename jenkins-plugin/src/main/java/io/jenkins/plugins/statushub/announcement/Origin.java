package io.jenkins.plugins.statushub.announcement;

import hudson.model.Run;
import org.jspecify.annotations.Nullable;

/**
 * Names the build that announced something, and where in it: what makes an announcement the same
 * one after a restart. Written as {@code folder/job#12/m9x0k3ab-0123456789ab/7/failed}.
 *
 * @param job the job's full name when the build announced
 * @param number the build's number
 * @param build tells the build from others of the same name and number
 * @param place where in the build, such as a flow node's id; no slash
 * @param occasion why something was announced
 */
public record Origin(String job, int number, BuildIdentity build, String place, String occasion) {

  /** Work failed. */
  public static final String FAILED = "failed";

  /** Work succeeded. */
  public static final String RECOVERED = "recovered";

  /** A step without a block, or a window around work. */
  public static final String ANNOUNCED = "announced";

  /** A place in a build. */
  public static Origin of(Run<?, ?> run, String place, String occasion) {
    return new Origin(
        run.getParent().getFullName(), run.getNumber(), BuildIdentity.of(run), place, occasion);
  }

  /** Reads what {@link #toString()} wrote; null if it was written by somebody else. */
  public static @Nullable Origin parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int occasion = text.lastIndexOf('/');
    int place = occasion < 0 ? -1 : text.lastIndexOf('/', occasion - 1);
    int build = place < 0 ? -1 : text.lastIndexOf('/', place - 1);
    // Jenkins allows no '#' in the name of an item.
    int number = build < 0 ? -1 : text.lastIndexOf('#', build);
    BuildIdentity identity =
        number < 0 ? null : BuildIdentity.parse(text.substring(build + 1, place));
    if (identity == null) {
      return null;
    }
    try {
      return new Origin(
          text.substring(0, number),
          Integer.parseInt(text, number + 1, build, 10),
          identity,
          text.substring(place + 1, occasion),
          text.substring(occasion + 1));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Whether a build announced this itself. */
  boolean isOf(Run<?, ?> run) {
    return build.equals(BuildIdentity.of(run));
  }

  /**
   * Whether a later build of the same job announced this. A build is later if both its number and
   * its time are: a job that was deleted and made again, or a restored backup, counts from a lower
   * number again, and a clock may have been wrong for a while.
   */
  boolean isLaterThan(Run<?, ?> run) {
    return number > run.getNumber() && build.created() > run.getTimeInMillis();
  }

  boolean isFailure() {
    return occasion.equals(FAILED);
  }

  @Override
  public String toString() {
    return job + "#" + number + "/" + build + "/" + place + "/" + occasion;
  }
}
