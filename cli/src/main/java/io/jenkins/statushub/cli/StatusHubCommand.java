package io.jenkins.statushub.cli;

import io.jenkins.statushub.input.ParameterException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The top of the command line. */
@Command(
    name = "statushub",
    description = "Announces deployments on a StatusHub status page.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 a mistake in the options; 'run' has those of its command.",
      "",
      "Try it out:",
      "  statushub hub                          a hub on this machine, with a page to look at",
      "  statushub run --help                   how to wrap a deployment",
    })
final class StatusHubCommand {
  /** What needs no value to be secret: a hook URL is an address. */
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^\\s'\"]*");

  private static final String WHERE_HOOK_URLS_BELONG =
      "A hook URL is secret, so it is never an option's value: put it into the environment variable"
          + " STATUSHUB_<SERVICE>_URL, or into a file for --url-file";

  private static final Map<String, Supplier<Object>> COMMANDS = commands();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  boolean version;

  private static Map<String, Supplier<Object>> commands() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("run", RunCommand::new);
    commands.put("incident", IncidentCommand::new);
    commands.put("maintenance", MaintenanceCommand::new);
    commands.put("ledger", LedgerCommand::new);
    commands.put("flush", FlushCommand::new);
    commands.put("hub", HubCommand::new);
    commands.put("completion", CompletionCommand::new);
    return commands;
  }

  /** Runs what the arguments ask for and returns the exit code. */
  static int execute(String[] args) {
    CommandLine command = commandLine(args.length == 0 ? "" : args[0]);
    if (args.length == 0) {
      command.usage(Console.err());
      return CommandLine.ExitCode.USAGE;
    }
    return command.execute(args);
  }

  /**
   * Returns the command line.
   *
   * @param only the one subcommand that is wanted, since reading the options of all takes time in a
   *     cold JVM; all, if there is none of that name
   */
  static CommandLine commandLine(String only) {
    CommandLine command = new CommandLine(new StatusHubCommand());
    Supplier<Object> wanted = COMMANDS.get(only);
    if (only.equals("--version") || only.equals("-V")) {
      // Needs no subcommand.
    } else if (wanted == null) {
      COMMANDS.forEach((name, supplier) -> command.addSubcommand(name, supplier.get()));
    } else {
      command.addSubcommand(only, wanted.get());
    }
    String build = StatusHubCommand.class.getPackage().getImplementationVersion();
    command
        .getCommandSpec()
        .version("statushub " + (build == null ? "of a development build" : build));
    CommandLine run = command.getSubcommands().get("run");
    if (run != null) {
      // What follows the command's name belongs to it.
      run.setStopAtPositional(true);
    }
    return command
        .setExpandAtFiles(false)
        .setAbbreviatedOptionsAllowed(false)
        .setAbbreviatedSubcommandsAllowed(false)
        .setUsageHelpAutoWidth(true)
        .setOut(new PrintWriter(Console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(Console.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(
            (e, arguments) -> usageError(e.getCommandLine(), UnknownArguments.describe(e)))
        .setExecutionExceptionHandler(
            (e, failed, result) -> {
              if (e instanceof ParameterException mistake) {
                return usageError(failed, OptionNames.describe(mistake, failed.getCommandSpec()));
              }
              Console.log(BoundedWork.describe(e));
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  private static int usageError(CommandLine command, String message) {
    String shown = ADDRESS.matcher(message).replaceAll("[address not shown]");
    StringBuilder lines = new StringBuilder();
    for (String line : shown.split("\\R")) {
      lines.append(lines.length() == 0 ? "" : "\n").append("StatusHub: ").append(line);
    }
    if (!shown.equals(message) || shown.contains("'--url")) {
      lines.append("\nStatusHub: ").append(WHERE_HOOK_URLS_BELONG);
    }
    Console.print(lines + "\nSee: " + command.getCommandSpec().qualifiedName() + " --help");
    return CommandLine.ExitCode.USAGE;
  }
}
