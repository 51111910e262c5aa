package io.jenkins.plugins.statushub.freestyle;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.statushub.announcement.WorkResult;
import org.jspecify.annotations.Nullable;

/** How builds of a job ended, counted back from one of them: later ones do not matter. */
final class FailureHistory {
  private final Result threshold;

  /**
   * @param threshold the best result that counts as failed
   */
  FailureHistory(Result threshold) {
    this.threshold = threshold;
  }

  /** Returns how a build with this result ended; null stands for a result that is not known. */
  WorkResult of(@Nullable Result result) {
    if (result == null || result == Result.ABORTED || result == Result.NOT_BUILT) {
      return WorkResult.neither("the build is " + result);
    }
    if (result.isWorseOrEqualTo(threshold)) {
      return WorkResult.failed("the build is " + result);
    }
    return result.isWorseThan(Result.SUCCESS)
        ? WorkResult.neither("the build is " + result)
        : WorkResult.succeeded();
  }

  /**
   * Counts how many builds failed in a row up to this one. Builds that are running, or that neither
   * failed nor succeeded, are passed over.
   *
   * @param run a build that failed
   * @param enough when to stop counting
   */
  int failuresInRow(Run<?, ?> run, int enough) {
    int count = 1;
    Run<?, ?> previous = run.getPreviousBuild();
    while (previous != null && count < enough) {
      switch (of(previous.isBuilding() ? null : previous.getResult()).kind()) {
        case FAILED -> count++;
        case SUCCEEDED -> {
          return count;
        }
        case NEITHER -> {}
      }
      previous = previous.getPreviousBuild();
    }
    return count;
  }
}
