package io.jenkins.statushub.input;

import io.jenkins.statushub.hook.PayloadRules;
import org.jspecify.annotations.Nullable;

/**
 * Something the user wrote that can't be announced. The message is one line that names the
 * parameter, what was given and what is allowed; the wrappers add where to mend it. It never holds
 * a hook URL.
 */
public final class ParameterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  private final String parameter;

  /**
   * @param parameter the parameter's name, spelt alike in Maven and Jenkins
   * @param message what is wrong with it and what is allowed, without the name
   */
  public ParameterException(String parameter, String message) {
    super(parameter + ": " + message);
    this.parameter = parameter;
  }

  /** The name of the parameter that has to be mended. */
  public String parameter() {
    return parameter;
  }

  /** A mistake about a parameter that was left out. */
  public static ParameterException missing(String parameter, String allowed) {
    return new ParameterException(parameter, "is required; allowed: " + allowed);
  }

  /** A mistake about a value outside of what is allowed; one left out is said to be missing. */
  public static ParameterException notAllowed(
      String parameter, @Nullable String given, String allowed) {
    if (given == null || given.isBlank()) {
      return missing(parameter, allowed);
    }
    return new ParameterException(
        parameter, "'" + shown(given) + "' is not allowed; allowed: " + allowed);
  }

  /**
   * A user's text made fit for one line of a log: no control characters, not long, and nothing of a
   * URL but its scheme, since it may be a hook URL that was given in the wrong place.
   */
  public static String shown(String given) {
    String line = PayloadRules.oneLine(given);
    int url = line.indexOf("://");
    if (url >= 0) {
      line = line.substring(0, url + 3) + "…";
    }
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 1) + "…";
  }
}
