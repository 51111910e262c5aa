package io.jenkins.plugins.statushub.freestyle;

import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildWrapper;
import hudson.tasks.BuildWrapperDescriptor;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.statushub.announcement.FormChoices;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import io.jenkins.plugins.statushub.announcement.OverrunWatch;
import io.jenkins.plugins.statushub.pipeline.WithStatusHubMaintenanceStep;
import io.jenkins.statushub.around.OverrunPolicy;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** Announces a maintenance window before a build works, and watches a build that overruns. */
public final class StatusHubMaintenanceWrapper extends BuildWrapper {
  private final MaintenanceParameters maintenance;
  private @Nullable String onOverrun;

  /**
   * @param maintenance what to announce
   */
  @DataBoundConstructor
  public StatusHubMaintenanceWrapper(MaintenanceParameters maintenance) {
    this.maintenance = maintenance;
  }

  /** Returns what to announce. */
  public MaintenanceParameters getMaintenance() {
    return maintenance;
  }

  /** Returns what happens if the build goes on after its window. */
  public String getOnOverrun() {
    return onOverrun == null ? OverrunPolicy.WARN.wire() : onOverrun;
  }

  /** Sets what happens if the build goes on after its window: {@code warn} or {@code announce}. */
  @DataBoundSetter
  public void setOnOverrun(@Nullable String onOverrun) {
    this.onOverrun = onOverrun;
  }

  @Override
  public Environment setUp(AbstractBuild build, Launcher launcher, BuildListener listener)
      throws IOException, InterruptedException {
    OverrunPolicy chosen;
    try {
      chosen = OverrunWatch.parse(onOverrun);
    } catch (ParameterException e) {
      throw FreestyleAnnouncer.failure(e.getMessage());
    }
    FreestyleAnnouncer freestyle = new FreestyleAnnouncer(build, listener);
    Instant at = Instant.now();
    String place = FreestyleAnnouncer.newPlace();
    List<Outcome> outcomes = freestyle.announce(maintenance, at, place);
    if (outcomes == null) {
      return new Environment() {};
    }
    MaintenanceParameters expanded = freestyle.variables().expand(maintenance);
    OverrunWatch watch =
        new OverrunWatch(
            expanded,
            chosen,
            at,
            place,
            OverrunWatch.begin(freestyle.announcer(), expanded, at, outcomes),
            progress -> {},
            freestyle::announcer);
    watch.start();
    return new Environment() {
      @Override
      public boolean tearDown(AbstractBuild ended, BuildListener log) {
        watch.stop();
        return true;
      }
    };
  }

  /** The wrapper's name and form. */
  @Extension
  @Symbol("statusHubMaintenanceAroundBuild")
  public static final class DescriptorImpl extends BuildWrapperDescriptor {
    /** Lends the help of the block step. */
    public DescriptorImpl() {
      addHelpFileRedirect("onOverrun", WithStatusHubMaintenanceStep.class, "onOverrun");
    }

    @Override
    public String getDisplayName() {
      return Messages.StatusHubMaintenanceWrapper_displayName();
    }

    @Override
    public boolean isApplicable(AbstractProject<?, ?> item) {
      return true;
    }

    /** Offers what may happen if the build goes on after its window. */
    @POST
    public ListBoxModel doFillOnOverrunItems() {
      return FormChoices.onOverrun();
    }
  }
}
