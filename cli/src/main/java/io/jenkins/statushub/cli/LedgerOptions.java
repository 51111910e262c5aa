package io.jenkins.statushub.cli;

import io.jenkins.statushub.input.ParameterException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the ledger lies, and the help option: what all commands but {@code hub} have. */
final class LedgerOptions {
  private static final String VARIABLE = "STATUSHUB_LEDGER";

  @Option(
      names = "--ledger",
      paramLabel = "<folder>",
      description =
          "The ledger's folder: the durable record of what was announced and what still has to be. Default:"
              + " $STATUSHUB_LEDGER, or .statushub/ledger in your home. Maven builds on this machine use"
              + " the same one.")
  @Nullable Path ledger;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  /**
   * Returns the folder.
   *
   * @throws ParameterException if there is no home to put it into
   */
  Path folder() {
    if (ledger != null) {
      return ledger;
    }
    String variable = System.getenv(VARIABLE);
    if (variable != null && !variable.isBlank()) {
      return Path.of(variable);
    }
    Path home = home();
    if (home == null) {
      throw new ParameterException(
          "ledger",
          "the user has no home folder, so there is no place for the ledger; allowed: --ledger or "
              + VARIABLE
              + " with a folder that is kept from one run to the next");
    }
    return home.resolve(".statushub").resolve("ledger");
  }

  /** Returns the user's home folder; null for users without one, as in some containers. */
  static @Nullable Path home() {
    for (String each : new String[] {System.getProperty("user.home"), System.getenv("HOME")}) {
      if (each != null && (isUnixPath(each) || isWindowsPath(each))) {
        return Path.of(each);
      }
    }
    return null;
  }

  private static boolean isUnixPath(String path) {
    return path.startsWith("/") && path.length() > 1;
  }

  private static boolean isWindowsPath(String path) {
    return path.length() > 3 && path.charAt(1) == ':';
  }
}
