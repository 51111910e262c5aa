package io.jenkins.statushub.transport;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * One POST, once. An implementation does not follow redirects, does not repeat the request by
 * itself, reads at most a small part of the answer, and lets no exception out that holds the hook
 * URL.
 */
public interface Transport extends AutoCloseable {

  /**
   * Sends one request.
   *
   * @param url where to
   * @param json the body, UTF-8 JSON
   * @param timeout the most that connecting, sending and the whole answer may take together
   * @return a stage that always completes normally, within about {@code timeout}
   */
  CompletionStage<TransportResult> post(HookUrl url, byte[] json, Duration timeout);

  /** Lets go of what the transport holds; what is under way may fail. */
  @Override
  default void close() {}
}
