package io.jenkins.statushub.maven.extension;

import io.jenkins.statushub.maven.extension.state.OutstandingModules;
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
 * @param through the modules that got through
 * @param failing the modules that failed, or were not built because others had
 * @param whole whether all modules of the build were part of the session
 */
public record SessionOutcome(Kind kind, List<String> through, List<String> failing, boolean whole) {

  /** The four ends of a session. */
  enum Kind {
    /** Maven calls it a success, and nothing failed. */
    SUCCESS,
    /** Maven calls it a failure. */
    FAILURE,
    /** Something failed, and Maven was told to call it a success all the same. */
    FAILURE_PASSED_OVER,
    /** The process is being ended from outside. */
    INTERRUPTED
  }

  static SessionOutcome of(MavenSession session) {
    MavenExecutionResult result = session.getResult();
    List<String> through = new ArrayList<>();
    List<String> failing = new ArrayList<>();
    List<MavenProject> projects = session.getProjects() == null ? List.of() : session.getProjects();
    for (MavenProject project : projects) {
      boolean built = result.getBuildSummary(project) instanceof BuildSuccess;
      (built || !result.hasExceptions() ? through : failing).add(OutstandingModules.id(project));
    }
    if (result.hasExceptions() && failing.isEmpty()) {
      // What failed belongs to no module, so none can be taken for being through.
      failing.addAll(through);
      through.clear();
    }
    return new SessionOutcome(kind(session), through, failing, isWhole(session));
  }

  static SessionOutcome unreadable() {
    return new SessionOutcome(Kind.FAILURE, List.of(), List.of(), true);
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
        ? Kind.FAILURE_PASSED_OVER
        : Kind.FAILURE;
  }

  static boolean isWhole(MavenSession session) {
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
