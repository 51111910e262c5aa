package io.jenkins.plugins.statushub.config;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.statushub.hook.ServiceId;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * Marks credentials as used by builds, each once for a build: the credentials plugin writes its
 * record anew, and waits for the disk, each time that it is told.
 */
@Extension
public final class CredentialUses {
  private final Map<ServiceId, StringCredentials> found = new ConcurrentHashMap<>();
  private final Map<Run<?, ?>, Set<String>> tracked = new WeakHashMap<>();

  /** Returns the uses of this controller's credentials. */
  public static CredentialUses get() {
    return ExtensionList.lookupSingleton(CredentialUses.class);
  }

  /** Notes the credential that a service had when its hook URL was looked up last. */
  void found(ServiceId service, StringCredentials credentials) {
    found.put(service, credentials);
  }

  /**
   * Marks the credential that a service's hook URL was read from as used by a build. Writes files.
   * Does nothing if no hook URL of the service was found yet.
   */
  public void track(Run<?, ?> run, ServiceId service) {
    StringCredentials credentials = found.get(service);
    if (credentials == null) {
      return;
    }
    Set<String> known;
    synchronized (tracked) {
      known = tracked.computeIfAbsent(run, any -> ConcurrentHashMap.newKeySet());
    }
    if (known.add(service.scope() + ' ' + credentials.getId())) {
      CredentialsProvider.track(run, credentials);
    }
  }
}
