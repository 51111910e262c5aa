package io.jenkins.statushub.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes that are killed in the middle of an announcement. At a few of their file
 * operations in the default build; at each of them with {@code -Dstatushub.kill=1}.
 */
class KillTest {
  private static final int STRIDE = Integer.getInteger("statushub.kill", 37);

  @TempDir Path temp;

  @Test
  void losesNothingWhereverItIsKilled() throws IOException {
    boolean came = true;
    for (int last = 5; came; last += STRIDE) {
      Path folder = temp.resolve("ledger-" + last);
      HubModel hub = new HubModel();
      List<String> returned = new ArrayList<>();
      try (LocalReceiver receiver = new LocalReceiver(hub);
          LedgerChild child =
              LedgerChild.start(
                  "crash", folder.toString(), receiver.port(), Integer.toString(last))) {
        came = false;
        for (String line = child.line(); line != null; line = came ? null : child.line()) {
          came = line.equals("NOW");
          if (came) {
            child.kill();
          } else {
            returned.add(line);
          }
        }
        if (!came) {
          assertThat(child.join()).isZero();
          assertThat(returned).hasSize(CrashScenario.TITLES.size());
          assertThat(last).isGreaterThan(100);
        }
      }
      goOn(folder, hub, returned, "killed at operation " + last);
    }
  }

  private static void goOn(Path folder, HubModel hub, List<String> returned, String when)
      throws IOException {
    try (LedgerFixture next = LedgerFixture.open(folder, hub.transport())) {
      next.clock.set(java.time.Instant.now().plus(Duration.ofMinutes(20)));
      FlushReport report = next.flush(true);

      assertThat(report.remaining()).describedAs(when).isZero();
      assertThat(CrashScenario.faults(returned, hub)).describedAs(when).isEmpty();
      assertThat(next.hub.ledger().damaged()).describedAs(when).isEmpty();
      assertThat(next.notices).describedAs(when).isEmpty();
    }
  }

  @Test
  void keepsOrderAndSaysAllOnceWithEightProcessesAtWork() throws IOException {
    int processes = 8;
    int each = 9;
    Path folder = temp.resolve("ledger");
    HubModel hub = new HubModel();
    List<LedgerChild> children = new ArrayList<>();
    try (LocalReceiver receiver = new LocalReceiver(hub)) {
      for (int i = 1; i <= processes; i++) {
        children.add(
            LedgerChild.start(
                "announce",
                folder.toString(),
                receiver.port(),
                Integer.toString(i),
                Integer.toString(each)));
      }
      for (LedgerChild child : children) {
        List<String> lines = new ArrayList<>();
        for (String line = child.line(); line != null; line = child.line()) {
          lines.add(line);
        }
        assertThat(child.join()).isZero();
        assertThat(lines).hasSize(each + 1).noneMatch(line -> line.contains("REJECTED"));
      }
    } finally {
      children.forEach(LedgerChild::close);
    }
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fixture.clock.set(java.time.Instant.now().plus(Duration.ofHours(2)));
      fixture.flush(true);
      assertThat(hub.ids()).hasSize(3);
      assertThat(hub.all()).hasSize(processes * each);
      assertThat(hub.duplicates()).isZero();
      try (Stream<LedgerEntry> entries = fixture.hub.ledger().entries()) {
        for (LedgerEntry entry : (Iterable<LedgerEntry>) entries::iterator) {
          assertThat(hub.about(entry.id()))
              .containsExactlyElementsOf(
                  entry.updates().stream()
                      .map(update -> update.title() + " " + update.state())
                      .toList());
        }
      }
    }
  }

  @Test
  void letsOneProcessFlushAtATime() throws IOException {
    Path folder = temp.resolve("ledger");
    HubModel hub = new HubModel();
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport());
        LedgerChild child = LedgerChild.start("flush", folder.toString(), "1", "0")) {
      fixture.enqueue(LedgerFixture.incident());
      assertThat(child.line()).isEqualTo("FLUSHING");

      assertThat(fixture.flush(false).busy()).isTrue();
      assertThat(hub.all()).isEmpty();
      assertThat(fixture.announce(LedgerFixture.incident().title("Slow #2")).kind())
          .isEqualTo(Outcome.Kind.DELIVERED);

      fixture.enqueue(LedgerFixture.incident().title("Slow #3"));
      child.kill();
      assertThat(fixture.flush(false).delivered()).isEqualTo(1);
      assertThat(hub.disorder()).isEmpty();
    }
  }

  @Test
  void waitsForAStoppedProcessNoLongerThanTheTimeLimit() throws IOException {
    Path folder = temp.resolve("ledger");
    HubModel hub = new HubModel();
    try (LedgerFixture fixture =
            LedgerFixture.open(
                folder, hub.transport(), builder -> builder.ticker(System::nanoTime));
        LedgerChild child = LedgerChild.start("flush", folder.toString(), "1", "0")) {
      assertThat(child.line()).isEqualTo("FLUSHING");
      Outcome outcome =
          fixture.finished(
              fixture
                  .hub
                  .announce(
                      fixture.one(LedgerFixture.incident().key("stuck")), Duration.ofMillis(200))
                  .toCompletableFuture());

      assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
      assertThat(outcome.reason()).contains("does not let go", "ledger.lock", folder.toString());
      assertThat(hub.all()).isEmpty();
      child.kill();
      assertThat(fixture.announce(LedgerFixture.incident().key("stuck")).kind())
          .isEqualTo(Outcome.Kind.DELIVERED);
    }
  }
}
