package io.jenkins.statushub.cli;

import io.jenkins.statushub.input.Suggestions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Explains arguments that a command does not know. */
final class UnknownArguments {
  private UnknownArguments() {}

  /** Returns what was wrong with the arguments, and what was meant if that can be guessed. */
  static String describe(CommandLine.ParameterException mistake) {
    String message = String.valueOf(mistake.getMessage());
    if (!(mistake instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return message;
    }
    CommandLine command = mistake.getCommandLine();
    String first = unmatched.getUnmatched().get(0);
    if (first.startsWith("-")) {
      return message + meant(first, command.getCommandSpec().optionsMap().keySet());
    }
    Set<String> commands = command.getSubcommands().keySet();
    return commands.isEmpty()
        ? message + "; allowed: options alone, and quotes around a value with spaces"
        : "unknown command '"
            + first
            + "'; allowed: "
            + String.join(", ", commands)
            + meant(first, commands);
  }

  private static String meant(String given, Set<String> known) {
    @Nullable String meant = Suggestions.nearest(given, known);
    return meant == null ? "" : "; did you mean " + meant + "?";
  }
}
