package io.jenkins.statushub.maven.support;

import io.jenkins.statushub.environment.CiEnvironment;
import io.jenkins.statushub.input.ParameterException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/**
 * Where a session's ledger lies.
 *
 * @param path the folder; null if there can't be one in the default place
 * @param problem why there can't; null if there can
 * @param isNew whether the folder was not there before
 */
public record LedgerFolder(@Nullable Path path, @Nullable String problem, boolean isNew) {

  /**
   * Finds the folder: one for the whole session, so a relative one is relative to where Maven was
   * started and not to each module.
   *
   * @param ledger as the user set it; null or blank for the default
   * @throws ParameterException if it can't be a folder's name
   */
  public static LedgerFolder of(MavenSession session, @Nullable String ledger) {
    if (ledger != null && !ledger.isBlank()) {
      Path folder = resolved(session, ledger.trim());
      return new LedgerFolder(folder, null, !Files.exists(folder));
    }
    String home = session.getSystemProperties().getProperty("user.home");
    if (home == null) {
      home = System.getProperty("user.home");
    }
    String problem = problem(home);
    if (problem != null || home == null) {
      return new LedgerFolder(null, problem, false);
    }
    Path folder = Path.of(home, ".statushub", "ledger");
    return new LedgerFolder(folder, null, !Files.exists(folder));
  }

  private static Path resolved(MavenSession session, String ledger) {
    try {
      String root = session.getExecutionRootDirectory();
      return Path.of(root == null ? "" : root).resolve(ledger);
    } catch (InvalidPathException e) {
      throw ParameterException.invalidValue("ledger", ledger, "the path of a folder");
    }
  }

  /**
   * Java calls the home "?" if the user has no entry in the system's list, and Maven 4 makes an
   * absolute path of that.
   */
  private static @Nullable String problem(@Nullable String home) {
    Path path;
    try {
      path = home == null || home.isBlank() ? null : Path.of(home);
    } catch (InvalidPathException e) {
      path = null;
    }
    if (path != null && path.isAbsolute() && path.getNameCount() > 0 && !path.endsWith("?")) {
      return null;
    }
    return "no ledger: the home folder of this user (user.home) is '"
        + home
        + "'; announcements are sent once and are not kept. Fix it with -Dstatushub.ledger=… or"
        + " <ledger>, a folder that the next build sees, too";
  }

  /**
   * Returns what a user should know who opened an incident in a ledger that was just made in a CI
   * job; null if there is nothing to tell.
   */
  public @Nullable String newUnderCi(@Nullable CiEnvironment ci) {
    return !isNew || ci == null
        ? null
        : "the ledger "
            + path
            + " is new. If each build gets a fresh machine, no later build finds this incident:"
            + " keep the folder (statushub.ledger), or give an id (statushub.id) and resolve it by"
            + " the same id";
  }
}
