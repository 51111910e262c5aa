package io.jenkins.statushub.environment;

import io.jenkins.statushub.input.ParameterException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The environment variable that silences every command, also in processes that it starts. */
public final class SkipVariable {
  /** The variable's name. */
  public static final String NAME = "STATUSHUB_SKIP";

  private SkipVariable() {}

  /**
   * Returns whether nothing is to be announced.
   *
   * @param environment returns a variable's value, or null if it is not set
   * @throws ParameterException if its value is neither true nor false
   */
  public static boolean isSet(Function<String, @Nullable String> environment) {
    String value = environment.apply(NAME);
    if (value == null || value.isBlank()) {
      return false;
    }
    return switch (value.trim()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw ParameterException.invalidValue(
              "environment variable " + NAME, value, "true, false");
    };
  }
}
