package io.jenkins.statushub.sending;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.IncidentBuilder;
import io.jenkins.statushub.announcement.MaintenanceBuilder;
import io.jenkins.statushub.concurrent.ManualScheduler;
import io.jenkins.statushub.ledger.store.LedgerStorage;
import io.jenkins.statushub.testing.ManualClock;
import io.jenkins.statushub.transport.HookUrl;
import io.jenkins.statushub.transport.Transport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** A client whose time the test moves, with the parameters that most tests don't care about. */
public final class LedgerFixture implements AutoCloseable {
  public static final Duration HOUR = Duration.ofHours(1);
  public static final HookUrl URL =
      HookUrl.parse("hook URL", "https://hub.example/hooks/s3cr3t-part");

  public final ManualClock clock;
  public final ManualScheduler scheduler;
  public final List<String> notices = Collections.synchronizedList(new ArrayList<>());
  public final StatusHubClient hub;

  /** The same folder, for tests that reach behind the client. */
  public final LedgerStorage storage;

  private LedgerFixture(
      Path folder,
      Transport transport,
      ManualClock clock,
      UnaryOperator<StatusHubClient.Builder> more) {
    this.clock = clock;
    this.scheduler = new ManualScheduler(clock);
    LongSupplier ticker = ticker(clock);
    this.storage = new LedgerStorage(folder, clock, ticker, notices::add, false);
    this.hub =
        more.apply(
                StatusHubClient.builder(
                        folder, (service, hookUrlRef) -> CompletableFuture.completedFuture(URL))
                    .transport(transport)
                    .clock(clock)
                    .ticker(ticker)
                    .scheduler(scheduler)
                    .random(new Random(1))
                    .fsync(false)
                    .notices(notices::add))
            .build();
  }

  /** Measures time limits by a clock that the test moves. */
  public static LongSupplier ticker(Clock clock) {
    return () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos();
  }

  public static LedgerFixture open(Path folder, Transport transport) {
    return open(folder, transport, new ManualClock());
  }

  public static LedgerFixture open(Path folder, Transport transport, ManualClock clock) {
    return new LedgerFixture(folder, transport, clock, builder -> builder);
  }

  public static LedgerFixture open(
      Path folder, Transport transport, UnaryOperator<StatusHubClient.Builder> settings) {
    return new LedgerFixture(folder, transport, new ManualClock(), settings);
  }

  public static LedgerFixture open(
      Path folder,
      Transport transport,
      ManualClock clock,
      UnaryOperator<StatusHubClient.Builder> settings) {
    return new LedgerFixture(folder, transport, clock, settings);
  }

  /** An incident's update of service shop under the key deploy. */
  public static IncidentBuilder incident() {
    return Announcement.incident()
        .service("shop")
        .key("deploy")
        .origin("build 1")
        .title("Slow #1")
        .status("degraded");
  }

  public static MaintenanceBuilder maintenance() {
    return Announcement.maintenance()
        .service("shop")
        .key("deploy")
        .origin("build 1")
        .title("Upgrade #1")
        .duration("30m")
        .status("down");
  }

  public Announcement one(IncidentBuilder builder) {
    return builder.build(clock).get(0);
  }

  public Announcement one(MaintenanceBuilder builder) {
    return builder.build(clock).get(0);
  }

  public Outcome announce(IncidentBuilder builder) {
    return finished(hub.announce(one(builder)).toCompletableFuture());
  }

  public Outcome announce(MaintenanceBuilder builder) {
    return finished(hub.announce(one(builder)).toCompletableFuture());
  }

  public Outcome enqueue(IncidentBuilder builder) {
    return finished(hub.announce(one(builder), Duration.ZERO).toCompletableFuture());
  }

  public FlushReport flush(boolean onlyDue) {
    return finished(hub.flush(onlyDue, HOUR, progress -> {}).toCompletableFuture());
  }

  /** Runs what is scheduled until a result is there. */
  public <T> T finished(CompletableFuture<T> result) {
    while (!result.isDone() && scheduler.runNext()) {
      // The scheduler moved the time.
    }
    if (!result.isDone()) {
      throw new AssertionError("nothing is left to do, and there is no result");
    }
    return result.join();
  }

  @Override
  public void close() {
    hub.close();
    storage.close();
  }
}
