package io.jenkins.statushub.maven.support;

import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What identifies a build where the user says nothing. */
public final class BuildIdentity {
  private BuildIdentity() {}

  /**
   * The key of a build's troubles: the root project's coordinates without the version, so that the
   * next release finds the incident of this one; the folder where there is no project.
   */
  public static String key(MavenSession session) {
    MavenProject top = root(session);
    if (top == null || top.getFile() == null) {
      return String.valueOf(session.getExecutionRootDirectory());
    }
    return top.getGroupId() + ":" + top.getArtifactId();
  }

  /**
   * The project that Maven was started on; null where projects have not been read. Maven itself
   * takes the first module that is built for it where {@code --resume-from} or {@code --projects}
   * leaves the root out.
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

  /** Sets this build apart from others with the same key. */
  @SuppressWarnings("JavaUtilDate") // Maven's own type.
  public static String origin(MavenSession session) {
    return "maven " + session.getStartTime().getTime();
  }
}
