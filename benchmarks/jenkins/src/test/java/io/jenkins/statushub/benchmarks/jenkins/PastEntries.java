package io.jenkins.statushub.benchmarks.jenkins;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.ledger.store.LedgerStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Incidents that were resolved and maintenance windows that are over, half of each. They are
 * written as the ledger keeps them at last: announcing a hundred thousand takes minutes.
 */
final class PastEntries {
  /** What only one of them has in its title. */
  static final String ONE = "needle";

  private static final ServiceId SERVICE = new ServiceId("", "shop");

  /** More than any other kind of entry goes back, less than what is over is kept. */
  private static final Duration AGE = Duration.ofDays(5);

  private PastEntries() {}

  /**
   * Adds some to a ledger.
   *
   * @param pause between one and the next
   */
  static void fill(Path folder, int count, Duration pause) throws IOException {
    Instant last = Instant.now().minus(AGE);
    try (LedgerStorage storage =
        new LedgerStorage(folder, Clock.systemUTC(), System::nanoTime, line -> {}, false)) {
      for (int i = 0; i < count; i++) {
        storage.save(entry(i, last.minus(pause.multipliedBy(count - i))), false);
      }
    }
  }

  private static LedgerEntry entry(int number, Instant opened) {
    boolean incident = number % 2 == 1;
    String key = FilledHome.job(number % FilledHome.JOBS);
    String title = "number " + number + (number == 1 ? " " + ONE : "");
    Clock clock = Clock.fixed(opened, ZoneOffset.UTC);
    List<Payload> payloads = new ArrayList<>();
    if (incident) {
      for (String state : new String[] {"investigating", "resolved"}) {
        payloads.add(
            Announcement.incident()
                .service(SERVICE.name())
                .title("Slow checkouts, " + title)
                .description("Payments take up to a minute. We are looking into it.")
                .state(state)
                .status("resolved".equals(state) ? "up" : "degraded")
                .build(clock)
                .get(0)
                .payload());
      }
    } else {
      payloads.add(
          Announcement.maintenance()
              .service(SERVICE.name())
              .title("Database upgrade, " + title)
              .description("The shop may be slow meanwhile.")
              .status("degraded")
              .duration("30m")
              .build(clock)
              .get(0)
              .payload());
    }
    String id = String.format(Locale.ROOT, "shop-%tF-%016x", opened.atZone(ZoneOffset.UTC), number);
    List<UpdateRecord> updates = new ArrayList<>();
    for (Payload each : payloads) {
      int sequence = updates.size() + 1;
      String origin =
          key + "#" + (number + sequence) + "/m9x0k3ab-0123456789ab/" + sequence + "/announced";
      updates.add(
          UpdateRecord.pending(sequence, opened, origin, each.withId(id).toMap())
              .begun(opened)
              .attempted(DeliveryState.DELIVERED, opened, false, ""));
    }
    return new LedgerEntry(
        incident ? LedgerEntry.Kind.INCIDENT : LedgerEntry.Kind.MAINTENANCE,
        SERVICE,
        id,
        key,
        null,
        opened,
        0,
        List.of(),
        updates);
  }
}
