package io.jenkins.statushub.maven;

import io.jenkins.statushub.StatusHub;
import io.jenkins.statushub.delivery.DeliveryPolicy;
import io.jenkins.statushub.delivery.UrlConnectionTransport;
import io.jenkins.statushub.ledger.HookUrls;
import io.jenkins.statushub.ledger.Notices;
import java.nio.file.Path;
import javax.inject.Provider;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** Opens the core's door as a Maven session wants it. */
public final class Doors {
  private Doors() {}

  /**
   * Opens one; to be closed.
   *
   * @param folder of the ledger
   * @param notices told of what no announcement tells
   * @throws io.jenkins.statushub.hook.MistakeException if a proxy's password can't be decrypted
   */
  public static StatusHub open(
      MavenSession session,
      Provider<SettingsDecrypter> decrypter,
      HookUrls hookUrls,
      Path folder,
      DeliveryPolicy policy,
      Notices notices) {
    SettingsProxies proxies = new SettingsProxies(session.getSettings().getProxies(), decrypter);
    if (!session.isOffline()) {
      proxies.check();
    }
    return StatusHub.builder(folder, hookUrls)
        .transport(new UrlConnectionTransport(proxies, null))
        .policy(policy)
        .notices(notices)
        .build();
  }
}
