package io.jenkins.statushub.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A {@link Receiver} in a process of its own, so that nothing of it counts as the sender's. */
final class ReceiverProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  ReceiverProcess() throws IOException {
    process = Child.of(Receiver.class, List.of()).start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String first = lines.readLine();
    if (first == null) {
      throw new IOException("the receiver did not start");
    }
    port = Integer.parseInt(first);
  }

  String url() {
    return "http://127.0.0.1:" + port + "/hooks/benchmark";
  }

  @Override
  public void close() {
    process.destroy();
  }
}
