package io.jenkins.plugins.statushub.pipeline;

import hudson.Extension;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.FormChoices;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/**
 * Opens an incident when its block fails, and resolves it when a later run of the block gets
 * through: {@code statusHubIncident} with a block.
 */
public final class StatusHubIncidentBlockStep extends AnnouncementStep {
  private final IncidentParameters parameters = new IncidentParameters();

  /** A step with nothing set. */
  @DataBoundConstructor
  public StatusHubIncidentBlockStep() {}

  @Override
  AnnouncementParameters parameters() {
    return parameters;
  }

  public String getState() {
    return parameters.getState() == null ? "investigating" : parameters.getState();
  }

  @DataBoundSetter
  public void setState(@Nullable String state) {
    parameters.setState(state);
  }

  public String getOpenOn() {
    return parameters.getOpenOn();
  }

  /** Sets from what on a block counts as failed. */
  @DataBoundSetter
  public void setOpenOn(@Nullable String openOn) {
    parameters.setOpenOn(openOn);
  }

  public @Nullable String getResolvedTitle() {
    return parameters.getResolvedTitle();
  }

  @DataBoundSetter
  public void setResolvedTitle(@Nullable String resolvedTitle) {
    parameters.setResolvedTitle(resolvedTitle);
  }

  public @Nullable String getResolvedDescription() {
    return parameters.getResolvedDescription();
  }

  @DataBoundSetter
  public void setResolvedDescription(@Nullable String resolvedDescription) {
    parameters.setResolvedDescription(resolvedDescription);
  }

  @Override
  public StepExecution start(StepContext context) {
    return new IncidentBlockExecution(context, parameters);
  }

  /**
   * The step's name and forms. After its twin: of two steps with one name, Declarative Pipelines
   * check parameters by the last one, and this one knows them all.
   */
  @Extension(ordinal = -1)
  public static final class DescriptorImpl extends AnnouncementStepDescriptor {
    @Override
    public String getFunctionName() {
      return StatusHubIncidentStep.FUNCTION;
    }

    @Override
    public String getDisplayName() {
      return Messages.StatusHubIncidentBlockStep_displayName();
    }

    @Override
    public boolean takesImplicitBlockArgument() {
      return true;
    }

    /** Offers the states. */
    @POST
    public ListBoxModel doFillStateItems() {
      return FormChoices.states();
    }

    /** Offers what a block may fail on. */
    @POST
    public ListBoxModel doFillOpenOnItems() {
      ListBoxModel choices = new ListBoxModel();
      choices.add(Messages.StatusHubIncidentBlockStep_error(), "error");
      choices.add(Messages.StatusHubIncidentBlockStep_failure(), "failure");
      choices.add(Messages.StatusHubIncidentBlockStep_unstable(), "unstable");
      return choices;
    }
  }
}
