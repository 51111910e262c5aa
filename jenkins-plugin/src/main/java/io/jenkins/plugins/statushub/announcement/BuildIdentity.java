package io.jenkins.plugins.statushub.announcement;

import hudson.Util;
import hudson.model.Run;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a build for good: made from the controller, from when the build was created to the
 * millisecond, and from its number. Its place in the queue is no part of it: a build that goes on
 * after a restart is queued again and gets another one. So builds of a job that was deleted and
 * made again, of a controller that was restored from a backup, and of a second controller with the
 * same jobs differ although their names and numbers are the same; a build that goes on after a
 * restart, or whose job is renamed meanwhile, stays the same.
 *
 * @param created when the build was created, in milliseconds since 1970
 * @param digest tells apart what was created at the same moment; hexadecimal digits
 */
public record BuildIdentity(long created, String digest) {
  private static final int DIGITS = 12;
  private static final Pattern TEXT = Pattern.compile("[0-9a-z]{1,12}-[0-9a-f]{" + DIGITS + "}");

  /** Returns the identity of a build. */
  static BuildIdentity of(Run<?, ?> run) {
    String digest =
        Util.getDigestOf(
            Jenkins.get().getLegacyInstanceId()
                + '\n'
                + run.getTimeInMillis()
                + '\n'
                + run.getNumber());
    return new BuildIdentity(run.getTimeInMillis(), digest.substring(0, DIGITS));
  }

  /** Reads what {@link #toString()} wrote; null if it was written by somebody else. */
  static @Nullable BuildIdentity parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      return null;
    }
    int dash = text.indexOf('-');
    return new BuildIdentity(
        Long.parseLong(text.substring(0, dash), Character.MAX_RADIX), text.substring(dash + 1));
  }

  @Override
  public String toString() {
    return Long.toString(created, Character.MAX_RADIX) + '-' + digest;
  }
}
