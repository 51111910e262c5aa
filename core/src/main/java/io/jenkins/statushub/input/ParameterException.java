package io.jenkins.statushub.input;

import org.jspecify.annotations.Nullable;

/**
 * Something the user wrote that can't be announced. The message is one line that names the
 * parameter, what was given and what is allowed; the wrappers add where to mend it. It never holds
 * a hook URL.
 */
public final class ParameterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

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
  public static ParameterException required(String parameter, String allowed) {
    return new ParameterException(parameter, "is required; allowed: " + allowed);
  }

  /** A mistake about a value outside of what is allowed; one left out is said to be missing. */
  public static ParameterException invalidValue(
      String parameter, @Nullable String value, String allowed) {
    if (value == null || value.isBlank()) {
      return required(parameter, allowed);
    }
    return new ParameterException(
        parameter, "'" + PrintableText.printable(value) + "' is not allowed; allowed: " + allowed);
  }
}
