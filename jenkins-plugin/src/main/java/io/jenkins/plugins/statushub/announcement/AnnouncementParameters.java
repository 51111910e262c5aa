package io.jenkins.plugins.statushub.announcement;

import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.announcement.AnnouncementBuilder;
import io.jenkins.statushub.hook.ExtraFields;
import io.jenkins.statushub.hook.ServiceNames;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Holds what every announcement takes, as a user writes it: the one bean that steps and freestyle
 * jobs share. Setters accept anything; a build checks all of it at once before it announces. What
 * is left out is null, so that a running build's state stays small: it is written again and again.
 */
public abstract sealed class AnnouncementParameters
    implements Describable<AnnouncementParameters>, Serializable
    permits IncidentParameters, MaintenanceParameters {
  private static final long serialVersionUID = 1L;

  private @Nullable String service;
  private @Nullable String services;
  private @Nullable String key;
  private @Nullable String id;
  private @Nullable String title;
  private @Nullable String description;
  private @Nullable String format;
  private @Nullable String status;
  private @Nullable String startTime;
  private @Nullable String extra;
  private @Nullable String enabled;
  private boolean silent;
  private boolean draft;
  private boolean dryRun;
  private boolean failOnError;

  AnnouncementParameters() {}

  /** Creates a core builder that knows these parameters, but not yet the build. */
  abstract AnnouncementBuilder<?> builder();

  /** Creates parameters of the same kind with nothing set. */
  abstract AnnouncementParameters empty();

  /** Fills the core's builder with what both kinds share. */
  <B extends AnnouncementBuilder<B>> B fill(B builder) {
    return builder
        .id(id)
        .title(title)
        .description(description)
        .format(format == null ? StatusHubConfiguration.get().getFormat() : format)
        .status(status)
        .startTime(startTime)
        .silent(silent)
        .draft(draft)
        .extra(ExtraFields.parse("extra", extra));
  }

  /** Returns all services named, each once and in order. */
  public List<String> serviceNames() {
    Set<String> names = new LinkedHashSet<>();
    if (service != null) {
      names.add(service);
    }
    if (services != null) {
      names.addAll(ServiceNames.split(services));
    }
    return new ArrayList<>(names);
  }

  /**
   * Tells whether anything is to be announced at all.
   *
   * @throws ParameterException if {@code enabled} is neither true nor false
   */
  public boolean announces() {
    if (enabled == null) {
      return true;
    }
    return switch (enabled.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw ParameterException.invalidValue("enabled", enabled, "true, false");
    };
  }

  public @Nullable String getService() {
    return service;
  }

  @DataBoundSetter
  public void setService(@Nullable String service) {
    this.service = Util.fixEmptyAndTrim(service);
  }

  /** Returns further services, separated by commas; null for none. */
  public @Nullable String getServices() {
    return services;
  }

  /** Sets further services, separated by commas or spaces. */
  @DataBoundSetter
  public void setServices(@Nullable String services) {
    this.services = Util.fixEmptyAndTrim(services);
  }

  public @Nullable String getKey() {
    return key;
  }

  @DataBoundSetter
  public void setKey(@Nullable String key) {
    this.key = Util.fixEmptyAndTrim(key);
  }

  public @Nullable String getId() {
    return id;
  }

  @DataBoundSetter
  public void setId(@Nullable String id) {
    this.id = Util.fixEmptyAndTrim(id);
  }

  public @Nullable String getTitle() {
    return title;
  }

  @DataBoundSetter
  public void setTitle(@Nullable String title) {
    this.title = Util.fixEmptyAndTrim(title);
  }

  public @Nullable String getDescription() {
    return description;
  }

  @DataBoundSetter
  public void setDescription(@Nullable String description) {
    this.description = Util.fixEmptyAndTrim(description);
  }

  public @Nullable String getFormat() {
    return format;
  }

  @DataBoundSetter
  public void setFormat(@Nullable String format) {
    this.format = Util.fixEmptyAndTrim(format);
  }

  public @Nullable String getStatus() {
    return status;
  }

  @DataBoundSetter
  public void setStatus(@Nullable String status) {
    this.status = Util.fixEmptyAndTrim(status);
  }

  public @Nullable String getStartTime() {
    return startTime;
  }

  @DataBoundSetter
  public void setStartTime(@Nullable String startTime) {
    this.startTime = Util.fixEmptyAndTrim(startTime);
  }

  /** Returns the user's own fields, one JSON object; null for none. */
  public @Nullable String getExtra() {
    return extra;
  }

  /** Sets the user's own fields, one JSON object. */
  @DataBoundSetter
  public void setExtra(@Nullable String extra) {
    this.extra = Util.fixEmptyAndTrim(extra);
  }

  /** Returns {@code true}, {@code false}, or text with variables; null means true. */
  public @Nullable String getEnabled() {
    return enabled;
  }

  /** Sets whether anything is announced: {@code true}, {@code false}, or text with variables. */
  @DataBoundSetter
  public void setEnabled(@Nullable String enabled) {
    String text = Util.fixEmptyAndTrim(enabled);
    this.enabled = "true".equalsIgnoreCase(text) ? null : text;
  }

  public boolean isSilent() {
    return silent;
  }

  @DataBoundSetter
  public void setSilent(boolean silent) {
    this.silent = silent;
  }

  public boolean isDraft() {
    return draft;
  }

  @DataBoundSetter
  public void setDraft(boolean draft) {
    this.draft = draft;
  }

  public boolean isDryRun() {
    return dryRun;
  }

  @DataBoundSetter
  public void setDryRun(boolean dryRun) {
    this.dryRun = dryRun;
  }

  public boolean isFailOnError() {
    return failOnError;
  }

  @DataBoundSetter
  public void setFailOnError(boolean failOnError) {
    this.failOnError = failOnError;
  }

  /** Writes the user's own fields as one JSON object. */
  public static String writeExtra(Map<String, ?> extra) {
    return new String(JsonValues.write(extra), StandardCharsets.UTF_8);
  }

  /** Offers and checks the fields that all announcements have. */
  public abstract static class ParametersDescriptor extends Descriptor<AnnouncementParameters> {
    ParametersDescriptor() {}

    /** Offers the services that the job may post to. */
    @POST
    public ListBoxModel doFillServiceItems(
        @AncestorInPath @Nullable Item item, @QueryParameter String service) {
      return FormChoices.services(item, service);
    }

    /** Offers the statuses of a service. */
    @POST
    public ListBoxModel doFillStatusItems() {
      return FormChoices.statuses();
    }

    /** Offers the formats of descriptions. */
    @POST
    public ListBoxModel doFillFormatItems() {
      return FormChoices.formats();
    }

    /** Checks that there is a title, once a status was chosen. */
    @POST
    public FormValidation doCheckTitle(
        @QueryParameter String value, @QueryParameter String status) {
      return FormChoices.checkTitle(value, status);
    }

    /** Checks a time, unless a variable stands in it. */
    @POST
    public FormValidation doCheckStartTime(@QueryParameter String value) {
      return FormChoices.checkTime("startTime", value);
    }

    /** Checks the user's own fields. */
    @POST
    public FormValidation doCheckExtra(@QueryParameter String value) {
      return FormChoices.checkExtra(value);
    }

    /** Checks whether it is true or false, unless a variable stands in it. */
    @POST
    public FormValidation doCheckEnabled(@QueryParameter String value) {
      return FormChoices.checkEnabled(value);
    }
  }
}
