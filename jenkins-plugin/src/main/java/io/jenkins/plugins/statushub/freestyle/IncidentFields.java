package io.jenkins.plugins.statushub.freestyle;

import hudson.Extension;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.statushub.announcement.FormChoices;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import io.jenkins.plugins.statushub.pipeline.StatusHubIncidentStep;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** What a freestyle job says about an incident. */
public final class IncidentFields extends AnnouncementFields {
  private final IncidentParameters parameters = new IncidentParameters();

  /** Nothing set. */
  @DataBoundConstructor
  public IncidentFields() {}

  @Override
  IncidentParameters parameters() {
    return parameters;
  }

  public String getState() {
    return parameters.getState() == null ? "investigating" : parameters.getState();
  }

  @DataBoundSetter
  public void setState(@Nullable String state) {
    parameters.setState(state);
  }

  /** The form. */
  @Extension
  public static final class DescriptorImpl extends FieldsDescriptor {
    /** Made by Jenkins. */
    public DescriptorImpl() {
      helpFrom(StatusHubIncidentStep.class, "state");
    }

    @Override
    public String getDisplayName() {
      return Messages.IncidentFields_displayName();
    }

    /** Offers the states. */
    @POST
    public ListBoxModel doFillStateItems() {
      return FormChoices.states();
    }
  }
}
