package io.jenkins.statushub.maven.extension;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.maven.extension.config.AroundBuildConfig;
import io.jenkins.statushub.maven.extension.config.ConfigPlaces;
import io.jenkins.statushub.maven.extension.config.RawConfiguration;
import io.jenkins.statushub.maven.extension.state.SessionOutcome;
import io.jenkins.statushub.maven.settings.LazySettingsDecrypter;
import io.jenkins.statushub.maven.support.ParameterHints;
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
 * One session from its start to its end, so that it is announced once. Its own problems become a
 * line on the console: the build's result is the build's alone.
 */
final class SessionTracker {
  /** Where the session's request keeps it: in a daemon, nothing may outlive the session. */
  static final String KEY = "io.jenkins.statushub:around-build";

  private static final Logger LOG = LoggerFactory.getLogger("io.jenkins.statushub");

  private enum Stage {
    STARTED,
    ANNOUNCING,
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
    RawConfiguration raw = RawConfiguration.of(now);
    if (!Trigger.isRequested(now, raw)) {
      return;
    }
    try {
      String skipReason = raw.skipReason();
      if (skipReason != null) {
        LOG.info("StatusHub: skipped ({})", skipReason);
        return;
      }
      AroundBuildConfig config =
          AroundBuildConfig.of(raw, now, new LazySettingsDecrypter(container));
      if (Trigger.hasNoGoals(now)) {
        SessionStart.onStart(now.getRequest(), () -> beginUnasked(config));
      } else {
        begin(config);
      }
    } catch (ParameterException e) {
      throw new MavenExecutionException(ParameterHints.message(e, ConfigPlaces::of), pom(now));
    } catch (FailOnErrorException e) {
      throw new MavenExecutionException(e.getMessage(), pom(now));
    } catch (IOException | RuntimeException | LinkageError e) {
      warn(e);
    }
  }

  private void begin(AroundBuildConfig config) throws FailOnErrorException, IOException {
    AroundBuild begun = new AroundBuild(config, LOG);
    if (begun.isUseful()) {
      begun.begin();
      around = begun;
      stage = Stage.ANNOUNCING;
    }
  }

  /** The project's default goal is built: too late to end the build in an orderly way. */
  private void beginUnasked(AroundBuildConfig config) {
    try {
      begin(config);
    } catch (FailOnErrorException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (IOException | RuntimeException | LinkageError e) {
      warn(e);
    }
  }

  private static @Nullable File pom(MavenSession session) {
    return session.getTopLevelProject() == null ? null : session.getTopLevelProject().getFile();
  }

  void sessionEnded(MavenSession now) {
    end(outcome(now));
  }

  private SessionOutcome outcome(MavenSession ended) {
    SessionOutcome outcome = SessionOutcome.of(ended);
    return outcome.kind() != SessionOutcome.Kind.INTERRUPTED
            && DaemonCancellation.isUnderWay(container)
        ? outcome.cancelled()
        : outcome;
  }

  /** Handles the end of sessions that no participant is called for. */
  void executionEnded(MavenExecutionResult result) {
    if (stage == Stage.ANNOUNCING) {
      end(outcome(session));
    } else if (stage == Stage.STARTED && result.hasExceptions()) {
      stage = Stage.DONE;
      unreadable();
    }
  }

  private void end(SessionOutcome outcome) {
    AroundBuild begun = around;
    if (stage != Stage.ANNOUNCING || begun == null) {
      return;
    }
    stage = Stage.DONE;
    try {
      begun.end(outcome);
    } catch (IOException | RuntimeException | LinkageError e) {
      warn(e);
    }
  }

  private void unreadable() {
    RawConfiguration raw = RawConfiguration.withoutProject(session);
    try {
      if (!Trigger.isRequested(session, raw) || raw.skipReason() != null) {
        return;
      }
      AroundBuild unread =
          new AroundBuild(
              AroundBuildConfig.withoutProject(raw, session, new LazySettingsDecrypter(container)),
              LOG);
      if (unread.isUseful()) {
        unread.end(SessionOutcome.unreadable());
      }
    } catch (ParameterException e) {
      LOG.warn(ParameterHints.message(e, ConfigPlaces::of));
    } catch (IOException | RuntimeException | LinkageError e) {
      warn(e);
    }
  }

  private static void warn(Throwable e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    LOG.warn("StatusHub: nothing more is announced about this build: {}", reason);
    LOG.debug("StatusHub:", e);
  }
}
