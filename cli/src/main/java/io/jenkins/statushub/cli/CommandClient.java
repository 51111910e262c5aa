package io.jenkins.statushub.cli;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.transport.HookUrl;
import io.jenkins.statushub.transport.urlconnection.UrlConnectionTransport;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Opens the core's client as the command wants it. */
final class CommandClient {
  private CommandClient() {}

  /** Opens one; to be closed. */
  static StatusHubClient open(Path ledger, DeliveryPolicy policy) {
    return StatusHubClient.builder(ledger, CommandClient::find)
        .transport(new UrlConnectionTransport(new EnvironmentProxies(System::getenv), null))
        .policy(policy)
        .notices(Console::log)
        .build();
  }

  private static CompletionStage<HookUrl> find(ServiceId service, @Nullable String hookUrlRef) {
    try {
      return CompletableFuture.completedFuture(CommandHookUrls.find(service.name(), hookUrlRef));
    } catch (ParameterException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
