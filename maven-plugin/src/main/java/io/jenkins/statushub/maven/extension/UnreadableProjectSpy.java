package io.jenkins.statushub.maven.extension;

import org.apache.maven.eventspy.AbstractEventSpy;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionResult;
import org.jspecify.annotations.Nullable;

/**
 * Handles builds that end before Maven calls any participant again, such as those whose POM can't
 * be read. Works in a core extension only: a plugin is not loaded yet when Maven looks for spies.
 */
public final class UnreadableProjectSpy extends AbstractEventSpy {
  /** A container runs one build at a time. */
  private volatile @Nullable MavenExecutionRequest current;

  @Override
  public void onEvent(Object event) {
    if (event instanceof MavenExecutionRequest request) {
      current = request;
    } else if (event instanceof MavenExecutionResult result) {
      MavenExecutionRequest request = current;
      current = null;
      if (request != null
          && request.getData().get(SessionTracker.KEY) instanceof SessionTracker tracker) {
        tracker.executionEnded(result);
      }
    }
  }
}
