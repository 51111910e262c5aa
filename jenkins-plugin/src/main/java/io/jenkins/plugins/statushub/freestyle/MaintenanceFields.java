package io.jenkins.plugins.statushub.freestyle;

import hudson.Extension;
import hudson.util.FormValidation;
import io.jenkins.plugins.statushub.announcement.FormChoices;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import io.jenkins.plugins.statushub.pipeline.StatusHubMaintenanceStep;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What a freestyle job says about a maintenance. */
public final class MaintenanceFields extends AnnouncementFields {
  private final MaintenanceParameters parameters = new MaintenanceParameters();

  /** Nothing set. */
  @DataBoundConstructor
  public MaintenanceFields() {}

  @Override
  MaintenanceParameters parameters() {
    return parameters;
  }

  public @Nullable String getDuration() {
    return parameters.getDuration();
  }

  @DataBoundSetter
  public void setDuration(@Nullable String duration) {
    parameters.setDuration(duration);
  }

  public @Nullable String getEndTime() {
    return parameters.getEndTime();
  }

  @DataBoundSetter
  public void setEndTime(@Nullable String endTime) {
    parameters.setEndTime(endTime);
  }

  /** The form. */
  @Extension
  public static final class DescriptorImpl extends FieldsDescriptor {
    /** Made by Jenkins. */
    public DescriptorImpl() {
      helpFrom(StatusHubMaintenanceStep.class, "duration");
      helpFrom(StatusHubMaintenanceStep.class, "endTime");
    }

    @Override
    public String getDisplayName() {
      return Messages.MaintenanceFields_displayName();
    }

    /** Checks a duration. */
    @POST
    public FormValidation doCheckDuration(@QueryParameter String value) {
      return VariableExpander.isFixed(value) ? FormChoices.checkDuration(value) : FormValidation.ok();
    }

    /** Checks a time. */
    @POST
    public FormValidation doCheckEndTime(@QueryParameter String value) {
      return VariableExpander.isFixed(value)
          ? FormChoices.checkTime("endTime", value)
          : FormValidation.ok();
    }
  }
}
