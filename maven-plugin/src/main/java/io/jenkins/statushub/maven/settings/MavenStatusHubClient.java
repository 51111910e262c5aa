package io.jenkins.statushub.maven.settings;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.sending.HookUrls;
import io.jenkins.statushub.transport.urlconnection.UrlConnectionTransport;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/** Makes the core's client for a Maven session. */
public final class MavenStatusHubClient {
  private MavenStatusHubClient() {}

  /**
   * Makes a client, to be closed.
   *
   * @param ledger the ledger's folder; null for none
   * @param notices takes lines that people should see although no announcement failed
   * @throws io.jenkins.statushub.input.ParameterException if a proxy's password can't be decrypted
   */
  public static StatusHubClient open(
      MavenSession session,
      SettingsSecrets secrets,
      HookUrls hookUrls,
      @Nullable Path ledger,
      DeliveryPolicy policy,
      Consumer<String> notices) {
    SettingsProxies proxies = new SettingsProxies(session.getSettings().getProxies(), secrets);
    if (!session.isOffline()) {
      proxies.check();
    }
    return (ledger == null
            ? StatusHubClient.builderWithoutLedger(hookUrls)
            : StatusHubClient.builder(ledger, hookUrls))
        .transport(new UrlConnectionTransport(proxies, null))
        .policy(policy)
        .notices(notices)
        .build();
  }
}
