package io.jenkins.plugins.statushub.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.statushub.hook.ServiceNames;
import io.jenkins.statushub.input.ParameterException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** One service of the status page: its name, and the credential that holds its hook URL. */
public final class StatusHubService implements Describable<StatusHubService> {
  private final String name;
  private final String credentialsId;
  private @Nullable String folders;

  /**
   * @param name what steps call it
   * @param credentialsId a Secret text in the controller's own credentials store
   */
  @DataBoundConstructor
  public StatusHubService(String name, String credentialsId) {
    this.name = Util.fixNull(name).trim();
    this.credentialsId = Util.fixNull(credentialsId).trim();
  }

  /** What steps call it. */
  public String getName() {
    return name;
  }

  /** The id of the Secret text that holds the hook URL. */
  public String getCredentialsId() {
    return credentialsId;
  }

  /** The folders whose jobs may speak for it, separated by commas; null for all jobs. */
  public @Nullable String getFolders() {
    return folders;
  }

  /** Limits the service to jobs in these folders, given by their full names. */
  @DataBoundSetter
  public void setFolders(@Nullable String folders) {
    this.folders = Util.fixEmptyAndTrim(folders);
  }

  /** Whether a job may speak for this service. */
  public boolean isFor(String jobFullName) {
    List<String> limits = limits(folders);
    return limits.isEmpty()
        || limits.stream()
            .anyMatch(limit -> jobFullName.equals(limit) || jobFullName.startsWith(limit + "/"));
  }

  private static List<String> limits(@Nullable String folders) {
    List<String> limits = new ArrayList<>();
    for (String each : Util.fixNull(folders).split("[,\\r\\n]+")) {
      if (!each.isBlank()) {
        limits.add(each.trim());
      }
    }
    return limits;
  }

  /** The form of one service. */
  @Extension
  public static final class DescriptorImpl extends Descriptor<StatusHubService> {
    @Override
    public String getDisplayName() {
      return Messages.StatusHubService_displayName();
    }

    /** Offers the controller's own Secret text credentials. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
      return HookUrlCredentials.offerGlobal(credentialsId);
    }

    /** Checks a service's name. */
    @POST
    public FormValidation doCheckName(@QueryParameter String value) {
      Jenkins.get().checkPermission(Jenkins.ADMINISTER);
      try {
        ServiceNames.check(Util.fixNull(value).trim());
        return FormValidation.ok();
      } catch (ParameterException e) {
        return FormValidation.error(e.getMessage());
      }
    }

    /** Checks that the folders are there. */
    @POST
    public FormValidation doCheckFolders(@QueryParameter String value) {
      Jenkins.get().checkPermission(Jenkins.ADMINISTER);
      for (String folder : limits(value)) {
        if (Jenkins.get().getItemByFullName(folder) == null) {
          return FormValidation.warning(Messages.StatusHubService_noFolder(folder));
        }
      }
      return FormValidation.ok();
    }

    /** Says whether a credential was chosen. */
    @POST
    public FormValidation doCheckCredentialsId(@QueryParameter String value) {
      Jenkins.get().checkPermission(Jenkins.ADMINISTER);
      return Util.fixEmptyAndTrim(value) == null
          ? FormValidation.error(Messages.HookUrlCheck_choose())
          : FormValidation.ok();
    }

    /** Looks whether the hook URL can be used. Nothing is posted, so nothing gets public. */
    @POST
    public FormValidation doCheckHookUrl(@QueryParameter String credentialsId) {
      Jenkins.get().checkPermission(Jenkins.ADMINISTER);
      return HookUrlCheck.check(credentialsId);
    }
  }
}
