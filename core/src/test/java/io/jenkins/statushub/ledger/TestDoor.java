package io.jenkins.statushub.ledger;

import io.jenkins.statushub.StatusHub;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.IncidentBuilder;
import io.jenkins.statushub.announcement.MaintenanceBuilder;
import io.jenkins.statushub.delivery.HookUrl;
import io.jenkins.statushub.delivery.Transport;
import io.jenkins.statushub.testing.ManualClock;
import io.jenkins.statushub.testing.ManualScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A door whose time the test moves, with the parameters that most tests don't care about. */
final class TestDoor implements AutoCloseable {
  static final Duration HOUR = Duration.ofHours(1);
  static final HookUrl URL = HookUrl.parse("hook URL", "https://hub.example/hooks/s3cr3t-part");

  final ManualClock clock;
  final ManualScheduler scheduler;
  final List<String> notices = Collections.synchronizedList(new ArrayList<>());
  final StatusHub hub;

  private TestDoor(
      Path folder, Transport transport, ManualClock clock, UnaryOperator<StatusHub.Builder> more) {
    this.clock = clock;
    this.scheduler = new ManualScheduler(clock);
    this.hub =
        more.apply(
                StatusHub.builder(folder, (service, route) -> URL)
                    .transport(transport)
                    .clock(clock)
                    .scheduler(scheduler)
                    .random(new Random(1))
                    .forced(false)
                    .notices(notices::add))
            .build();
  }

  static TestDoor open(Path folder, Transport transport) {
    return open(folder, transport, new ManualClock());
  }

  static TestDoor open(Path folder, Transport transport, ManualClock clock) {
    return new TestDoor(folder, transport, clock, builder -> builder);
  }

  static TestDoor open(
      Path folder, Transport transport, UnaryOperator<StatusHub.Builder> settings) {
    return new TestDoor(folder, transport, new ManualClock(), settings);
  }

  /** An incident's update of service shop under the key deploy. */
  static IncidentBuilder incident() {
    return Announcement.incident()
        .service("shop")
        .key("deploy")
        .origin("build 1")
        .title("Slow #1")
        .status("degraded");
  }

  static MaintenanceBuilder maintenance() {
    return Announcement.maintenance()
        .service("shop")
        .key("deploy")
        .origin("build 1")
        .title("Upgrade #1")
        .duration("30m")
        .status("down");
  }

  Announcement one(IncidentBuilder builder) {
    return builder.build(clock).get(0);
  }

  Announcement one(MaintenanceBuilder builder) {
    return builder.build(clock).get(0);
  }

  Outcome announce(IncidentBuilder builder) {
    return finished(hub.announce(one(builder)).toCompletableFuture());
  }

  Outcome announce(MaintenanceBuilder builder) {
    return finished(hub.announce(one(builder)).toCompletableFuture());
  }

  Outcome park(IncidentBuilder builder) {
    return finished(hub.announce(one(builder), Duration.ZERO).toCompletableFuture());
  }

  DrainReport drain(boolean onlyDue) {
    return finished(hub.drain(onlyDue, HOUR, progress -> {}).toCompletableFuture());
  }

  /** Runs what is scheduled until a result is there. */
  <T> T finished(CompletableFuture<T> result) {
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
  }
}
