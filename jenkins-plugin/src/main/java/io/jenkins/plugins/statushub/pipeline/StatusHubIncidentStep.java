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

/** Says something about an incident: {@code statusHubIncident} without a block. */
public final class StatusHubIncidentStep extends AnnouncementStep {
  static final String FUNCTION = "statusHubIncident";

  private final IncidentParameters parameters = new IncidentParameters();

  /** A step with nothing set. */
  @DataBoundConstructor
  public StatusHubIncidentStep() {}

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
      return Messages.StatusHubIncidentStep_displayName();
    }

    /** Offers the states. */
    @POST
    public ListBoxModel doFillStateItems() {
      return FormChoices.states();
    }
  }
}
