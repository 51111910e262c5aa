package io.jenkins.statushub.cli;

import io.jenkins.statushub.environment.HookUrlVariables;
import io.jenkins.statushub.hook.ServiceNames;
import io.jenkins.statushub.hub.LocalHubRun;
import io.jenkins.statushub.input.ParameterException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the local hub. */
@Command(
    name = "hub",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description =
        "Runs a hub and its page on this machine until Ctrl-C, for trying things out. It listens on the"
            + " loopback address alone and keeps everything in memory.",
    footer = {"", "Example:", "  statushub hub --services shop,pay"})
final class HubCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "<port>",
      description = "The port of page and hooks; 0 takes a free one. Default: 8484.")
  @Nullable String port;

  @Option(
      names = "--services",
      split = ",",
      paramLabel = "<name>",
      description = "The services that the page shows from the start. Default: shop.")
  List<String> services = List.of("shop");

  @Option(
      names = "--state-folder",
      paramLabel = "<folder>",
      description =
          "Where the hub keeps the seed of its hook URLs, so that they stay the same. Default:"
              + " .statushub/local-hub in your home.")
  @Nullable Path stateFolder;

  @Option(
      names = "--strict",
      description =
          "Also reject what the public document does not forbid, but StatusHub may reject.")
  boolean strict;

  @Option(
      names = "--env-file",
      paramLabel = "<file>",
      description =
          "A file to write once the hub listens, removed when it ends: a shell variable for each service's"
              + " hook URL, and STATUSHUB_PAGE. Only its owner can read it.")
  @Nullable Path envFile;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Override
  public Integer call() throws IOException, InterruptedException {
    int number = OptionValues.number("port", port == null ? "8484" : port, 0, 65_535);
    Map<String, String> variables = new LinkedHashMap<>();
    for (String name : services) {
      ServiceNames.check(name.trim());
      variables.put(name.trim(), HookUrlVariables.nameFor(name.trim()));
    }
    if (variables.isEmpty()) {
      throw ParameterException.required("services", ServiceNames.ALLOWED);
    }
    new LocalHubRun(number, stateFolder(), strict, variables, envFile)
        .start(Console::result, ParameterException::new);
    return 0;
  }

  private @Nullable Path stateFolder() {
    Path home = LedgerOptions.home();
    return stateFolder != null || home == null
        ? stateFolder
        : home.resolve(".statushub").resolve("local-hub");
  }
}
