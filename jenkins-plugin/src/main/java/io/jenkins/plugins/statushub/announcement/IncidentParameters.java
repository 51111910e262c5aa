package io.jenkins.plugins.statushub.announcement;

import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.IncidentBuilder;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Holds what an update of an incident takes, as a user writes it. */
public final class IncidentParameters extends AnnouncementParameters {
  private static final long serialVersionUID = 1L;
  private static final String DEFAULT_STATE = "investigating";

  private @Nullable String state;

  /** Creates parameters with nothing set. */
  @DataBoundConstructor
  public IncidentParameters() {}

  @Override
  IncidentBuilder builder() {
    return fill(Announcement.incident()).state(state);
  }

  @Override
  IncidentParameters empty() {
    return new IncidentParameters();
  }

  /**
   * Creates the update that ends an incident. It is no draft, since it has to end what was
   * published.
   *
   * @param incidentTitle the title where {@code rules} have none
   */
  IncidentBuilder resolution(FailureRules rules, @Nullable String incidentTitle) {
    String resolvedTitle = rules.getResolvedTitle();
    String resolvedDescription = rules.getResolvedDescription();
    if (resolvedDescription == null) {
      resolvedDescription = resolvedTitle == null ? "Resolved." : resolvedTitle;
    }
    return fill(Announcement.incident())
        .state("resolved")
        .status(null)
        .startTime(null)
        .draft(false)
        .title(resolvedTitle == null ? incidentTitle : resolvedTitle)
        .description(resolvedDescription);
  }

  public String getState() {
    return state == null ? DEFAULT_STATE : state;
  }

  @DataBoundSetter
  public void setState(@Nullable String state) {
    String text = Util.fixEmptyAndTrim(state);
    this.state = DEFAULT_STATE.equals(text) ? null : text;
  }

  /** The form of an incident's update. */
  @Extension
  public static final class DescriptorImpl extends ParametersDescriptor {
    @Override
    public String getDisplayName() {
      return Messages.IncidentParameters_displayName();
    }

    /** Offers the states. */
    @POST
    public ListBoxModel doFillStateItems() {
      return FormChoices.states();
    }

    /** Checks that a status was chosen, once there is a title. */
    @POST
    public FormValidation doCheckStatus(
        @QueryParameter String value, @QueryParameter String title, @QueryParameter String state) {
      return FormChoices.checkStatus(value, title, state);
    }
  }
}
