package io.jenkins.statushub.cli;

import io.jenkins.statushub.input.ParameterException;
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

  /** Returns a mistake in words that name the option, if the command has one for the parameter. */
  static String describe(ParameterException mistake, CommandSpec command) {
    String message = String.valueOf(mistake.getMessage());
    String option = of(mistake.parameter());
    String prefix = mistake.parameter() + ": ";
    return command.findOption(option) != null && message.startsWith(prefix)
        ? option + ": " + message.substring(prefix.length())
        : message;
  }

  /**
   * Has a mistake name the option that this command has for a parameter.
   *
   * @param options the option for each parameter that has another one than usual
   */
  static <T> T renaming(Map<String, String> options, Supplier<T> work) {
    try {
      return work.get();
    } catch (ParameterException e) {
      String option = options.get(e.parameter());
      String message = String.valueOf(e.getMessage());
      String prefix = e.parameter() + ": ";
      if (option == null || !message.startsWith(prefix)) {
        throw e;
      }
      throw new ParameterException(option, message.substring(prefix.length()));
    }
  }
}
