package io.jenkins.statushub.input;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One or more mistakes in what a user wrote. The message is one line that names each parameter,
 * what was given and what is allowed; the wrappers add where to fix it. It never holds a hook URL.
 */
public final class ParameterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final List<Problem> problems;

  /**
   * One mistake.
   *
   * @param parameter the parameter's name, spelt alike in Maven and Jenkins
   * @param message what is wrong with it and what is allowed, one line, without the name
   */
  public record Problem(String parameter, String message) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Returns the mistake as one line: the name and the message. */
    @Override
    public String toString() {
      return parameter + ": " + message;
    }
  }

  /**
   * Makes an exception of one mistake.
   *
   * @param parameter the parameter's name, spelt alike in Maven and Jenkins
   * @param message what is wrong with it and what is allowed, without the name
   */
  public ParameterException(String parameter, String message) {
    this(List.of(new Problem(parameter, message)));
  }

  /**
   * Makes an exception of several mistakes that do not depend on each other.
   *
   * @param problems at least one
   */
  public ParameterException(List<Problem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  private static String message(List<Problem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an exception needs at least one problem");
    }
    if (problems.size() == 1) {
      return problems.get(0).toString();
    }
    StringBuilder line = new StringBuilder().append(problems.size()).append(" mistakes:");
    for (int i = 0; i < problems.size(); i++) {
      line.append(" (").append(i + 1).append(") ").append(problems.get(i));
    }
    return line.toString();
  }

  /** Returns all mistakes, in the order in which they were found; never empty. */
  public List<Problem> problems() {
    return problems;
  }

  /** Returns the name of the first parameter that has to be fixed. */
  public String parameter() {
    return problems.get(0).parameter();
  }

  /** Returns a mistake about a parameter that was left out. */
  public static ParameterException required(String parameter, String allowed) {
    return new ParameterException(parameter, "is required; allowed: " + allowed);
  }

  /**
   * Returns a mistake about a value outside of what is allowed; a null or blank value is reported
   * to be missing.
   */
  public static ParameterException invalidValue(
      String parameter, @Nullable String value, String allowed) {
    if (value == null || value.isBlank()) {
      return required(parameter, allowed);
    }
    return new ParameterException(
        parameter, "'" + PrintableText.printable(value) + "' is not allowed; allowed: " + allowed);
  }
}
