package io.jenkins.statushub.ledger;

import static io.jenkins.statushub.ledger.TestDoor.incident;

import io.jenkins.statushub.StatusHub;
import io.jenkins.statushub.delivery.HookUrl;
import io.jenkins.statushub.delivery.UrlConnectionTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Prints what the ledger costs as it grows. Not a test: figures depend on the machine. Run it with
 * the test class path: {@code java -cp ... io.jenkins.statushub.ledger.LedgerFigures}.
 */
public final class LedgerFigures {
  private LedgerFigures() {}

  /** Prints the figures; the argument is how often each is taken, 3 if there is none. */
  public static void main(String[] arguments) throws IOException {
    int turns = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
    announcing(200, 100);
    for (int turn = 0; turn < turns; turn++) {
      double few = announcing(200, 100);
      double many = announcing(200, 10_000);
      print("one announcement, 100 entries", few, "10,000 entries", many, "ms, median");
    }
    draining(100);
    for (int turn = 0; turn < turns; turn++) {
      double few = draining(100);
      double many = draining(10_000);
      print("draining, each of 100", few, "each of 10,000", many, "ms");
    }
    deadHub();
  }

  private static void print(String what, double few, String other, double many, String unit) {
    System.out.printf("%s: %.3f; %s: %.3f %s; %.2f x%n", what, few, other, many, unit, many / few);
  }

  private static double announcing(int count, int entries) throws IOException {
    Path folder = Files.createTempDirectory("ledger-figures");
    HubModel hub = new HubModel();
    try (StatusHub door = door(folder, hub, true)) {
      try (TestDoor filler = TestDoor.open(folder, hub.transport())) {
        DrainTest.fill(filler, entries, 1);
        filler.drain(true);
      }
      long[] times = new long[count];
      for (int i = 0; i < count; i++) {
        var announcement =
            incident().key("key " + i).title("Slow #1").build(Clock.systemUTC()).get(0);
        long start = System.nanoTime();
        door.announce(announcement).toCompletableFuture().join();
        times[i] = System.nanoTime() - start;
      }
      Arrays.sort(times);
      return times[count / 2] / 1e6;
    } finally {
      delete(folder);
    }
  }

  private static double draining(int entries) throws IOException {
    Path folder = Files.createTempDirectory("ledger-figures");
    HubModel hub = new HubModel();
    try (TestDoor filler = TestDoor.open(folder, hub.transport())) {
      DrainTest.fill(filler, entries, 1);
    }
    try (StatusHub door = door(folder, hub, true)) {
      long before = used();
      long start = System.nanoTime();
      DrainReport report =
          door.drain(false, Duration.ofHours(1), progress -> {}).toCompletableFuture().join();
      double each = (System.nanoTime() - start) / 1e6 / entries;
      System.out.printf(
          "drained %d, memory then %+d KiB%n", report.delivered(), (used() - before) / 1024);
      return each;
    } finally {
      delete(folder);
    }
  }

  /** What is in use after the garbage is gone; the hub's own record is part of it. */
  private static long used() {
    Runtime.getRuntime().gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void deadHub() throws IOException {
    int refused;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      refused = free.getLocalPort();
    }
    budget("connection refused", refused);
    // Never accepted: the kernel takes the connection, and nobody answers.
    try (ServerSocket hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      budget("black hole", hole.getLocalPort());
    }
  }

  private static void budget(String what, int port) throws IOException {
    Path folder = Files.createTempDirectory("ledger-figures");
    HookUrl url = HookUrl.parse("hook URL", "http://127.0.0.1:" + port + "/hook");
    try (StatusHub door =
        StatusHub.builder(folder, (service, route) -> url)
            .transport(new UrlConnectionTransport())
            .build()) {
      for (Duration budget : new Duration[] {Duration.ofSeconds(2), Duration.ofSeconds(10)}) {
        var announcement = incident().title("Slow #1").build(Clock.systemUTC()).get(0);
        long start = System.nanoTime();
        Outcome outcome = door.announce(announcement, budget).toCompletableFuture().join();
        System.out.printf(
            "%s, budget %d s: held for %.2f s, %s%n",
            what, budget.toSeconds(), (System.nanoTime() - start) / 1e9, outcome.kind().wire());
      }
    } finally {
      delete(folder);
    }
  }

  private static StatusHub door(Path folder, HubModel hub, boolean forced) {
    return StatusHub.builder(folder, (service, route) -> TestDoor.URL)
        .transport(hub.transport())
        .forced(forced)
        .build();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}
