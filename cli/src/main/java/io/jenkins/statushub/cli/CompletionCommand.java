package io.jenkins.statushub.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what makes a shell complete this command's words. */
@Command(
    name = "completion",
    usageHelpAutoWidth = true,
    description = "Prints a script that has bash or zsh complete commands and options.",
    footer = {"", "Example:", "  source <(statushub completion)"})
final class CompletionCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Override
  public Integer call() {
    Console.out().print(AutoComplete.bash("statushub", StatusHubCommand.commandLine("")));
    return 0;
  }
}
