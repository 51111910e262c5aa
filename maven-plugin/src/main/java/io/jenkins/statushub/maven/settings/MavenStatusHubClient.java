package io.jenkins.statushub.maven.settings;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.ledger.Notices;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.sending.HookUrls;
import io.jenkins.statushub.transport.urlconnection.UrlConnectionTransport;
import java.nio.file.Path;
import javax.inject.Provider;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** Opens the core's door as a Maven session wants it. */
public final class MavenStatusHubClient {
  private MavenStatusHubClient() {}

  /**
   * Opens one; to be closed.
   *
   * @param folder of the ledger
   * @param notices told of what no announcement tells
   * @throws io.jenkins.statushub.input.ParameterException if a proxy's password can't be decrypted
   */
  public static StatusHubClient open(
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
    return StatusHubClient.builder(folder, hookUrls)
        .transport(new UrlConnectionTransport(proxies, null))
        .policy(policy)
        .notices(notices)
        .build();
  }
}
