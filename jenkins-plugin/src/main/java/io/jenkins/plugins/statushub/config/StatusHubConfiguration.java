package io.jenkins.plugins.statushub.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.text.DescriptionFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.logging.Logger;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * Holds the controller's settings: services, and how hard delivery is tried. They change in one
 * piece: a build that runs during a <em>Save</em> has all the old ones or all the new ones.
 */
@Extension
@Symbol("statusHub")
public final class StatusHubConfiguration extends GlobalConfiguration {
  static final Logger LOGGER = Logger.getLogger(StatusHubConfiguration.class.getName());

  private volatile Settings settings = new Settings();

  /** Reads the settings from disk. */
  public StatusHubConfiguration() {
    load();
  }

  private StatusHubConfiguration(Settings settings) {
    this.settings = settings;
  }

  /** Returns the settings of this controller. */
  public static StatusHubConfiguration get() {
    return ExtensionList.lookupSingleton(StatusHubConfiguration.class);
  }

  @Override
  public String getDisplayName() {
    return Messages.StatusHubConfiguration_displayName();
  }

  @Override
  public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
    // Not this object: a form that is not complete must leave everything as it was. Nor a copy of
    // this object: a list whose last row was removed is not in the form at all.
    StatusHubConfiguration form = new StatusHubConfiguration(new Settings());
    try {
      req.bindJSON(form, json);
    } catch (RuntimeException | LinkageError e) {
      throw FormErrors.translate(e, "services");
    }
    settings = form.settings;
    save();
    return true;
  }

  private synchronized void change(Consumer<Settings> change) {
    Settings next = new Settings(settings);
    change.accept(next);
    settings = next;
  }

  /** Returns the services that all jobs may name, or those in the folders of the service. */
  public List<StatusHubService> getServices() {
    return settings.services();
  }

  /**
   * Sets the services of the global configuration.
   *
   * @param services null for none
   * @throws ParameterException if a name is not allowed or is there twice, a credential is missing,
   *     or folders are given that name none
   */
  @DataBoundSetter
  public void setServices(@Nullable List<StatusHubService> services) {
    change(next -> next.setServices(services));
  }

  /** Follows a folder that services are limited to. */
  void folderMoved(String oldFullName, String newFullName) {
    if (settings.isLimitedTo(oldFullName)) {
      change(next -> next.folderMoved(oldFullName, newFullName));
      save();
    }
  }

  /** Returns the hosts that folders may post to besides StatusHub's own; null for none. */
  public @Nullable String getAllowedHosts() {
    return settings.allowedHosts();
  }

  /**
   * Sets the hosts that folders may post to besides StatusHub's own.
   *
   * @param allowedHosts host names separated by commas, each perhaps beginning with {@code *.};
   *     null or blank for none
   * @throws ParameterException if one is no host name
   */
  @DataBoundSetter
  public void setAllowedHosts(@Nullable String allowedHosts) {
    change(next -> next.setAllowedHosts(allowedHosts));
  }

  AllowedHosts hosts() {
    return AllowedHosts.parse(settings.allowedHosts());
  }

  /** Returns the ledger's folder; null for {@code statushub/ledger} in Jenkins' home. */
  public @Nullable String getLedgerFolder() {
    return settings.ledgerFolder();
  }

  /**
   * Sets the ledger's folder. What is pending in the folder before stays there.
   *
   * @param ledgerFolder an absolute path; null or blank for {@code statushub/ledger} in Jenkins'
   *     home
   * @throws ParameterException if it is no absolute path
   */
  @DataBoundSetter
  public void setLedgerFolder(@Nullable String ledgerFolder) {
    change(next -> next.setLedgerFolder(ledgerFolder));
  }

  /** Returns where the ledger lies. */
  public Path ledgerPath() {
    String folder = settings.ledgerFolder();
    return folder == null
        ? Jenkins.get().getRootDir().toPath().resolve("statushub").resolve("ledger")
        : Path.of(folder);
  }

  /** Returns the most POSTs for one update while a build waits. */
  public int getAttempts() {
    return settings.attempts();
  }

  /**
   * Sets the most POSTs for one update while a build waits.
   *
   * @param attempts 1 to 20
   * @throws ParameterException if that is not allowed
   */
  @DataBoundSetter
  public void setAttempts(int attempts) {
    change(next -> next.setAttempts(attempts));
  }

  /** Returns how long a build waits for an announcement, in seconds. */
  public int getTimeoutSeconds() {
    return settings.timeoutSeconds();
  }

  /**
   * Sets how long a build waits for an announcement.
   *
   * @param timeoutSeconds seconds, 1 to 3600
   * @throws ParameterException if that is not allowed
   */
  @DataBoundSetter
  public void setTimeoutSeconds(int timeoutSeconds) {
    change(next -> next.setTimeoutSeconds(timeoutSeconds));
  }

  /** Returns how long one POST may take, in seconds. */
  public int getRequestTimeoutSeconds() {
    return settings.requestTimeoutSeconds();
  }

  /**
   * Sets how long one POST may take.
   *
   * @param requestTimeoutSeconds seconds, 1 to 3600
   * @throws ParameterException if that is not allowed
   */
  @DataBoundSetter
  public void setRequestTimeoutSeconds(int requestTimeoutSeconds) {
    change(next -> next.setRequestTimeoutSeconds(requestTimeoutSeconds));
  }

  /** Returns for how long delivery of an update is tried at all, in hours. */
  public int getExpireAfterHours() {
    return settings.expireAfterHours();
  }

  /**
   * Sets for how long delivery of an update is tried at all.
   *
   * @param expireAfterHours hours, 1 to 8784
   * @throws ParameterException if that is not allowed
   */
  @DataBoundSetter
  public void setExpireAfterHours(int expireAfterHours) {
    change(next -> next.setExpireAfterHours(expireAfterHours));
  }

  /** Returns how descriptions are written if a step does not say; null for plain text. */
  public @Nullable String getFormat() {
    return settings.format();
  }

  /**
   * Sets how descriptions are written if a step does not say.
   *
   * @param format {@code plain}, {@code markdown} or {@code html}; null or blank for plain
   * @throws ParameterException if it is no format
   */
  @DataBoundSetter
  public void setFormat(@Nullable String format) {
    change(next -> next.setFormat(format));
  }

  /** Returns how hard, and how long, delivery is tried. */
  public DeliveryPolicy policy() {
    return settings.policy();
  }

  /** Returns a service of the global configuration by its name; null if there is none. */
  public @Nullable StatusHubService service(String name) {
    return ServiceLists.find(settings.services(), name);
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

  /** Checks the hosts that folders may post to. */
  @POST
  public FormValidation doCheckAllowedHosts(@QueryParameter String value) {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    return check(() -> new Settings().setAllowedHosts(value));
  }

  /** Checks the ledger's folder, as far as that goes without writing anything. */
  @POST
  public FormValidation doCheckLedgerFolder(@QueryParameter String value) {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    FormValidation found = check(() -> new Settings().setLedgerFolder(value));
    String folder = Util.fixEmptyAndTrim(value);
    if (found.kind != FormValidation.Kind.OK || folder == null) {
      return found;
    }
    Path existing = Path.of(folder);
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing != null && Files.isDirectory(existing) && Files.isWritable(existing)
        ? FormValidation.ok()
        : FormValidation.error(Messages.StatusHubConfiguration_notWritable());
  }

  /** Checks the number of attempts. */
  @POST
  public FormValidation doCheckAttempts(@QueryParameter String value) {
    return check(value, Settings::setAttempts);
  }

  /** Checks the timeout. */
  @POST
  public FormValidation doCheckTimeoutSeconds(@QueryParameter String value) {
    return check(value, Settings::setTimeoutSeconds);
  }

  /** Checks the time for one POST. */
  @POST
  public FormValidation doCheckRequestTimeoutSeconds(@QueryParameter String value) {
    return check(value, Settings::setRequestTimeoutSeconds);
  }

  /** Checks the time after which an update expires. */
  @POST
  public FormValidation doCheckExpireAfterHours(@QueryParameter String value) {
    return check(value, Settings::setExpireAfterHours);
  }

  private static FormValidation check(@Nullable String value, ObjIntConsumer<Settings> setter) {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    try {
      int number = Integer.parseInt(Util.fixNull(value).trim());
      return check(() -> setter.accept(new Settings(), number));
    } catch (NumberFormatException e) {
      return FormValidation.error(Messages.StatusHubConfiguration_wholeNumber());
    }
  }

  private static FormValidation check(Runnable setter) {
    try {
      setter.run();
      return FormValidation.ok();
    } catch (ParameterException e) {
      return FormErrors.under(e);
    }
  }
}
