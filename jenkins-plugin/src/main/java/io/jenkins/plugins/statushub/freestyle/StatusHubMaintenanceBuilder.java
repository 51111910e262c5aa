package io.jenkins.plugins.statushub.freestyle;

import hudson.EnvVars;
import hudson.Extension;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import java.io.IOException;
import java.time.Instant;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A build step that announces a maintenance window. */
public final class StatusHubMaintenanceBuilder extends Builder implements SimpleBuildStep {
  private final MaintenanceFields maintenance;

  /**
   * @param maintenance what to say
   */
  @DataBoundConstructor
  public StatusHubMaintenanceBuilder(MaintenanceFields maintenance) {
    this.maintenance = maintenance;
  }

  /** What to say. */
  public MaintenanceFields getMaintenance() {
    return maintenance;
  }

  @Override
  public boolean requiresWorkspace() {
    return false;
  }

  @Override
  public void perform(Run<?, ?> run, EnvVars env, TaskListener listener)
      throws IOException, InterruptedException {
    VariableExpander expansion = VariableExpander.of(run, listener);
    MaintenanceParameters parameters = expansion.expand(maintenance);
    FreestyleAnnouncer speech = new FreestyleAnnouncer(run, listener);
    speech.tellWithheld(expansion.withheld());
    speech.say(
        parameters,
        () -> speech.announcer().announce(parameters, Instant.now(), FreestyleAnnouncer.newPlace()));
  }

  /** The step's name and form. */
  @Extension
  @Symbol("scheduleStatusHubMaintenance")
  public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
    @Override
    public String getDisplayName() {
      return Messages.StatusHubMaintenanceBuilder_displayName();
    }

    @Override
    public boolean isApplicable(Class<? extends AbstractProject> jobType) {
      return true;
    }
  }
}
