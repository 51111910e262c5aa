package io.jenkins.plugins.statushub.freestyle;

import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.FormChoices;
import io.jenkins.plugins.statushub.config.HookUrlCredentials;
import io.jenkins.plugins.statushub.pipeline.StatusHubIncidentStep;
import java.util.Arrays;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What a freestyle job wants said, as its form holds it: variables are not expanded yet, and
 * nothing is checked before the build.
 */
public abstract class AnnouncementFields implements Describable<AnnouncementFields> {
  private @Nullable String extra;

  AnnouncementFields() {}

  abstract AnnouncementParameters parameters();

  public @Nullable String getService() {
    return parameters().getService();
  }

  @DataBoundSetter
  public void setService(@Nullable String service) {
    parameters().setService(service);
  }

  public @Nullable String getCredentialsId() {
    return parameters().getCredentialsId();
  }

  @DataBoundSetter
  public void setCredentialsId(@Nullable String credentialsId) {
    parameters().setCredentialsId(credentialsId);
  }

  public @Nullable String getKey() {
    return parameters().getKey();
  }

  @DataBoundSetter
  public void setKey(@Nullable String key) {
    parameters().setKey(key);
  }

  public @Nullable String getId() {
    return parameters().getId();
  }

  @DataBoundSetter
  public void setId(@Nullable String id) {
    parameters().setId(id);
  }

  public @Nullable String getTitle() {
    return parameters().getTitle();
  }

  @DataBoundSetter
  public void setTitle(@Nullable String title) {
    parameters().setTitle(title);
  }

  public @Nullable String getDescription() {
    return parameters().getDescription();
  }

  @DataBoundSetter
  public void setDescription(@Nullable String description) {
    parameters().setDescription(description);
  }

  public @Nullable String getFormat() {
    return parameters().getFormat();
  }

  @DataBoundSetter
  public void setFormat(@Nullable String format) {
    parameters().setFormat(format);
  }

  public @Nullable String getStatus() {
    return parameters().getStatus();
  }

  @DataBoundSetter
  public void setStatus(@Nullable String status) {
    parameters().setStatus(status);
  }

  public @Nullable String getStartTime() {
    return parameters().getStartTime();
  }

  @DataBoundSetter
  public void setStartTime(@Nullable String startTime) {
    parameters().setStartTime(startTime);
  }

  public boolean isSilent() {
    return parameters().isSilent();
  }

  @DataBoundSetter
  public void setSilent(boolean silent) {
    parameters().setSilent(silent);
  }

  public boolean isDraft() {
    return parameters().isDraft();
  }

  @DataBoundSetter
  public void setDraft(boolean draft) {
    parameters().setDraft(draft);
  }

  public boolean isDryRun() {
    return parameters().isDryRun();
  }

  @DataBoundSetter
  public void setDryRun(boolean dryRun) {
    parameters().setDryRun(dryRun);
  }

  public boolean isFailOnError() {
    return parameters().isFailOnError();
  }

  @DataBoundSetter
  public void setFailOnError(boolean failOnError) {
    parameters().setFailOnError(failOnError);
  }

  /** Further services, separated by commas. */
  public @Nullable String getServices() {
    List<String> services = parameters().getServices();
    return services == null ? null : String.join(", ", services);
  }

  /** Sets further services, separated by commas or spaces. */
  @DataBoundSetter
  public void setServices(@Nullable String services) {
    parameters().setServices(Arrays.asList(Util.fixNull(services).split("[,\\s]+")));
  }

  /** The user's own fields: one JSON object. */
  public @Nullable String getExtra() {
    return extra;
  }

  /** Sets the user's own fields: one JSON object. */
  @DataBoundSetter
  public void setExtra(@Nullable String extra) {
    this.extra = Util.fixEmptyAndTrim(extra);
  }

  /** The forms of what all announcements have. */
  abstract static class FieldsDescriptor extends Descriptor<AnnouncementFields> {
    private static final List<String> SHARED =
        List.of(
            "service",
            "services",
            "credentialsId",
            "key",
            "id",
            "title",
            "description",
            "format",
            "status",
            "startTime",
            "extra",
            "silent",
            "draft",
            "dryRun",
            "failOnError");

    FieldsDescriptor() {
      SHARED.forEach(field -> addHelpFileRedirect(field, StatusHubIncidentStep.class, field));
    }

    final void helpFrom(Class<? extends Step> step, String field) {
      addHelpFileRedirect(field, step, field);
    }

    /** The further services as the form shows them. */
    public String servicesOf(@Nullable AnnouncementFields fields) {
      return fields == null ? "" : Util.fixNull(fields.getServices());
    }

    /** The user's own fields as the form shows them. */
    public String extraOf(@Nullable AnnouncementFields fields) {
      return fields == null ? "" : Util.fixNull(fields.getExtra());
    }

    /** Offers the services that the job may speak for. */
    @POST
    public ListBoxModel doFillServiceItems(
        @AncestorInPath @Nullable Item item, @QueryParameter String service) {
      return FormChoices.services(item, service);
    }

    /** Offers the Secret texts that the job can use. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(
        @AncestorInPath @Nullable Item item, @QueryParameter String credentialsId) {
      return HookUrlCredentials.offer(item, credentialsId);
    }

    /** Offers the words for a service's status. */
    @POST
    public ListBoxModel doFillStatusItems() {
      return FormChoices.statuses();
    }

    /** Offers the formats of descriptions. */
    @POST
    public ListBoxModel doFillFormatItems() {
      return FormChoices.formats();
    }

    /** Checks that there is a title. */
    @POST
    public FormValidation doCheckTitle(@QueryParameter String value) {
      return FormValidation.validateRequired(value);
    }

    /** Checks a time. */
    @POST
    public FormValidation doCheckStartTime(@QueryParameter String value) {
      return VariableExpander.isFixed(value)
          ? FormChoices.checkTime("startTime", value)
          : FormValidation.ok();
    }

    /** Checks the user's own fields. */
    @POST
    public FormValidation doCheckExtra(@QueryParameter String value) {
      return FormChoices.checkExtra(value);
    }
  }
}
