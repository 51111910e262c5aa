package io.jenkins.plugins.statushub.announcement;

import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.MaintenanceBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Holds what a maintenance window takes, as a user writes it. */
public final class MaintenanceParameters extends AnnouncementParameters {
  private static final long serialVersionUID = 1L;

  private @Nullable String endTime;
  private @Nullable String duration;
  private boolean allowDuplicate;

  /** Creates parameters with nothing set. */
  @DataBoundConstructor
  public MaintenanceParameters() {}

  @Override
  MaintenanceBuilder builder() {
    return fill(Announcement.maintenance())
        .endTime(endTime)
        .duration(duration)
        .allowDuplicate(allowDuplicate);
  }

  @Override
  MaintenanceParameters empty() {
    return new MaintenanceParameters();
  }

  /** Creates a follow-up window: the same texts, an id of its own. */
  MaintenanceBuilder followUp(Instant start, Instant end) {
    return fill(Announcement.maintenance())
        .id(null)
        .startTime(start.toString())
        .endTime(end.toString())
        .allowDuplicate(allowDuplicate);
  }

  public @Nullable String getEndTime() {
    return endTime;
  }

  @DataBoundSetter
  public void setEndTime(@Nullable String endTime) {
    this.endTime = Util.fixEmptyAndTrim(endTime);
  }

  public @Nullable String getDuration() {
    return duration;
  }

  @DataBoundSetter
  public void setDuration(@Nullable String duration) {
    this.duration = Util.fixEmptyAndTrim(duration);
  }

  public boolean isAllowDuplicate() {
    return allowDuplicate;
  }

  /** Sets whether the window is announced although the same one is still running. */
  @DataBoundSetter
  public void setAllowDuplicate(boolean allowDuplicate) {
    this.allowDuplicate = allowDuplicate;
  }

  /** The form of a maintenance window. */
  @Extension
  public static final class DescriptorImpl extends ParametersDescriptor {
    @Override
    public String getDisplayName() {
      return Messages.MaintenanceParameters_displayName();
    }

    /** Checks that a status was chosen, once there is a title. */
    @POST
    public FormValidation doCheckStatus(
        @QueryParameter String value, @QueryParameter String title) {
      return FormChoices.checkStatus(value, title, null);
    }

    /** Checks a time, unless a variable stands in it. */
    @POST
    public FormValidation doCheckEndTime(@QueryParameter String value) {
      return FormChoices.checkTime("endTime", value);
    }

    /** Checks a duration, unless a variable stands in it. */
    @POST
    public FormValidation doCheckDuration(@QueryParameter String value) {
      return FormChoices.checkDuration(value);
    }
  }
}
