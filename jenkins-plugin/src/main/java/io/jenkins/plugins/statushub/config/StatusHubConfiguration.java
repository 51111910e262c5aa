package io.jenkins.plugins.statushub.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.text.DescriptionFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The controller's settings: services, and how hard delivery is tried. */
@Extension
@Symbol("statusHub")
public final class StatusHubConfiguration extends GlobalConfiguration {
  private static final DeliveryPolicy DEFAULT = DeliveryPolicy.DEFAULT;

  private List<StatusHubService> services = new ArrayList<>();
  private int attempts = DEFAULT.attempts();
  private int timeoutSeconds = seconds(DEFAULT.timeout());
  private int requestTimeoutSeconds = seconds(DEFAULT.requestTimeout());
  private int giveUpAfterHours = (int) DEFAULT.expireAfter().toHours();
  private @Nullable String format;

  /** Reads the settings. */
  public StatusHubConfiguration() {
    load();
  }

  /** The settings of this controller. */
  public static StatusHubConfiguration get() {
    return ExtensionList.lookupSingleton(StatusHubConfiguration.class);
  }

  @Override
  public String getDisplayName() {
    return Messages.StatusHubConfiguration_displayName();
  }

  @Override
  public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
    // A list whose last row was removed is not in the form at all.
    services = new ArrayList<>();
    try {
      req.bindJSON(this, json);
    } catch (ParameterException e) {
      load();
      throw new FormException(e.getMessage(), e.parameter());
    }
    save();
    return true;
  }

  /** The services that steps may name. */
  public List<StatusHubService> getServices() {
    return List.copyOf(services);
  }

  /** Sets the services that steps may name. */
  @DataBoundSetter
  public void setServices(@Nullable List<StatusHubService> services) {
    this.services = new ArrayList<>(services == null ? List.of() : services);
  }

  /** The most POSTs for one update while a build waits. */
  public int getAttempts() {
    return attempts;
  }

  /**
   * Sets the most POSTs for one update while a build waits.
   *
   * @throws ParameterException if that is not allowed
   */
  @DataBoundSetter
  public void setAttempts(int attempts) {
    this.attempts = DEFAULT.withAttempts(attempts).attempts();
  }

  /** How long a build waits for an announcement, in seconds. */
  public int getTimeoutSeconds() {
    return timeoutSeconds;
  }

  /**
   * Sets how long a build waits for an announcement, in seconds.
   *
   * @throws ParameterException if that is not allowed
   */
  @DataBoundSetter
  public void setTimeoutSeconds(int timeoutSeconds) {
    this.timeoutSeconds = seconds(DEFAULT.withTimeout(Duration.ofSeconds(timeoutSeconds)).timeout());
  }

  /** How long one POST may take, in seconds. */
  public int getRequestTimeoutSeconds() {
    return requestTimeoutSeconds;
  }

  /**
   * Sets how long one POST may take, in seconds.
   *
   * @throws ParameterException if that is not allowed
   */
  @DataBoundSetter
  public void setRequestTimeoutSeconds(int requestTimeoutSeconds) {
    this.requestTimeoutSeconds =
        seconds(
            DEFAULT.withRequestTimeout(Duration.ofSeconds(requestTimeoutSeconds)).requestTimeout());
  }

  /** For how long delivery is tried at all, in hours. */
  public int getGiveUpAfterHours() {
    return giveUpAfterHours;
  }

  /**
   * Sets for how long delivery is tried at all, in hours.
   *
   * @throws ParameterException if that is not allowed
   */
  @DataBoundSetter
  public void setGiveUpAfterHours(int giveUpAfterHours) {
    this.giveUpAfterHours =
        (int) DEFAULT.withExpireAfter(Duration.ofHours(giveUpAfterHours)).expireAfter().toHours();
  }

  /** How descriptions are written where a step does not say; null for plain text. */
  public @Nullable String getFormat() {
    return format;
  }

  /**
   * Sets how descriptions are written where a step does not say.
   *
   * @throws ParameterException if it is no format
   */
  @DataBoundSetter
  public void setFormat(@Nullable String format) {
    DescriptionFormat as = DescriptionFormat.parse(format);
    this.format = as == DescriptionFormat.PLAIN ? null : as.wire();
  }

  /** How hard, and how long, delivery is tried. */
  public DeliveryPolicy policy() {
    return DEFAULT
        .withAttempts(attempts)
        .withTimeout(Duration.ofSeconds(timeoutSeconds))
        .withRequestTimeout(Duration.ofSeconds(requestTimeoutSeconds))
        .withExpireAfter(Duration.ofHours(giveUpAfterHours));
  }

  /** A service by its name; null if there is none. */
  public @Nullable StatusHubService service(String name) {
    for (StatusHubService service : services) {
      if (service.getName().equals(name)) {
        return service;
      }
    }
    return null;
  }

  /** The names of the services that a job may speak for. */
  public List<String> namesFor(String jobFullName) {
    return services.stream()
        .filter(service -> service.isFor(jobFullName))
        .map(StatusHubService::getName)
        .toList();
  }

  /** Offers the formats of descriptions. */
  @POST
  public ListBoxModel doFillFormatItems() {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    ListBoxModel choices = new ListBoxModel();
    for (DescriptionFormat each : DescriptionFormat.values()) {
      choices.add(each.wire(), each == DescriptionFormat.PLAIN ? "" : each.wire());
    }
    return choices;
  }

  /** Checks the number of attempts. */
  @POST
  public FormValidation doCheckAttempts(@QueryParameter String value) {
    return check(value, DEFAULT::withAttempts);
  }

  /** Checks the timeout. */
  @POST
  public FormValidation doCheckBudgetSeconds(@QueryParameter String value) {
    return check(value, number -> DEFAULT.withTimeout(Duration.ofSeconds(number)));
  }

  /** Checks the time for one POST. */
  @POST
  public FormValidation doCheckRequestTimeoutSeconds(@QueryParameter String value) {
    return check(value, number -> DEFAULT.withRequestTimeout(Duration.ofSeconds(number)));
  }

  /** Checks the time after which it is given up. */
  @POST
  public FormValidation doCheckGiveUpAfterHours(@QueryParameter String value) {
    return check(value, number -> DEFAULT.withExpireAfter(Duration.ofHours(number)));
  }

  private static FormValidation check(
      @Nullable String value, java.util.function.IntFunction<DeliveryPolicy> use) {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    try {
      use.apply(Integer.parseInt(Util.fixNull(value).trim()));
      return FormValidation.ok();
    } catch (NumberFormatException e) {
      return FormValidation.error(Messages.StatusHubConfiguration_wholeNumber());
    } catch (ParameterException e) {
      return FormValidation.error(e.getMessage());
    }
  }

  private static int seconds(Duration duration) {
    return (int) duration.toSeconds();
  }
}
