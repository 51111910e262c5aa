package io.jenkins.plugins.statushub.announcement;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Run;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * Marks credentials as used by builds, each once for a build: the credentials plugin writes its
 * record anew, and waits for the disk, each time that it is told.
 */
final class CredentialUses {
  private static final Map<Run<?, ?>, Set<String>> TRACKED = new WeakHashMap<>();

  private CredentialUses() {}

  /**
   * Marks a credential.
   *
   * @param route tells it from others of the same id
   */
  static void track(Run<?, ?> run, StringCredentials credentials, String route) {
    Set<String> known;
    synchronized (TRACKED) {
      known = TRACKED.computeIfAbsent(run, any -> ConcurrentHashMap.newKeySet());
    }
    if (known.add(route + ' ' + credentials.getId())) {
      CredentialsProvider.track(run, credentials);
    }
  }
}
