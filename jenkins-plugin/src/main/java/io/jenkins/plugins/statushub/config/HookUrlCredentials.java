package io.jenkins.plugins.statushub.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jspecify.annotations.Nullable;

/** Offers and judges the Secret text credentials that hold hook URLs, for forms. */
final class HookUrlCredentials {
  private HookUrlCredentials() {}

  /**
   * Lists the credentials that a service can use; only the current one for who may not configure.
   *
   * @param folder the folder of the form; null for the global form
   * @param current the id that is chosen now; null for none
   */
  static ListBoxModel offer(@Nullable AbstractFolder<?> folder, @Nullable String current) {
    ServiceOwner owner = ServiceOwner.of(folder);
    StandardListBoxModel choices = new StandardListBoxModel();
    choices.includeEmptyValue();
    if (owner.mayConfigure() || folder != null && folder.hasPermission(Item.EXTENDED_READ)) {
      for (StringCredentials each : owner.listCredentials()) {
        choices.add(CredentialsNameProvider.name(each), each.getId());
      }
    }
    return choices.includeCurrentValue(Util.fixNull(current));
  }

  /** Recommends the scope that jobs can't reach, where there is one. */
  static FormValidation checkScope(ServiceOwner owner, String credentialsId) {
    StringCredentials credentials = owner.findCredentials(credentialsId);
    if (credentials == null) {
      return FormValidation.error(Messages.HookUrlCheck_none(credentialsId, owner.place()));
    }
    return owner.folder() == null && credentials.getScope() != CredentialsScope.SYSTEM
        ? FormValidation.warning(Messages.HookUrlCheck_scope())
        : FormValidation.ok();
  }
}
