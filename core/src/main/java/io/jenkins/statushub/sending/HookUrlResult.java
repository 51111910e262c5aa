package io.jenkins.statushub.sending;

import io.jenkins.statushub.concurrent.Deadline;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.transport.HookUrl;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What looking up a hook URL came to. */
sealed interface HookUrlResult {

  /** It is known. */
  record Found(HookUrl url) implements HookUrlResult {}

  /** None is known, or the one that is known can't be used; a person has to correct it. */
  record Unknown(String reason) implements HookUrlResult {}

  /** It can't be found out at the moment. */
  record Unavailable(String reason) implements HookUrlResult {}

  /**
   * Looks up a hook URL within a time limit.
   *
   * @return a stage that always completes normally
   */
  static CompletableFuture<HookUrlResult> find(
      SendingContext context, ServiceId service, @Nullable String hookUrlRef, Deadline deadline) {
    CompletableFuture<HookUrlResult> result = new CompletableFuture<>();
    try {
      var unused =
          context
              .hookUrls()
              .find(service, hookUrlRef)
              .whenComplete(
                  (url, failure) -> result.complete(url != null ? new Found(url) : of(failure)));
    } catch (RuntimeException e) {
      result.complete(of(e));
    }
    if (!result.isDone()) {
      context
          .scheduler()
          .schedule(
              () -> result.complete(new Unavailable("the hook URL was not found in time")),
              deadline.remaining());
    }
    return result;
  }

  private static HookUrlResult of(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof ParameterException unknown) {
      return new Unknown(String.valueOf(unknown.getMessage()));
    }
    if (cause instanceof HookUrlUnavailableException unavailable) {
      return new Unavailable(String.valueOf(unavailable.getMessage()));
    }
    // Its message may hold anything, so it is not shown.
    String kind = cause == null ? "nothing was found" : cause.getClass().getSimpleName();
    return new Unavailable("the hook URL could not be looked up (" + kind + ")");
  }
}
