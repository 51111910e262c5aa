package io.jenkins.statushub.cli;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.transport.urlconnection.UrlConnectionTransport;
import java.nio.file.Path;

/** Opens the core's client as the command wants it. */
final class CommandClient {
  private CommandClient() {}

  /** Opens one; to be closed. */
  static StatusHubClient open(Path ledger, DeliveryPolicy policy) {
    return StatusHubClient.builder(ledger, CommandHookUrls::find)
        .transport(new UrlConnectionTransport(new EnvironmentProxies(System::getenv), null))
        .policy(policy)
        .notices(Console::log)
        .build();
  }
}
