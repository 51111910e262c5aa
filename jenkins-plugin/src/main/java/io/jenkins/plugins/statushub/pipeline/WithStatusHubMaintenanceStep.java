package io.jenkins.plugins.statushub.pipeline;

import hudson.Extension;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.FormChoices;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import io.jenkins.statushub.around.OverrunPolicy;
import io.jenkins.statushub.input.ParameterException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/**
 * Announces a maintenance window before its block runs, and watches a block that goes on for
 * longer: {@code withStatusHubMaintenance}.
 */
public final class WithStatusHubMaintenanceStep extends AnnouncementStep {
  private final MaintenanceParameters parameters = new MaintenanceParameters();
  private @Nullable String onOverrun;

  /** Creates a step with nothing set. */
  @DataBoundConstructor
  public WithStatusHubMaintenanceStep() {}

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

  public boolean isAllowDuplicate() {
    return parameters.isAllowDuplicate();
  }

  /** Sets whether the window is announced although the same one is still running. */
  @DataBoundSetter
  public void setAllowDuplicate(boolean allowDuplicate) {
    parameters.setAllowDuplicate(allowDuplicate);
  }

  public String getOnOverrun() {
    return onOverrun == null ? OverrunPolicy.WARN.wire() : onOverrun;
  }

  /** Sets what happens if the block goes on after its window. */
  @DataBoundSetter
  public void setOnOverrun(@Nullable String onOverrun) {
    this.onOverrun = onOverrun;
  }

  @Override
  public StepExecution start(StepContext context) {
    return new WithMaintenanceExecution(context, parameters, onOverrun, mistake());
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
      return "withStatusHubMaintenance";
    }

    @Override
    public String getDisplayName() {
      return Messages.WithStatusHubMaintenanceStep_displayName();
    }

    @Override
    public boolean takesImplicitBlockArgument() {
      return true;
    }

    @Override
    @Nullable ParameterException refuse(String parameter) {
      return parameter.equals("id")
          ? new ParameterException(
              "id", "is not taken here, since each run of the block announces a window of its own")
          : null;
    }

    /** Offers what may happen if the block goes on after its window. */
    @POST
    public ListBoxModel doFillOnOverrunItems() {
      return FormChoices.onOverrun();
    }
  }
}
