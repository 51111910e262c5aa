package io.jenkins.statushub.maven.extension;

import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.MavenExecutionException;
import org.apache.maven.execution.MavenSession;
import org.codehaus.plexus.PlexusContainer;
import org.jspecify.annotations.Nullable;

/**
 * What Maven calls around a build. Holds nothing of a session itself, since a daemon keeps it from
 * one build to the next; few of this plugin's classes are loaded if a build is not announced.
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
   * Begins to watch the build, if it is to be announced.
   *
   * @throws MavenExecutionException if something is configured wrongly: before anything is built
   */
  @Override
  public void afterProjectsRead(MavenSession session) throws MavenExecutionException {
    SessionTracker tracker = watch(session);
    if (tracker != null) {
      tracker.projectsRead(session);
    }
  }

  /** Announces how the build ended. Never throws: that would hide the build's own failure. */
  @Override
  public void afterSessionEnd(MavenSession session) {
    SessionTracker tracker = watch(session);
    if (tracker != null) {
      tracker.sessionEnded(session);
    }
  }

  /** Null if another copy of this plugin, loaded by another module, has this session already. */
  private @Nullable SessionTracker watch(MavenSession session) {
    Object found =
        session
            .getRequest()
            .getData()
            .computeIfAbsent(SessionTracker.KEY, key -> new SessionTracker(session, container));
    return found instanceof SessionTracker tracker ? tracker : null;
  }
}
