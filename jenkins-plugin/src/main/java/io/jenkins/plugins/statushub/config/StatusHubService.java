package io.jenkins.plugins.statushub.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.Extension;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.ItemGroup;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.statushub.hook.ServiceNames;
import io.jenkins.statushub.input.ParameterException;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Configures one service of the status page: its name, and the credential that holds its hook URL.
 * The same in the global configuration and on a folder.
 */
public final class StatusHubService implements Describable<StatusHubService> {
  private final String name;
  private final String credentialsId;
  private @Nullable String folders;

  /**
   * Creates a service. Nothing is checked before it is added somewhere.
   *
   * @param name what steps call it
   * @param credentialsId the id of a Secret text that holds the hook URL: of the controller's
   *     credentials for a service of the global configuration, of the folder's own ones for a
   *     folder's
   */
  @DataBoundConstructor
  public StatusHubService(String name, String credentialsId) {
    this.name = Util.fixNull(name).trim();
    this.credentialsId = Util.fixNull(credentialsId).trim();
  }

  /** Returns what steps call it. */
  public String getName() {
    return name;
  }

  /** Returns the id of the Secret text that holds the hook URL. */
  public String getCredentialsId() {
    return credentialsId;
  }

  /** Returns the folders whose jobs may post to it, separated by commas; null for all jobs. */
  public @Nullable String getFolders() {
    return folders;
  }

  /**
   * Limits a service of the global configuration to the jobs in some folders.
   *
   * @param folders their full names, separated by commas; null or blank for all jobs
   */
  @DataBoundSetter
  public void setFolders(@Nullable String folders) {
    this.folders = Util.fixEmptyAndTrim(folders);
  }

  /** Whether jobs of a folder, or of Jenkins itself, may post to it. */
  boolean isFor(ItemGroup<?> group) {
    return FolderLimits.read(folders).admits(group);
  }

  /** Returns the same service with other folders. */
  StatusHubService withFolders(FolderLimits limits) {
    StatusHubService changed = new StatusHubService(name, credentialsId);
    changed.setFolders(limits.text());
    return changed;
  }

  /** Describes the form of one service. */
  @Extension
  @Symbol("statusHubService")
  public static final class DescriptorImpl extends Descriptor<StatusHubService> {
    @Override
    public String getDisplayName() {
      return Messages.StatusHubService_displayName();
    }

    /** Offers the Secret text credentials of the store that the service can use. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(
        @AncestorInPath @Nullable AbstractFolder<?> folder, @QueryParameter String credentialsId) {
      return HookUrlCredentials.offer(folder, credentialsId);
    }

    /** Checks a service's name, once something of the service is filled in. */
    @POST
    public FormValidation doCheckName(
        @AncestorInPath @Nullable AbstractFolder<?> folder,
        @QueryParameter String value,
        @QueryParameter String credentialsId) {
      ServiceOwner.of(folder).checkConfigure();
      if (isUntouched(value, credentialsId)) {
        return FormValidation.ok();
      }
      try {
        ServiceNames.check(Util.fixNull(value).trim());
        return FormValidation.ok();
      } catch (ParameterException e) {
        return FormErrors.under(e);
      }
    }

    private static boolean isUntouched(String name, String credentialsId) {
      return Util.fixEmptyAndTrim(name) == null && Util.fixEmptyAndTrim(credentialsId) == null;
    }

    /** Checks that the folders are there. */
    @POST
    public FormValidation doCheckFolders(@QueryParameter String value) {
      Jenkins.get().checkPermission(Jenkins.ADMINISTER);
      try {
        String unknown = FolderLimits.parse(value).unknown();
        return unknown == null
            ? FormValidation.ok()
            : FormValidation.error(Messages.StatusHubService_noFolder(unknown));
      } catch (ParameterException e) {
        return FormErrors.under(e);
      }
    }

    /** Completes the full name of a folder. */
    @POST
    public AutoCompletionCandidates doAutoCompleteFolders(@QueryParameter String value) {
      Jenkins.get().checkPermission(Jenkins.ADMINISTER);
      return AutoCompletionCandidates.ofJobNames(
          AbstractFolder.class, Util.fixNull(value).trim(), Jenkins.get());
    }

    /** Says whether a credential was chosen, and whether jobs can read it. */
    @POST
    public FormValidation doCheckCredentialsId(
        @AncestorInPath @Nullable AbstractFolder<?> folder,
        @QueryParameter String value,
        @QueryParameter String name) {
      ServiceOwner owner = ServiceOwner.of(folder);
      owner.checkConfigure();
      if (isUntouched(name, value)) {
        return FormValidation.ok();
      }
      String id = Util.fixEmptyAndTrim(value);
      if (id == null) {
        return FormValidation.error(Messages.HookUrlCheck_choose());
      }
      return HookUrlCredentials.checkScope(owner, id);
    }

    /** Checks whether the hook URL can be used. Nothing is posted, so nothing gets public. */
    @POST
    public FormValidation doCheckHookUrl(
        @AncestorInPath @Nullable AbstractFolder<?> folder, @QueryParameter String credentialsId) {
      ServiceOwner owner = ServiceOwner.of(folder);
      owner.checkConfigure();
      return HookUrlCheck.check(owner, credentialsId);
    }

    /** Posts a draft to the hook URL, which stays unpublished and notifies nobody. */
    @POST
    public FormValidation doSendTestDraft(
        @AncestorInPath @Nullable AbstractFolder<?> folder, @QueryParameter String credentialsId) {
      ServiceOwner owner = ServiceOwner.of(folder);
      owner.checkConfigure();
      return HookUrlCheck.sendDraft(owner, credentialsId);
    }
  }
}
