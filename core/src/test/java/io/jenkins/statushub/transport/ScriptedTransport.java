package io.jenkins.statushub.transport;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A transport that answers as a test says; where nothing is said, 202. */
public final class ScriptedTransport implements Transport {
  private final Deque<CompletableFuture<TransportResult>> script = new ArrayDeque<>();
  private final List<Sent> sent = new ArrayList<>();

  /** The next post that has no answer yet gets this one. */
  public synchronized ScriptedTransport then(TransportResult answer) {
    script.add(CompletableFuture.completedFuture(answer));
    return this;
  }

  /** The next post that has no answer yet gets this status. */
  public ScriptedTransport then(int status) {
    return then(TransportResult.answered(status, null, status < 300 ? "" : "HTTP " + status));
  }

  /** The next post that has no answer yet waits until the test completes what is returned. */
  public synchronized CompletableFuture<TransportResult> thenWait() {
    CompletableFuture<TransportResult> answer = new CompletableFuture<>();
    script.add(answer);
    return answer;
  }

  @Override
  public synchronized CompletionStage<TransportResult> post(
      HookUrl url, byte[] json, Duration timeout) {
    sent.add(new Sent(url, new String(json, StandardCharsets.UTF_8), timeout));
    CompletableFuture<TransportResult> next = script.poll();
    return next != null
        ? next
        : CompletableFuture.completedFuture(TransportResult.answered(202, null, ""));
  }

  /** All posts, in order. */
  public synchronized List<Sent> sent() {
    return List.copyOf(sent);
  }

  /** One post. */
  public record Sent(HookUrl url, String json, Duration timeout) {}
}
