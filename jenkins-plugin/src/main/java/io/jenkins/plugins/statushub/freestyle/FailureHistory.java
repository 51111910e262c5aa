package io.jenkins.plugins.statushub.freestyle;

import hudson.model.Result;
import hudson.model.Run;
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

  /** How a build ended: failed, got through, or neither, as where somebody aborted it. */
  enum End {
    FAILED,
    THROUGH,
    NEITHER
  }

  End of(@Nullable Result result) {
    if (result == null || result == Result.ABORTED || result == Result.NOT_BUILT) {
      return End.NEITHER;
    }
    return result.isWorseOrEqualTo(threshold) ? End.FAILED : End.THROUGH;
  }

  /**
   * How many builds failed in a row up to this one. Builds that are not over, or ended neither way,
   * are passed over.
   *
   * @param run a build that failed
   * @param enough where to stop counting
   */
  int openAfter(Run<?, ?> run, int enough) {
    int count = 1;
    Run<?, ?> previous = run.getPreviousBuild();
    while (previous != null && count < enough) {
      switch (previous.isBuilding() ? End.NEITHER : of(previous.getResult())) {
        case FAILED -> count++;
        case THROUGH -> {
          return count;
        }
        case NEITHER -> {}
      }
      previous = previous.getPreviousBuild();
    }
    return count;
  }
}
