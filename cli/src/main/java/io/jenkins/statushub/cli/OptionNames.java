package io.jenkins.statushub.cli;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.ParameterException.Problem;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** Parameters of the core under the names that they have as options. */
final class OptionNames {
  /** A parameter of two words or more, and what stands in quotes, which a user wrote. */
  private static final Pattern NAMES =
      Pattern.compile("(?<!\\w)'[^']*'|\\b[a-z]+(?:[A-Z][a-z]*)+\\b");

  private OptionNames() {}

  /** Returns a parameter as an option: {@code --start-time} for {@code startTime}. */
  static String of(String parameter) {
    StringBuilder option = new StringBuilder("--");
    for (int i = 0; i < parameter.length(); i++) {
      char c = parameter.charAt(i);
      if (Character.isUpperCase(c)) {
        option.append('-');
      }
      option.append(c);
    }
    return option.toString().toLowerCase(Locale.ROOT);
  }

  /** Returns mistakes in lines that name the options, if the command has one for a parameter. */
  static String describe(ParameterException mistakes, CommandSpec command) {
    StringBuilder lines = new StringBuilder();
    for (Problem each : mistakes.problems()) {
      String option = of(each.parameter());
      lines
          .append(lines.length() == 0 ? "" : "\n")
          .append(command.findOption(option) == null ? each.parameter() : option)
          .append(": ")
          .append(withOptions(each.message(), command));
    }
    return lines.toString();
  }

  private static String withOptions(String message, CommandSpec command) {
    return NAMES
        .matcher(message)
        .replaceAll(
            name -> {
              String option = of(name.group());
              boolean known = command.findOption(option) != null;
              return Matcher.quoteReplacement(known ? option : name.group());
            });
  }

  /**
   * Has mistakes name the options that this command has for parameters.
   *
   * @param options the option for each parameter that has another one than usual
   */
  static <T> T renaming(Map<String, String> options, Supplier<T> work) {
    try {
      return work.get();
    } catch (ParameterException e) {
      throw new ParameterException(
          e.problems().stream()
              .map(
                  each ->
                      new Problem(
                          options.getOrDefault(each.parameter(), each.parameter()), each.message()))
              .toList());
    }
  }
}
