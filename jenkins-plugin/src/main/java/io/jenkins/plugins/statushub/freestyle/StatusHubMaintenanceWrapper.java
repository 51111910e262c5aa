package io.jenkins.plugins.statushub.freestyle;

import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildWrapper;
import hudson.tasks.BuildWrapperDescriptor;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import io.jenkins.plugins.statushub.pipeline.StatusHubMaintenanceBlockStep;
import java.io.IOException;
import java.time.Instant;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** Announces a maintenance window before a build begins, and looks after a build that overruns. */
public final class StatusHubMaintenanceWrapper extends BuildWrapper {
  private final MaintenanceFields maintenance;
  private @Nullable String onOverrun;

  /**
   * @param maintenance what to say
   */
  @DataBoundConstructor
  public StatusHubMaintenanceWrapper(MaintenanceFields maintenance) {
    this.maintenance = maintenance;
  }

  /** What to say. */
  public MaintenanceFields getMaintenance() {
    return maintenance;
  }

  /** What happens where the build goes on after its window: {@code warn} or {@code announce}. */
  public String getOnOverrun() {
    return onOverrun == null ? "warn" : onOverrun;
  }

  @DataBoundSetter
  public void setOnOverrun(@Nullable String onOverrun) {
    this.onOverrun = "announce".equals(onOverrun) ? onOverrun : null;
  }

  @Override
  public Environment setUp(AbstractBuild build, Launcher launcher, BuildListener listener)
      throws IOException, InterruptedException {
    VariableExpander expansion = VariableExpander.of(build, listener);
    MaintenanceParameters parameters = expansion.expand(maintenance);
    parameters.setOnOverrun(onOverrun);
    FreestyleAnnouncer speech = new FreestyleAnnouncer(build, listener);
    speech.tellWithheld(expansion.withheld());
    Instant at = Instant.now();
    String place = FreestyleAnnouncer.newPlace();
    speech.say(parameters, () -> speech.announcer().announce(parameters, at, place));
    OverrunWatch watch = new OverrunWatch(speech.announcer(), parameters, at, place);
    watch.begin();
    return new Environment() {
      @Override
      public boolean tearDown(AbstractBuild ended, BuildListener log) {
        watch.end();
        return true;
      }
    };
  }

  /** The wrapper's name and form. */
  @Extension
  @Symbol("statusHubMaintenanceAroundBuild")
  public static final class DescriptorImpl extends BuildWrapperDescriptor {
    /** Made by Jenkins. */
    public DescriptorImpl() {
      addHelpFileRedirect("onOverrun", StatusHubMaintenanceBlockStep.class, "onOverrun");
    }

    @Override
    public String getDisplayName() {
      return Messages.StatusHubMaintenanceWrapper_displayName();
    }

    @Override
    public boolean isApplicable(AbstractProject<?, ?> item) {
      return true;
    }

    /** Offers what may happen where the build goes on after its window. */
    @POST
    public ListBoxModel doFillOnOverrunItems() {
      ListBoxModel choices = new ListBoxModel();
      choices.add(Messages.StatusHubMaintenanceWrapper_warn(), "warn");
      choices.add(Messages.StatusHubMaintenanceWrapper_announce(), "announce");
      return choices;
    }
  }
}
