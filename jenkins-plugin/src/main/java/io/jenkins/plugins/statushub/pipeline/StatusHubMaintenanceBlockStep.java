package io.jenkins.plugins.statushub.pipeline;

import hudson.Extension;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
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

/**
 * Announces a maintenance window before its block runs, and looks after a block that goes on for
 * longer: {@code statusHubMaintenance} with a block.
 */
public final class StatusHubMaintenanceBlockStep extends AnnouncementStep {
  private final MaintenanceParameters parameters = new MaintenanceParameters();

  /** A step with nothing set. */
  @DataBoundConstructor
  public StatusHubMaintenanceBlockStep() {}

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

  public String getOnOverrun() {
    return parameters.getOnOverrun();
  }

  /** Sets what happens where a block goes on after its window. */
  @DataBoundSetter
  public void setOnOverrun(@Nullable String onOverrun) {
    parameters.setOnOverrun(onOverrun);
  }

  @Override
  public StepExecution start(StepContext context) {
    return new MaintenanceBlockExecution(context, parameters);
  }

  /**
   * The step's name and forms. After its twin: of two steps with one name, Declarative Pipelines
   * check parameters by the last one, and this one knows them all.
   */
  @Extension(ordinal = -1)
  public static final class DescriptorImpl extends AnnouncementStepDescriptor {
    @Override
    public String getFunctionName() {
      return StatusHubMaintenanceStep.FUNCTION;
    }

    @Override
    public String getDisplayName() {
      return Messages.StatusHubMaintenanceBlockStep_displayName();
    }

    @Override
    public boolean takesImplicitBlockArgument() {
      return true;
    }

    /** Offers what may happen where a block goes on after its window. */
    @POST
    public ListBoxModel doFillOnOverrunItems() {
      ListBoxModel choices = new ListBoxModel();
      choices.add(Messages.StatusHubMaintenanceBlockStep_warn(), "warn");
      choices.add(Messages.StatusHubMaintenanceBlockStep_announce(), "announce");
      return choices;
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
