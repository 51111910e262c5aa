package io.jenkins.plugins.statushub.pipeline;

import hudson.Extension;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Announces a maintenance window: {@code statusHubMaintenance}. */
public final class StatusHubMaintenanceStep extends AnnouncementStep {
  private final MaintenanceParameters parameters = new MaintenanceParameters();

  /** Creates a step with nothing set. */
  @DataBoundConstructor
  public StatusHubMaintenanceStep() {}

  @Override
  AnnouncementParameters parameters() {
    return parameters;
  }

  public @Nullable String getId() {
    return parameters.getId();
  }

  @DataBoundSetter
  public void setId(@Nullable String id) {
    parameters.setId(id);
  }

  public @Nullable String getEndTime() {
    return parameters.getEndTime();
  }

  @DataBoundSetter
  public void setEndTime(@Nullable String endTime) {
    parameters.setEndTime(endTime);
  }

  public @Nullable String getDuration() {
    return parameters.getDuration();
  }

  @DataBoundSetter
  public void setDuration(@Nullable String duration) {
    parameters.setDuration(duration);
  }

  public boolean isAllowDuplicate() {
    return parameters.isAllowDuplicate();
  }

  /** Sets whether the window is announced although the same one is still running. */
  @DataBoundSetter
  public void setAllowDuplicate(boolean allowDuplicate) {
    parameters.setAllowDuplicate(allowDuplicate);
  }

  @Override
  public StepExecution start(StepContext context) {
    return new AnnouncementExecution(context, parameters, mistake());
  }

  /** The step's name and form. */
  @Extension
  public static final class DescriptorImpl extends AnnouncementStepDescriptor {
    /** Lends the form of a maintenance window. */
    public DescriptorImpl() {
      super(MaintenanceParameters.class);
    }

    @Override
    public String getFunctionName() {
      return "statusHubMaintenance";
    }

    @Override
    public String getDisplayName() {
      return Messages.StatusHubMaintenanceStep_displayName();
    }
  }
}
