package io.jenkins.statushub.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.files.WatchedFileSystem;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.testing.ManualClock;
import io.jenkins.statushub.transport.Transport;
import io.jenkins.statushub.transport.TransportResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of announcements from several threads and through many ends of the process, to a hub
 * that misbehaves at random. Short in the default build; {@code -Dstatushub.soak=50} makes it 50
 * times as long, {@code -Dstatushub.seed=...} repeats one. All waiting is done by a clock that the
 * test moves.
 */
@Timeout(value = 3, unit = java.util.concurrent.TimeUnit.HOURS)
class SoakTest {
  private static final int ROUNDS = 10 * Integer.getInteger("statushub.soak", 1);
  private static final int THREADS = 4;
  private static final int EACH = 20;
  private static final int KEYS = 6;

  @TempDir Path folder;

  private final long seed = Long.getLong("statushub.seed", System.nanoTime());
  private final HubModel hub = new HubModel();
  private final AtomicInteger inDoubt = new AtomicInteger();
  private final AtomicInteger posts = new AtomicInteger();
  private final Set<String> accepted = new HashSet<>();

  private static final class End extends Error {
    private static final long serialVersionUID = 1L;

    End() {
      super("the process ended", null, false, false);
    }
  }

  /** Ends the process at some file operation, or never. */
  private static final class EndsAt implements WatchedFileSystem.Watch {
    private final int last;
    private final AtomicInteger count = new AtomicInteger();

    EndsAt(int last) {
      this.last = last;
    }

    @Override
    public void before(String operation, Path path) {
      if (count.incrementAndGet() >= last) {
        throw new End();
      }
    }

    boolean came() {
      return count.get() >= last;
    }
  }

  private Transport faulty(Random random) {
    return HubModel.answering(
        json -> {
          posts.incrementAndGet();
          int dice;
          int wait;
          synchronized (random) {
            dice = random.nextInt(100);
            wait = random.nextInt(20);
          }
          TransportResult answer;
          if (dice < 70) {
            hub.take(json);
            answer = TransportResult.answered(202, null, "");
          } else if (dice < 78) {
            // It took it, and the answer was lost.
            hub.take(json);
            inDoubt.incrementAndGet();
            answer = TransportResult.failed("the answer broke off", true);
          } else if (dice < 82) {
            answer = TransportResult.answered(429, Integer.toString(wait), "HTTP 429");
          } else if (dice < 84) {
            answer = TransportResult.answered(404, null, "HTTP 404");
          } else if (dice < 92) {
            answer = TransportResult.answered(503, null, "HTTP 503");
          } else {
            answer = TransportResult.failed("could not connect", false);
          }
          return CompletableFuture.completedFuture(answer);
        });
  }

  @Test
  void losesReordersAndSplitsNothing() throws Exception {
    System.out.println("soak: -Dstatushub.seed=" + seed + ", " + ROUNDS + " rounds");
    Random random = new Random(seed);
    ManualClock clock = new ManualClock();
    int ends = 0;
    for (int round = 0; round < ROUNDS; round++) {
      EndsAt watch =
          new EndsAt(random.nextBoolean() ? Integer.MAX_VALUE : 200 + random.nextInt(4000));
      try (LedgerFixture fixture =
          LedgerFixture.open(
              WatchedFileSystem.watched(folder, watch),
              faulty(new Random(random.nextLong())),
              clock,
              // Threads wait for each other's file work, whatever the clock of the test does.
              builder -> builder.ticker(System::nanoTime))) {
        announceFromThreads(fixture, round, random.nextLong(), watch);
        if (!watch.came()) {
          flush(fixture, watch);
        }
      }
      ends += watch.came() ? 1 : 0;
      clock.advance(Duration.ofMinutes(random.nextInt(60)));
    }
    int duplicatesInDoubt = inDoubt.get() + ends * THREADS;
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport(), clock)) {
      clock.advance(Duration.ofHours(2));
      FlushReport report = fixture.flush(false);

      assertThat(report.remaining()).isZero();
      assertThat(fixture.hub.ledger().damaged()).isEmpty();
      assertThat(new HashSet<>(titles())).describedAs("lost").containsAll(accepted);
      assertThat(hub.disorder()).isEmpty();
      assertThat(hub.duplicates()).isLessThanOrEqualTo(duplicatesInDoubt);
      assertOrderOfTheLedger(fixture);
      assertNoSecondIncident();
    }
    System.out.println(
        "soak: "
            + accepted.size()
            + " announced, "
            + posts
            + " posts, "
            + hub.ids().size()
            + " incidents, "
            + ends
            + " ends of the process, "
            + hub.duplicates()
            + " doubled, all of "
            + duplicatesInDoubt
            + " in doubt at the most");
  }

  private static void flush(LedgerFixture fixture, EndsAt watch) {
    try {
      fixture.finished(
          fixture.hub.flush(true, Duration.ofMinutes(5), progress -> {}).toCompletableFuture());
    } catch (CompletionException e) {
      assertThat(watch.came()).describedAs(e.toString()).isTrue();
    }
  }

  private List<String> titles() {
    return hub.all().stream().map(line -> line.substring(0, line.lastIndexOf(' '))).toList();
  }

  private void announceFromThreads(LedgerFixture fixture, int round, long seed, EndsAt watch)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      Random random = new Random(seed + t);
      String thread = round + "." + t;
      Thread started =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < EACH && !watch.came(); i++) {
                    announce(fixture, random, thread + "." + i, watch);
                  }
                } catch (Throwable e) {
                  if (!(e.getCause() instanceof End) && !watch.came()) {
                    synchronized (failures) {
                      failures.add(e);
                    }
                  }
                }
              });
      threads.add(started);
      started.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }

  private void announce(LedgerFixture fixture, Random random, String name, EndsAt watch) {
    boolean end = random.nextInt(6) == 0;
    Announcement announcement =
        fixture.one(
            Announcement.incident()
                .service("shop")
                .key("key " + random.nextInt(KEYS))
                .origin("build " + name)
                .title("t" + name + " #1")
                .state(end ? "resolved" : "identified")
                .status(end ? null : "down"));
    CompletableFuture<Outcome> future = fixture.hub.announce(announcement).toCompletableFuture();
    while (!future.isDone()) {
      if (watch.came()) {
        return;
      }
      if (!fixture.scheduler.runNextWithin(Duration.ofSeconds(15))) {
        Thread.onSpinWait();
      }
    }
    Outcome outcome = future.join();
    if (watch.came()) {
      return;
    }
    assertThat(outcome.reason()).doesNotContain("can't be used");
    // Other threads move the clock: the time limit may come before the work of this one is done.
    boolean timedOut = outcome.reason().contains("did not respond within the time limit");
    if (outcome.kind() != Outcome.Kind.SKIPPED && !timedOut) {
      synchronized (accepted) {
        accepted.add(announcement.payload().title());
      }
    }
  }

  /** The hub has heard everything in the order in which the ledger took it. */
  private void assertOrderOfTheLedger(LedgerFixture fixture) throws IOException {
    try (Stream<LedgerEntry> entries = fixture.hub.ledger().entries()) {
      for (LedgerEntry entry : (Iterable<LedgerEntry>) entries::iterator) {
        Map<String, Integer> places = new HashMap<>();
        entry.updates().forEach(update -> places.put(update.title(), update.sequence()));
        int last = 0;
        for (String line : hub.about(entry.id())) {
          Integer place = places.get(line.substring(0, line.lastIndexOf(' ')));
          if (place != null) {
            assertThat(place).describedAs(entry.id() + ": " + line).isGreaterThanOrEqualTo(last);
            last = place;
          }
        }
      }
    }
  }

  private void assertNoSecondIncident() {
    // Each incident but the last one of a key was ended before the next one was opened.
    long open = hub.ids().stream().filter(hub::isOpen).count();
    assertThat(open).isLessThanOrEqualTo(KEYS);
  }
}
