package io.jenkins.statushub.benchmarks;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.sending.FlushReport;
import io.jenkins.statushub.sending.Outcome;
import io.jenkins.statushub.transport.HookUrl;
import io.jenkins.statushub.transport.TransportResult;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One process that does one thing to a ledger and prints what it cost, in microseconds and bytes.
 * The hub is a constant in memory: what is measured is the ledger.
 */
final class GrowthProbe {
  private static final int ANNOUNCEMENTS = 300;
  private static final int WARM_UP = 500;
  private static final Clock CLOCK = Clock.systemUTC();
  private static final HookUrl URL = HookUrl.parse("hook URL", "http://127.0.0.1:9/hook");

  private GrowthProbe() {}

  /** The arguments: what to do, the ledger's folder, how many entries. */
  public static void main(String[] arguments) {
    long begun = System.nanoTime();
    Path folder = Path.of(arguments[1]);
    int entries = Integer.parseInt(arguments[2]);
    switch (arguments[0]) {
      case "fill" -> fill(folder, entries);
      case "start" -> start(folder, begun);
      case "announce" -> announce(folder);
      case "flush" -> {
        Path warmUp = folder.resolve("warm-up");
        fill(warmUp, WARM_UP);
        flush(warmUp, WARM_UP);
        double micros = flush(folder, entries);
        System.out.println(micros);
        System.out.println(liveBytes());
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void fill(Path folder, int entries) {
    try (StatusHubClient client = client(folder, false)) {
      for (int i = 0; i < entries; i++) {
        client.enqueue(incident("pending " + i), "measuring").toCompletableFuture().join();
      }
    }
  }

  /** The first announcement of a process, from when its own code begins to run. */
  private static void start(Path folder, long begun) {
    try (StatusHubClient client = client(folder, true)) {
      delivered(client, "start " + ProcessHandle.current().pid());
      System.out.println((System.nanoTime() - begun) / 1e3);
    }
  }

  private static void announce(Path folder) {
    try (StatusHubClient client = client(folder, true)) {
      String run = " " + ProcessHandle.current().pid();
      for (int i = 0; i < WARM_UP; i++) {
        delivered(client, "warm-up " + i + run);
      }
      Sample micros = new Sample();
      for (int i = 0; i < ANNOUNCEMENTS; i++) {
        long start = System.nanoTime();
        delivered(client, "counted " + i + run);
        micros.add((System.nanoTime() - start) / 1e3);
      }
      System.out.println(micros.median());
    }
  }

  /** Returns the microseconds of each delivery. */
  private static double flush(Path folder, int entries) {
    try (StatusHubClient client = client(folder, true)) {
      long start = System.nanoTime();
      FlushReport report =
          client.flush(false, Duration.ofHours(1), progress -> {}).toCompletableFuture().join();
      double micros = (System.nanoTime() - start) / 1e3;
      if (report.delivered() != entries) {
        throw new IllegalStateException(report.toString());
      }
      return micros / entries;
    }
  }

  /** The most that was in use right after a collection. */
  private static double liveBytes() {
    System.gc();
    double bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage after = pool.getCollectionUsage();
      if (pool.getType() == MemoryType.HEAP && after != null) {
        bytes += after.getUsed();
      }
    }
    return bytes;
  }

  static StatusHubClient client(Path folder, boolean fsynced) {
    return StatusHubClient.builder(
            folder, (service, hookUrlRef) -> CompletableFuture.completedFuture(URL))
        .transport(
            (url, json, timeout) ->
                CompletableFuture.completedFuture(TransportResult.answered(202, null, "")))
        .fsync(fsynced)
        .build();
  }

  private static void delivered(StatusHubClient client, String key) {
    Outcome outcome = client.announce(incident(key)).toCompletableFuture().join();
    if (outcome.kind() != Outcome.Kind.DELIVERED) {
      throw new IllegalStateException(outcome.toString());
    }
  }

  private static Announcement incident(String key) {
    return Announcement.incident()
        .service("shop")
        .key(key)
        .origin("build 41")
        .title("Slow checkouts")
        .description("Payments take up to a minute. We are looking into it.")
        .state("investigating")
        .status("degraded")
        .build(CLOCK)
        .get(0);
  }
}
