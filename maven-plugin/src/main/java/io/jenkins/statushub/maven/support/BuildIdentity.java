package io.jenkins.statushub.maven.support;

import io.jenkins.statushub.environment.CiEnvironment;
import java.util.function.Function;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What identifies a build unless the user says otherwise. */
public final class BuildIdentity {
  /** What is allowed as a key where there is no default. */
  public static final String KEY_ALLOWED =
      "a name that groups updates into one incident (or an id); without a project and outside CI"
          + " there is no default";

  private BuildIdentity() {}

  /**
   * Returns the default key: the root project's coordinates without the version, so that the next
   * release finds the incident of this one; without a project, the CI job. A folder is no key: CI
   * systems run one job in several, and different jobs in folders of one name.
   *
   * @return null without a project outside CI
   */
  public static @Nullable String key(MavenSession session) {
    MavenProject root = root(session);
    if (root != null && root.getFile() != null) {
      return root.getGroupId() + ":" + root.getArtifactId();
    }
    CiEnvironment ci = ci(session);
    return ci == null ? null : ci.key();
  }

  /** Returns the CI job that runs Maven; null outside CI. */
  public static @Nullable CiEnvironment ci(MavenSession session) {
    return CiEnvironment.detect(environment(session));
  }

  /**
   * Returns what reads environment variables: as Maven has them, which are the caller's, too, if a
   * daemon runs the build.
   */
  public static Function<String, @Nullable String> environment(MavenSession session) {
    return variable -> {
      String value = session.getSystemProperties().getProperty("env." + variable);
      return value != null ? value : System.getenv(variable);
    };
  }

  /**
   * Returns the project that Maven was started on; null if projects have not been read. Maven
   * itself takes the first module that is built for it if {@code --resume-from} or {@code
   * --projects} leaves the root out.
   */
  public static @Nullable MavenProject root(MavenSession session) {
    if (session.getAllProjects() != null) {
      for (MavenProject project : session.getAllProjects()) {
        if (project.isExecutionRoot()) {
          return project;
        }
      }
    }
    return session.getTopLevelProject();
  }

  /** Returns what sets this build apart from others with the same key. */
  @SuppressWarnings("JavaUtilDate") // Maven's own type.
  public static String origin(MavenSession session) {
    return "maven " + session.getStartTime().getTime();
  }
}
