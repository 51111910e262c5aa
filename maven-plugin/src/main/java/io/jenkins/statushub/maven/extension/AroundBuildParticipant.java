package io.jenkins.statushub.maven.extension;

import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.MavenExecutionException;
import org.apache.maven.execution.MavenSession;
import org.codehaus.plexus.PlexusContainer;
import org.jspecify.annotations.Nullable;

/**
 * What Maven calls around a build. Holds nothing of a session itself, since a daemon keeps it from
 * one build to the next; few of this plugin's classes are loaded where a build is not spoken about.
 */
public final class AroundBuildParticipant extends AbstractMavenLifecycleParticipant {
  /** Set by Maven. */
  private @Nullable PlexusContainer container;

  /** Called for core extensions only, before a project is read. */
  @Override
  public void afterSessionStart(MavenSession session) {
    watch(session);
  }

  /**
   * Begins to watch the build, if it is to be spoken about.
   *
   * @throws MavenExecutionException if something is configured wrongly: before anything is built
   */
  @Override
  public void afterProjectsRead(MavenSession session) throws MavenExecutionException {
    SessionTracker watch = watch(session);
    if (watch != null) {
      watch.projectsRead(session);
    }
  }

  /** Says how the build went. Never throws: that would hide the build's own failure. */
  @Override
  public void afterSessionEnd(MavenSession session) {
    SessionTracker watch = watch(session);
    if (watch != null) {
      watch.sessionEnded(session);
    }
  }

  /** Null if another copy of this plugin, loaded by another module, has this session already. */
  private @Nullable SessionTracker watch(MavenSession session) {
    Object found =
        session
            .getRequest()
            .getData()
            .computeIfAbsent(SessionTracker.KEY, key -> new SessionTracker(session, container));
    return found instanceof SessionTracker watch ? watch : null;
  }
}
