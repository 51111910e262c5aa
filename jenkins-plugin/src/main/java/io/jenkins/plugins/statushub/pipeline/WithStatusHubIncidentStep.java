package io.jenkins.plugins.statushub.pipeline;

import hudson.Extension;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.FailureRules;
import io.jenkins.plugins.statushub.announcement.FormChoices;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import io.jenkins.statushub.input.ParameterException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Opens an incident when its block fails, and resolves it when a later run of the block succeeds:
 * {@code withStatusHubIncident}.
 */
public final class WithStatusHubIncidentStep extends AnnouncementStep {
  static final FailureRules.OpenOn OPEN_ON = FailureRules.OpenOn.ERROR;
  static final FailureRules.UpdateOn UPDATE_ON = FailureRules.UpdateOn.EVERY;

  private final IncidentParameters parameters = new IncidentParameters();
  private final FailureRules rules = new FailureRules();

  /** Creates a step with nothing set. */
  @DataBoundConstructor
  public WithStatusHubIncidentStep() {}

  @Override
  AnnouncementParameters parameters() {
    return parameters;
  }

  public String getState() {
    return parameters.getState();
  }

  /** Sets the state that the incident opens with. */
  @DataBoundSetter
  public void setState(@Nullable String state) {
    parameters.setState(state);
  }

  public String getOpenOn() {
    return rules.getOpenOn() == null ? OPEN_ON.wire() : rules.getOpenOn();
  }

  /** Sets from what on the block counts as failed. */
  @DataBoundSetter
  public void setOpenOn(@Nullable String openOn) {
    rules.setOpenOn(openOn);
  }

  public int getOpenAfter() {
    return rules.getOpenAfter();
  }

  /** Sets how many runs of the block have to fail in a row. */
  @DataBoundSetter
  public void setOpenAfter(int openAfter) {
    rules.setOpenAfter(openAfter);
  }

  public String getUpdateOn() {
    return rules.getUpdateOn() == null ? UPDATE_ON.wire() : rules.getUpdateOn();
  }

  /** Sets which failures update an incident that is open. */
  @DataBoundSetter
  public void setUpdateOn(@Nullable String updateOn) {
    rules.setUpdateOn(updateOn);
  }

  public boolean isOpenOnUnansweredInput() {
    return rules.isOpenOnUnansweredInput();
  }

  /** Sets whether an input that timed out counts as a failure. */
  @DataBoundSetter
  public void setOpenOnUnansweredInput(boolean openOnUnansweredInput) {
    rules.setOpenOnUnansweredInput(openOnUnansweredInput);
  }

  public @Nullable String getResolvedTitle() {
    return rules.getResolvedTitle();
  }

  @DataBoundSetter
  public void setResolvedTitle(@Nullable String resolvedTitle) {
    rules.setResolvedTitle(resolvedTitle);
  }

  public @Nullable String getResolvedDescription() {
    return rules.getResolvedDescription();
  }

  @DataBoundSetter
  public void setResolvedDescription(@Nullable String resolvedDescription) {
    rules.setResolvedDescription(resolvedDescription);
  }

  @Override
  public StepExecution start(StepContext context) {
    return new WithIncidentExecution(context, parameters, rules, mistake());
  }

  /** The step's name and form. */
  @Extension
  public static final class DescriptorImpl extends AnnouncementStepDescriptor {
    /** Lends the form of an incident. */
    public DescriptorImpl() {
      super(IncidentParameters.class);
    }

    @Override
    public String getFunctionName() {
      return "withStatusHubIncident";
    }

    @Override
    public String getDisplayName() {
      return Messages.WithStatusHubIncidentStep_displayName();
    }

    @Override
    public boolean takesImplicitBlockArgument() {
      return true;
    }

    @Override
    @Nullable ParameterException refuse(String parameter) {
      return parameter.equals("id")
          ? new ParameterException(
              "id",
              "is not taken here, since each outage is an incident of its own; allowed: key, which"
                  + " groups updates into one incident")
          : null;
    }

    /** Offers the states that an incident may open with. */
    @POST
    public ListBoxModel doFillStateItems() {
      return FormChoices.openStates();
    }

    /** Offers what a block may fail on. */
    @POST
    public ListBoxModel doFillOpenOnItems() {
      ListBoxModel choices = new ListBoxModel();
      choices.add(Messages.WithStatusHubIncidentStep_error(), FailureRules.OpenOn.ERROR.wire());
      choices.add(Messages.WithStatusHubIncidentStep_failure(), FailureRules.OpenOn.FAILURE.wire());
      choices.add(
          Messages.WithStatusHubIncidentStep_unstable(), FailureRules.OpenOn.UNSTABLE.wire());
      return choices;
    }

    /** Offers which failures may update an open incident. */
    @POST
    public ListBoxModel doFillUpdateOnItems() {
      return FormChoices.updateOn();
    }

    /** Checks how many failures in a row are needed. */
    @POST
    public FormValidation doCheckOpenAfter(@QueryParameter String value) {
      return FormChoices.checkOpenAfter(value);
    }
  }
}
