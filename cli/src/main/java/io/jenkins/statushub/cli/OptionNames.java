package io.jenkins.statushub.cli;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.ParameterException.Problem;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** Parameters of the core under the names that they have as options. */
final class OptionNames {
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

  /** Returns mistakes in lines that name the option, if the command has one for the parameter. */
  static String describe(ParameterException mistakes, CommandSpec command) {
    StringBuilder lines = new StringBuilder();
    for (Problem each : mistakes.problems()) {
      String option = of(each.parameter());
      lines
          .append(lines.length() == 0 ? "" : "\n")
          .append(command.findOption(option) == null ? each.parameter() : option)
          .append(": ")
          .append(each.message());
    }
    return lines.toString();
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
