package io.jenkins.plugins.statushub.client;

import io.jenkins.plugins.statushub.config.CredentialLookups;
import io.jenkins.plugins.statushub.config.ServiceLookup;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.sending.HookUrls;
import io.jenkins.statushub.transport.HookUrl;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Finds hook URLs anew for each announcement, so that a corrected credential is used at once. Those
 * who ask for the same service at the same time share one look-up.
 */
final class HookUrlLookup implements HookUrls {
  private final ConcurrentHashMap<ServiceId, CompletableFuture<HookUrl>> running =
      new ConcurrentHashMap<>();
  private final Executor executor;

  /**
   * Creates the look-up.
   *
   * @param executor runs what comes after it, so that threads for credentials are free again
   */
  HookUrlLookup(Executor executor) {
    this.executor = executor;
  }

  @Override
  public CompletionStage<HookUrl> find(ServiceId service, @Nullable String hookUrlRef) {
    CompletableFuture<HookUrl> mine = new CompletableFuture<>();
    CompletableFuture<HookUrl> shared = running.putIfAbsent(service, mine);
    if (shared != null) {
      return shared.copy();
    }
    CredentialLookups.get()
        .run(service.scope(), () -> ServiceLookup.hookUrl(service))
        .whenCompleteAsync(
            (hookUrl, failure) -> {
              running.remove(service, mine);
              if (failure != null) {
                mine.completeExceptionally(failure);
              } else {
                mine.complete(hookUrl);
              }
            },
            executor);
    return mine.copy();
  }
}
