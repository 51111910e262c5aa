package io.jenkins.plugins.statushub.freestyle;

import hudson.Extension;
import hudson.Launcher;
import hudson.matrix.MatrixAggregatable;
import hudson.matrix.MatrixAggregator;
import hudson.matrix.MatrixBuild;
import hudson.model.BuildListener;
import hudson.model.Result;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Lets the build of a multi-configuration project announce once, by its overall result, instead of
 * each configuration. Jenkins runs post-build actions for the configurations alone.
 */
@Extension(optional = true)
public final class MatrixAnnouncer implements MatrixAggregatable {
  @Override
  public @Nullable MatrixAggregator createAggregator(
      MatrixBuild build, Launcher launcher, BuildListener listener) {
    StatusHubIncidentPublisher publisher =
        build.getParent().getPublishersList().get(StatusHubIncidentPublisher.class);
    return publisher == null || publisher.isEachConfiguration()
        ? null
        : new Aggregator(publisher, build, launcher, listener);
  }

  private static final class Aggregator extends MatrixAggregator {
    private final StatusHubIncidentPublisher publisher;

    Aggregator(
        StatusHubIncidentPublisher publisher,
        MatrixBuild build,
        Launcher launcher,
        BuildListener listener) {
      super(build, launcher, listener);
      this.publisher = publisher;
    }

    @Override
    public boolean startBuild() {
      return publisher.prebuild(build, listener);
    }

    @Override
    public boolean endBuild() throws InterruptedException, IOException {
      // Nobody asks an aggregator for its result.
      if (!publisher.perform(build, launcher, listener)) {
        build.setResult(Result.FAILURE);
      }
      return true;
    }
  }
}
