package io.jenkins.statushub.benchmarks;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.sending.FlushReport;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/**
 * One process that fills a ledger with pending updates, delivers them all to a hub that is a
 * constant in memory, and prints the wall time and its thread's processor time of each delivery, in
 * microseconds.
 */
final class FlushProbe {
  private static final int WARM_UP = 500;
  private static final Clock CLOCK = Clock.systemUTC();

  private FlushProbe() {}

  /** The arguments: {@code ledger} or {@code sqlite}, a folder, services, incidents, updates. */
  public static void main(String[] arguments) throws SQLException {
    Path folder = Path.of(arguments[1]);
    int services = Integer.parseInt(arguments[2]);
    int incidents = Integer.parseInt(arguments[3]);
    int updates = Integer.parseInt(arguments[4]);
    boolean sqlite = arguments[0].equals("sqlite");
    if (sqlite) {
      sqlite(folder.resolve("warm-up.db"), 1, WARM_UP, 1);
    } else {
      ledger(folder.resolve("warm-up"), 1, WARM_UP, 1);
    }
    double[] times =
        sqlite
            ? sqlite(folder.resolve("counted.db"), services, incidents, updates)
            : ledger(folder.resolve("counted"), services, incidents, updates);
    System.out.println(times[0]);
    System.out.println(times[1]);
  }

  private static double[] ledger(Path folder, int services, int incidents, int updates) {
    try (StatusHubClient client = GrowthProbe.client(folder, false)) {
      for (int update = 1; update <= updates; update++) {
        for (int incident = 0; incident < incidents; incident++) {
          Announcement next = announcement(incident % services, incident, update);
          client.enqueue(next, "measuring").toCompletableFuture().join();
        }
      }
    }
    int all = incidents * updates;
    try (StatusHubClient client = GrowthProbe.client(folder, true)) {
      return times(
          all,
          () -> {
            FlushReport report =
                client
                    .flush(false, Duration.ofHours(1), progress -> {})
                    .toCompletableFuture()
                    .join();
            if (report.delivered() != all) {
              throw new IllegalStateException(report.toString());
            }
          });
    }
  }

  private static double[] sqlite(Path file, int services, int incidents, int updates)
      throws SQLException {
    try (SqliteLedger sqlite = new SqliteLedger(file, "OFF")) {
      for (int update = 1; update <= updates; update++) {
        for (int incident = 0; incident < incidents; incident++) {
          Announcement next = announcement(incident % services, incident, update);
          sqlite.record(
              "service-" + incident % services,
              "incident-" + incident,
              update,
              next.payload().toJson());
        }
      }
      sqlite.synchronous("NORMAL");
      return times(incidents * updates, () -> deliverAll(sqlite, incidents * updates));
    }
  }

  private static void deliverAll(SqliteLedger sqlite, int all) throws SQLException {
    int count = 0;
    for (var next = sqlite.next(); next != null; next = sqlite.next()) {
      if (next.payload().length > 0) {
        count++;
      }
      sqlite.delivered(next.row());
    }
    if (count != all) {
      throw new IllegalStateException(count + " of " + all);
    }
  }

  /** What is measured. */
  private interface Work {
    void run() throws SQLException;
  }

  private static double[] times(int count, Work work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    try {
      work.run();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new double[] {
      (System.nanoTime() - start) / 1e3 / count,
      (threads.getCurrentThreadCpuTime() - cpu) / 1e3 / count
    };
  }

  private static Announcement announcement(int service, int incident, int update) {
    return Announcement.incident()
        .service("service-" + service)
        .id("incident-" + incident)
        .origin("build " + update)
        .title("Slow checkouts")
        .description("Payments take up to a minute. We are looking into it.")
        .state("investigating")
        .status("degraded")
        .build(CLOCK)
        .get(0);
  }
}
