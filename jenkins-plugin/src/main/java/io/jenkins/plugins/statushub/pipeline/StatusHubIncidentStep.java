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

/** Opens, updates or resolves an incident: {@code statusHubIncident}. */
public final class StatusHubIncidentStep extends AnnouncementStep {
  private final IncidentParameters parameters = new IncidentParameters();

  /** Creates a step with nothing set. */
  @DataBoundConstructor
  public StatusHubIncidentStep() {}

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

  public String getState() {
    return parameters.getState();
  }

  @DataBoundSetter
  public void setState(@Nullable String state) {
    parameters.setState(state);
  }

  @Override
  public StepExecution start(StepContext context) {
    return new AnnouncementExecution(context, parameters, mistake());
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
      return "statusHubIncident";
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
