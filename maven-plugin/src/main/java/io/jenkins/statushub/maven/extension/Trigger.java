package io.jenkins.statushub.maven.extension;

import io.jenkins.statushub.maven.extension.config.RawConfiguration;
import io.jenkins.statushub.maven.support.BuildIdentity;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** Decides whether a session is one to speak about. */
final class Trigger {
  private static final List<String> USUAL = List.of("deploy");

  private Trigger() {}

  /** Whether anything is configured, and the session asks for one of the named phases or goals. */
  static boolean isAskedFor(MavenSession session, RawConfiguration given) {
    if (!given.isConfigured()) {
      return false;
    }
    List<String> named = given.list("goals");
    for (String requested : requested(session)) {
      for (String name : named.isEmpty() ? USUAL : named) {
        if (matches(requested, name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A goal stands for all its executions: {@code deploy:deploy} for {@code deploy:deploy@late}. */
  private static boolean matches(String requested, String name) {
    return requested.startsWith(name)
        && (requested.length() == name.length() || requested.charAt(name.length()) == '@');
  }

  private static List<String> requested(MavenSession session) {
    List<String> goals = session.getGoals();
    MavenProject root = goals == null || goals.isEmpty() ? BuildIdentity.root(session) : null;
    if (root == null) {
      return goals == null ? List.of() : goals;
    }
    String usual = root.getBuild() == null ? null : root.getBuild().getDefaultGoal();
    return usual == null || usual.isBlank() ? List.of() : List.of(usual.trim().split("\\s+"));
  }
}
