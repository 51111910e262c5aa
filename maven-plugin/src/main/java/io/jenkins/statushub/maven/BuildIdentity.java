package io.jenkins.statushub.maven;

import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** What identifies a build where the user says nothing. */
final class BuildIdentity {
  private BuildIdentity() {}

  /**
   * The key of a build's troubles: the root project's coordinates without the version, so that the
   * next release finds the incident of this one; the folder where there is no project.
   */
  static String key(MavenSession session) {
    MavenProject top = session.getTopLevelProject();
    if (top == null || top.getFile() == null) {
      return String.valueOf(session.getExecutionRootDirectory());
    }
    return top.getGroupId() + ":" + top.getArtifactId();
  }

  /** Sets this build apart from others with the same key. */
  @SuppressWarnings("JavaUtilDate") // Maven's own type.
  static String origin(MavenSession session) {
    return "maven " + session.getStartTime().getTime();
  }
}
