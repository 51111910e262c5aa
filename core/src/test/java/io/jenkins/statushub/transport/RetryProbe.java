package io.jenkins.statushub.transport;

import io.jenkins.statushub.testing.RawReceiver;
import java.time.Duration;

/**
 * Run in a JVM of its own, whose properties ask the JDK to repeat requests: posts over a kept
 * connection that breaks, and prints what came of it.
 */
final class RetryProbe {
  private RetryProbe() {}

  public static void main(String[] args) throws Exception {
    Transport transport = TransportKind.valueOf(args[0]).create(null);
    try (RawReceiver receiver =
        RawReceiver.start(
            connection -> {
              connection.readRequest();
              connection.write(RawReceiver.answer(200, "", "ok"));
              connection.readRequest();
            })) {
      HookUrl url =
          HookUrl.parse("hookUrl", "http://127.0.0.1:" + receiver.port() + "/" + Fault.SECRET);
      TransportResult last = null;
      for (int i = 0; i < 2; i++) {
        last =
            transport
                .post(url, new byte[] {'{', '}'}, Duration.ofSeconds(30))
                .toCompletableFuture()
                .get();
      }
      System.out.println("requests=" + receiver.requests().size() + " " + last);
    }
  }
}
