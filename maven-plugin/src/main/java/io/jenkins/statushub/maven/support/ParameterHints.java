package io.jenkins.statushub.maven.support;

import io.jenkins.statushub.input.ParameterException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Mistakes as text, each with the place where it is fixed. */
public final class ParameterHints {
  private ParameterHints() {}

  /**
   * Returns the text: two lines at most for one mistake, a list for several.
   *
   * @param place returns where a parameter is set, or null if it is not known
   */
  public static String message(
      ParameterException mistakes, Function<String, @Nullable String> place) {
    List<ParameterException.Problem> problems = mistakes.problems();
    if (problems.size() == 1) {
      return "StatusHub: " + problems.get(0) + fix("\n", problems.get(0), place);
    }
    StringBuilder text = new StringBuilder("StatusHub: " + problems.size() + " mistakes:");
    for (ParameterException.Problem problem : problems) {
      text.append("\n  ").append(problem).append(fix("\n    ", problem, place));
    }
    return text.toString();
  }

  private static String fix(
      String separator,
      ParameterException.Problem problem,
      Function<String, @Nullable String> place) {
    String found = place.apply(problem.parameter());
    return found == null ? "" : separator + "Fix it " + found;
  }
}
