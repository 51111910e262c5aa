package io.jenkins.plugins.statushub.announcement;

import hudson.Util;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.announcement.AnnouncementBuilder;
import io.jenkins.statushub.hook.ExtraFields;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What both steps take, as users write it. What is left out is null, so that a running build's
 * state stays small: it is written again and again.
 */
public abstract sealed class AnnouncementParameters implements Serializable
    permits IncidentParameters, MaintenanceParameters {
  private static final long serialVersionUID = 1L;

  private @Nullable String service;
  private @Nullable ArrayList<String> services;
  private @Nullable String credentialsId;
  private @Nullable String key;
  private @Nullable String id;
  private @Nullable String title;
  private @Nullable String description;
  private @Nullable String format;
  private @Nullable String status;
  private @Nullable String startTime;
  private @Nullable String extra;
  private boolean silent;
  private boolean draft;
  private boolean dryRun;
  private boolean failOnError;

  AnnouncementParameters() {}

  /** A core builder that knows these parameters, but not yet the build that speaks. */
  abstract AnnouncementBuilder<?> builder();

  /** The core's builder with what both kinds share. */
  <B extends AnnouncementBuilder<B>> B fill(B builder) {
    String as = format == null ? StatusHubConfiguration.get().getFormat() : format;
    return builder
        .id(id)
        .title(title)
        .description(description)
        .format(as)
        .status(status)
        .startTime(startTime)
        .silent(silent)
        .draft(draft)
        .extra(getExtra());
  }

  /** All services named, each once; the credential's id where a credential alone was given. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    if (service != null) {
      names.add(service);
    }
    if (services != null) {
      services.stream().filter(each -> !names.contains(each)).forEach(names::add);
    }
    if (names.isEmpty() && credentialsId != null) {
      names.add(credentialsId);
    }
    return names;
  }

  public @Nullable String getService() {
    return service;
  }

  public void setService(@Nullable String given) {
    service = Util.fixEmptyAndTrim(given);
  }

  public @Nullable List<String> getServices() {
    return services == null ? null : List.copyOf(services);
  }

  /** Blank names do not count. */
  public void setServices(@Nullable List<String> given) {
    ArrayList<String> names = new ArrayList<>();
    if (given != null) {
      given.stream().map(Util::fixEmptyAndTrim).filter(each -> each != null).forEach(names::add);
    }
    services = names.isEmpty() ? null : names;
  }

  public @Nullable String getCredentialsId() {
    return credentialsId;
  }

  public void setCredentialsId(@Nullable String given) {
    credentialsId = Util.fixEmptyAndTrim(given);
  }

  public @Nullable String getKey() {
    return key;
  }

  public void setKey(@Nullable String given) {
    key = Util.fixEmptyAndTrim(given);
  }

  public @Nullable String getId() {
    return id;
  }

  public void setId(@Nullable String given) {
    id = Util.fixEmptyAndTrim(given);
  }

  public @Nullable String getTitle() {
    return title;
  }

  public void setTitle(@Nullable String given) {
    title = Util.fixEmptyAndTrim(given);
  }

  public @Nullable String getDescription() {
    return description;
  }

  public void setDescription(@Nullable String given) {
    description = Util.fixEmptyAndTrim(given);
  }

  public @Nullable String getFormat() {
    return format;
  }

  public void setFormat(@Nullable String given) {
    format = Util.fixEmptyAndTrim(given);
  }

  public @Nullable String getStatus() {
    return status;
  }

  public void setStatus(@Nullable String given) {
    status = Util.fixEmptyAndTrim(given);
  }

  public @Nullable String getStartTime() {
    return startTime;
  }

  public void setStartTime(@Nullable String given) {
    startTime = Util.fixEmptyAndTrim(given);
  }

  public boolean isSilent() {
    return silent;
  }

  public void setSilent(boolean given) {
    silent = given;
  }

  public boolean isDraft() {
    return draft;
  }

  public void setDraft(boolean given) {
    draft = given;
  }

  public boolean isDryRun() {
    return dryRun;
  }

  public void setDryRun(boolean given) {
    dryRun = given;
  }

  public boolean isFailOnError() {
    return failOnError;
  }

  public void setFailOnError(boolean given) {
    failOnError = given;
  }

  /** The user's own fields; null for none. */
  public @Nullable Map<String, Object> getExtra() {
    return extra == null ? null : readExtra(extra);
  }

  /** Keeps a copy as JSON: a script's own maps are nothing to be written to disk. */
  public void setExtra(@Nullable Map<String, ?> given) {
    extra =
        given == null || given.isEmpty()
            ? null
            : new String(JsonValues.write(given), StandardCharsets.UTF_8);
  }

  /**
   * Reads a JSON object of a form.
   *
   * @throws ParameterException if it is none
   */
  public static Map<String, Object> readExtra(String json) {
    return ExtraFields.parse("extra", json);
  }
}
