package io.jenkins.statushub.maven.extension.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.BuildSuccess;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * How a session ended.
 *
 * @param kind in one word
 * @param succeeded the modules that succeeded
 * @param failed the modules that failed, or were not built because others had
 * @param whole whether all modules of the build were part of the session
 */
public record SessionOutcome(
    Kind kind, List<String> succeeded, List<String> failed, boolean whole) {

  /** The ends of a session. */
  public enum Kind {
    /** Maven calls it a success, and nothing failed. */
    SUCCESS,
    /** Maven calls it a failure. */
    FAILURE,
    /** Something failed, and Maven was told to call it a success all the same. */
    FAILURE_IGNORED,
    /** The process is being ended from outside. */
    INTERRUPTED,
    /** The user cancelled the build, and the process goes on: a daemon. */
    CANCELLED
  }

  /** Returns how a session of Maven ended. */
  public static SessionOutcome of(MavenSession session) {
    MavenExecutionResult result = session.getResult();
    List<String> succeeded = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    List<MavenProject> projects = session.getProjects() == null ? List.of() : session.getProjects();
    for (MavenProject project : projects) {
      boolean built = result.getBuildSummary(project) instanceof BuildSuccess;
      (built || !result.hasExceptions() ? succeeded : failed).add(OutstandingModules.id(project));
    }
    if (result.hasExceptions() && failed.isEmpty()) {
      // What failed belongs to no module, so none can be taken for a success.
      failed.addAll(succeeded);
      succeeded.clear();
    }
    return new SessionOutcome(kind(session), succeeded, failed, isWhole(session));
  }

  /** Returns the end of a session whose projects could not be read. */
  public static SessionOutcome unreadable() {
    return new SessionOutcome(Kind.FAILURE, List.of(), List.of(), true);
  }

  /** Returns the same session as one that the user cancelled. */
  public SessionOutcome cancelled() {
    return new SessionOutcome(Kind.CANCELLED, succeeded, failed, whole);
  }

  private static Kind kind(MavenSession session) {
    if (isShuttingDown()) {
      return Kind.INTERRUPTED;
    }
    if (!session.getResult().hasExceptions()) {
      return Kind.SUCCESS;
    }
    return MavenExecutionRequest.REACTOR_FAIL_NEVER.equals(
            session.getRequest().getReactorFailureBehavior())
        ? Kind.FAILURE_IGNORED
        : Kind.FAILURE;
  }

  private static boolean isWhole(MavenSession session) {
    return session.getProjects() != null
        && (session.getAllProjects() == null
            || session.getAllProjects().size() <= session.getProjects().size());
  }

  /**
   * Whether SIGTERM or Ctrl-C has reached this process. Builds then fail in passing, because their
   * children were ended, too.
   */
  private static boolean isShuttingDown() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
