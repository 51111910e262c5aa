package io.jenkins.plugins.statushub.freestyle;

import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import java.io.IOException;
import java.time.Instant;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A freestyle build step that announces a maintenance window. */
public final class StatusHubMaintenanceBuilder extends Builder {
  private final MaintenanceParameters maintenance;

  /**
   * @param maintenance what to announce
   */
  @DataBoundConstructor
  public StatusHubMaintenanceBuilder(MaintenanceParameters maintenance) {
    this.maintenance = maintenance;
  }

  /** Returns what to announce. */
  public MaintenanceParameters getMaintenance() {
    return maintenance;
  }

  @Override
  public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
      throws IOException, InterruptedException {
    new FreestyleAnnouncer(build, listener)
        .announce(maintenance, Instant.now(), FreestyleAnnouncer.newPlace());
    return true;
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
