package io.jenkins.statushub.maven.extension;

import io.jenkins.statushub.maven.extension.config.RawConfiguration;
import io.jenkins.statushub.maven.support.BuildIdentity;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** Decides whether a session is one to announce. */
final class Trigger {
  private static final List<String> DEFAULT_GOALS = List.of("deploy");

  private Trigger() {}

  /**
   * Returns whether anything is configured, and the session requests one of the named phases or
   * goals.
   */
  static boolean isRequested(MavenSession session, RawConfiguration raw) {
    if (!raw.isConfigured()) {
      return false;
    }
    List<String> named = raw.list("goals");
    for (String requested : requested(session)) {
      for (String name : named.isEmpty() ? DEFAULT_GOALS : named) {
        if (matches(normalized(requested), normalized(name))) {
          return true;
        }
      }
    }
    return false;
  }

  /** A goal stands for all its executions: {@code deploy:deploy} for {@code deploy:deploy@late}. */
  private static boolean matches(String requested, String name) {
    return requested.equals(name)
        || (requested.startsWith(name) && requested.charAt(name.length()) == '@');
  }

  /**
   * Returns a goal as prefix and name, however it was written: {@code source:jar} for {@code
   * org.apache.maven.plugins:maven-source-plugin:3.3.1:jar}, {@code
   * org.apache.maven.plugins:maven-source-plugin:jar} and {@code source:3.3.1:jar}.
   */
  private static String normalized(String goal) {
    String[] parts = goal.trim().split(":", -1);
    String name = parts[parts.length - 1];
    return switch (parts.length) {
      case 1 -> name;
      case 2 -> parts[0] + ":" + name;
      case 3 ->
          (parts[0].indexOf('.') < 0 && isVersion(parts[1]) ? parts[0] : prefix(parts[1]))
              + ":"
              + name;
      default -> prefix(parts[1]) + ":" + name;
    };
  }

  private static boolean isVersion(String text) {
    return !text.isEmpty() && Character.isDigit(text.charAt(0));
  }

  /** As Maven's plugins are named: {@code maven-x-plugin} and {@code x-maven-plugin}. */
  private static String prefix(String artifactId) {
    return artifactId
        .replaceFirst("^maven-(.+)-plugin$", "$1")
        .replaceFirst("^(.+)-maven-plugin$", "$1");
  }

  /** Returns whether a session has no goals, so that those of the project count, if it builds. */
  static boolean hasNoGoals(MavenSession session) {
    return session.getGoals() == null || session.getGoals().isEmpty();
  }

  private static List<String> requested(MavenSession session) {
    if (!hasNoGoals(session)) {
      return session.getGoals();
    }
    MavenProject root = BuildIdentity.root(session);
    String defaultGoal =
        root == null || root.getBuild() == null ? null : root.getBuild().getDefaultGoal();
    return defaultGoal == null || defaultGoal.isBlank()
        ? List.of()
        : List.of(defaultGoal.trim().split("\\s+"));
  }
}
