package io.jenkins.plugins.statushub.pipeline;

import hudson.Extension;
import hudson.util.FormValidation;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.FormChoices;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Announces a maintenance window: {@code statusHubMaintenance} without a block. */
public final class StatusHubMaintenanceStep extends AnnouncementStep {
  static final String FUNCTION = "statusHubMaintenance";

  private final MaintenanceParameters parameters = new MaintenanceParameters();

  /** A step with nothing set. */
  @DataBoundConstructor
  public StatusHubMaintenanceStep() {}

  @Override
  AnnouncementParameters parameters() {
    return parameters;
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

  @Override
  public StepExecution start(StepContext context) {
    return new AnnouncementExecution(context, parameters);
  }

  /** The step's name and forms. */
  @Extension
  public static final class DescriptorImpl extends AnnouncementStepDescriptor {
    @Override
    public String getFunctionName() {
      return FUNCTION;
    }

    @Override
    public String getDisplayName() {
      return Messages.StatusHubMaintenanceStep_displayName();
    }

    /** Checks a time. */
    @POST
    public FormValidation doCheckEndTime(@QueryParameter String value) {
      return FormChoices.checkTime("endTime", value);
    }

    /** Checks a duration. */
    @POST
    public FormValidation doCheckDuration(@QueryParameter String value) {
      return FormChoices.checkDuration(value);
    }
  }
}
