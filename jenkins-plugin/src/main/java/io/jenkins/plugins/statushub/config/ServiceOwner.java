package io.jenkins.plugins.statushub.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.Secret;
import io.jenkins.plugins.statushub.http.ControllerProxy;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.transport.HookUrl;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Who configures a service: the controller's administrators, or those who configure a folder.
 * Decides which credentials the service can use and where its hook URL may lead.
 *
 * @param folder the folder; null for the global configuration
 */
public record ServiceOwner(@Nullable AbstractFolder<?> folder) {

  /** Returns the owner for the folder that a form belongs to; null for the global form. */
  static ServiceOwner of(@Nullable AbstractFolder<?> folder) {
    return new ServiceOwner(folder);
  }

  /** Lets those pass who may configure the services here. */
  void checkConfigure() {
    if (folder == null) {
      Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    } else {
      folder.checkPermission(Item.CONFIGURE);
    }
  }

  boolean mayConfigure() {
    return folder == null
        ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
        : folder.hasPermission(Item.CONFIGURE);
  }

  /**
   * Finds a credential: of the folder's own stores and no others, or of the controller. A secrets
   * backend may be asked, so this can take long, and can fail in the backend's own ways.
   *
   * @return null if there is none of that id now
   */
  public @Nullable StringCredentials findCredentials(String credentialsId) {
    if (folder == null) {
      return CredentialsProvider.findCredentialByIdInItemGroup(
          credentialsId, StringCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of());
    }
    return CredentialsMatchers.firstOrNull(
        ofFolder(folder), CredentialsMatchers.withId(credentialsId));
  }

  /** Returns all credentials that a service here can use; see {@link #findCredentials}. */
  List<StringCredentials> listCredentials() {
    return folder == null
        ? CredentialsProvider.lookupCredentialsInItemGroup(
            StringCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of())
        : ofFolder(folder);
  }

  private static List<StringCredentials> ofFolder(AbstractFolder<?> folder) {
    List<StringCredentials> found = new ArrayList<>();
    try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
      for (CredentialsProvider provider : CredentialsProvider.enabled(folder)) {
        CredentialsStore store = provider.getStore(folder);
        if (store != null && store.getContext() == folder) {
          for (Domain domain : store.getDomains()) {
            store.getCredentials(domain).stream()
                .filter(StringCredentials.class::isInstance)
                .map(StringCredentials.class::cast)
                .forEach(found::add);
          }
        }
      }
    }
    return found;
  }

  /**
   * Reads the hook URL in a credential and checks where it leads. Looks up the addresses of a
   * folder's hook URL, so this can take long.
   *
   * @throws ParameterException if it is no hook URL, or one that must not be used here; the message
   *     does not hold it
   */
  public HookUrl read(StringCredentials credentials) {
    String source = "the Secret text '" + credentials.getId() + "'";
    HookUrl hookUrl = HookUrl.parse(source, Secret.toString(credentials.getSecret()));
    if (folder != null) {
      StatusHubConfiguration.get().hosts().check(hookUrl, source);
      if (!viaProxy(hookUrl)) {
        AllowedHosts.checkAddresses(hookUrl, source);
      }
    }
    return hookUrl;
  }

  /** A proxy looks up the name itself, and the controller often can't. */
  private static boolean viaProxy(HookUrl hookUrl) {
    return ControllerProxy.isUsedFor(hookUrl.reveal());
  }

  /** Returns where the services are configured, for messages. */
  public String place() {
    return folder == null
        ? "Manage Jenkins » System » StatusHub"
        : "the configuration of the folder '" + folder.getFullName() + "'";
  }
}
