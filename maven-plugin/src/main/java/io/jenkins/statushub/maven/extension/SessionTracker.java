package io.jenkins.statushub.maven.extension;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.maven.extension.config.AroundBuildConfig;
import io.jenkins.statushub.maven.extension.config.RawConfiguration;
import io.jenkins.statushub.maven.settings.LazySettingsDecrypter;
import java.io.File;
import java.io.IOException;
import org.apache.maven.MavenExecutionException;
import org.apache.maven.execution.MavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.codehaus.plexus.PlexusContainer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session, watched from its start to its end, so that it is spoken about once. Troubles of its
 * own become a line on the console: the build's result is the build's alone.
 */
final class SessionTracker {
  /** Where the session's request keeps it: in a daemon, nothing may outlive the session. */
  static final String KEY = "io.jenkins.statushub:around-build";

  private static final Logger LOG = LoggerFactory.getLogger("io.jenkins.statushub");

  private enum Stage {
    STARTED,
    SPEAKING,
    DONE
  }

  private final MavenSession session;
  private final @Nullable PlexusContainer container;
  private Stage stage = Stage.STARTED;
  private @Nullable AroundBuild around;

  SessionTracker(MavenSession session, @Nullable PlexusContainer container) {
    this.session = session;
    this.container = container;
  }

  void projectsRead(MavenSession now) throws MavenExecutionException {
    if (stage != Stage.STARTED) {
      return;
    }
    stage = Stage.DONE;
    RawConfiguration given = RawConfiguration.of(now);
    if (!Trigger.isAskedFor(now, given)) {
      return;
    }
    try {
      if (given.isSkipped()) {
        LOG.info("StatusHub: skipped (statushub.skip)");
        return;
      }
      AroundBuild speaker =
          new AroundBuild(
              AroundBuildConfig.of(given, now, new LazySettingsDecrypter(container)), LOG);
      speaker.begin();
      around = speaker;
      stage = Stage.SPEAKING;
    } catch (ParameterException e) {
      throw new MavenExecutionException(Places.words(e), pom(now));
    } catch (FailOnErrorException e) {
      throw new MavenExecutionException(e.getMessage(), pom(now));
    } catch (IOException | RuntimeException | LinkageError e) {
      warn(e);
    }
  }

  private static @Nullable File pom(MavenSession session) {
    return session.getTopLevelProject() == null ? null : session.getTopLevelProject().getFile();
  }

  void sessionEnded(MavenSession now) {
    end(SessionOutcome.of(now));
  }

  /** The end of sessions that no participant was told about. */
  void executionEnded(MavenExecutionResult result) {
    if (stage == Stage.SPEAKING) {
      end(SessionOutcome.of(session));
    } else if (stage == Stage.STARTED && result.hasExceptions()) {
      stage = Stage.DONE;
      unreadable();
    }
  }

  private void end(SessionOutcome outcome) {
    AroundBuild speaker = around;
    if (stage != Stage.SPEAKING || speaker == null) {
      return;
    }
    stage = Stage.DONE;
    try {
      speaker.end(outcome);
    } catch (IOException | RuntimeException | LinkageError e) {
      warn(e);
    }
  }

  private void unreadable() {
    RawConfiguration given = RawConfiguration.withoutProject(session);
    try {
      if (!Trigger.isAskedFor(session, given) || given.isSkipped()) {
        return;
      }
      new AroundBuild(
              AroundBuildConfig.withoutProject(
                  given, session, new LazySettingsDecrypter(container)),
              LOG)
          .end(SessionOutcome.unreadable());
    } catch (ParameterException e) {
      LOG.warn(Places.words(e));
    } catch (IOException | RuntimeException | LinkageError e) {
      warn(e);
    }
  }

  private static void warn(Throwable e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    LOG.warn("StatusHub: nothing more is said about this build: {}", why);
    LOG.debug("StatusHub:", e);
  }
}
