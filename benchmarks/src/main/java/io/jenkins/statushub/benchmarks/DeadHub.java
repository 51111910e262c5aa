package io.jenkins.statushub.benchmarks;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.sending.Outcome;
import io.jenkins.statushub.transport.HookUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** How long a hub that is not there holds somebody who waits. */
final class DeadHub {
  private static final Duration[] BUDGETS = {Duration.ofSeconds(2), Duration.ofSeconds(10)};

  private final Path folder;
  private final Table table = new Table("hub", "timeout, s", "held, s", "outcome");

  private DeadHub(Path folder) {
    this.folder = folder;
  }

  static Table measure(Path folder) throws IOException {
    DeadHub dead = new DeadHub(folder);
    int closed;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = free.getLocalPort();
    }
    dead.hold("refuses connections", closed);
    // Never accepted: the kernel takes the connection, and nobody answers.
    try (ServerSocket hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      dead.hold("takes connections and never answers", hole.getLocalPort());
    }
    return dead.table;
  }

  private void hold(String what, int port) {
    HookUrl url = HookUrl.parse("hook URL", "http://127.0.0.1:" + port + "/hook");
    try (StatusHubClient client =
        StatusHubClient.builder(
                folder, (service, hookUrlRef) -> CompletableFuture.completedFuture(url))
            .build()) {
      for (Duration timeout : BUDGETS) {
        Announcement announcement =
            Announcement.incident()
                .service("shop")
                .key(what + timeout)
                .title("Slow checkouts")
                .status("degraded")
                .build(Clock.systemUTC())
                .get(0);
        long start = System.nanoTime();
        Outcome outcome = client.announce(announcement, timeout).toCompletableFuture().join();
        table.row(
            what,
            Long.toString(timeout.toSeconds()),
            Table.number((System.nanoTime() - start) / 1e9, 2),
            outcome.kind().wire());
      }
    }
  }
}
