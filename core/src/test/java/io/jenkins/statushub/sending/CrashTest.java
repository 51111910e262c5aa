package io.jenkins.statushub.sending;

import static io.jenkins.statushub.sending.LedgerFixture.incident;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.StatusHubClient;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.files.WatchedFileSystem;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ledger's process comes to its end at every single file operation, and the disk fills up at
 * every single one. {@link KillTest} does the same to real processes, at fewer places.
 */
class CrashTest {
  @TempDir Path temp;

  /** Stands for SIGKILL: nothing of the process does anything any more. */
  private static final class End extends Error {
    private static final long serialVersionUID = 1L;

    End() {
      super("the process ended", null, false, false);
    }
  }

  private static final class EndsAt implements WatchedFileSystem.Watch {
    private final int last;
    private int count;

    EndsAt(int last) {
      this.last = last;
    }

    @Override
    public void before(String operation, Path path) {
      if (++count >= last) {
        throw new End();
      }
    }

    boolean came() {
      return count >= last;
    }
  }

  private static StatusHubClient.Builder quick(StatusHubClient.Builder builder) {
    return builder.fsync(true).policy(DeliveryPolicy.DEFAULT.withAttempts(1));
  }

  @Test
  void losesNothingWhereverItEnds() throws IOException {
    boolean came = true;
    int last = 1;
    for (; came; last++) {
      Path folder = temp.resolve("ledger-" + last);
      EndsAt watch = new EndsAt(last);
      HubModel hub = new HubModel();
      List<String> returned;
      try (LedgerFixture fixture =
          LedgerFixture.open(
              WatchedFileSystem.watched(folder, watch), hub.transport(), CrashTest::quick)) {
        returned = CrashScenario.runUntilTheEnd(fixture.hub, fixture.clock, End.class);
        came = watch.came();
        if (came) {
          // What came back after the end did not come back.
          returned = returned.subList(0, alive(returned));
        }
      }
      goOn(folder, hub, returned, "ended before operation " + last);
      delete(folder);
    }
    assertThat(last).isGreaterThan(100);
  }

  @Test
  void losesNothingWhereverAFlushEnds() throws IOException {
    List<String> returned = new ArrayList<>();
    boolean came = true;
    int last = 1;
    for (; came; last++) {
      Path folder = temp.resolve("ledger-flush-" + last);
      EndsAt watch = new EndsAt(last);
      HubModel hub = new HubModel();
      try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport(), CrashTest::quick)) {
        returned.clear();
        for (Announcement each : CrashScenario.announcements(fixture.clock)) {
          fixture.finished(fixture.hub.enqueue(each, "testing").toCompletableFuture());
          returned.add(each.payload().title() + " PENDING");
        }
      }
      try (LedgerFixture fixture =
          LedgerFixture.open(
              WatchedFileSystem.watched(folder, watch), hub.transport(), CrashTest::quick)) {
        fixture.flush(false);
      } catch (CompletionException e) {
        assertThat(e).hasCauseInstanceOf(End.class);
      } catch (End e) {
        assertThat(watch.came()).isTrue();
      }
      came = watch.came();
      goOn(folder, hub, returned, "flush ended before operation " + last);
      delete(folder);
    }
    assertThat(last).isGreaterThan(50);
  }

  private static int alive(List<String> returned) {
    int count = 0;
    for (String line : returned) {
      if (line.endsWith("DELIVERED")) {
        count++;
      }
    }
    return count;
  }

  private static void goOn(Path folder, HubModel hub, List<String> returned, String when)
      throws IOException {
    try (LedgerFixture next = LedgerFixture.open(folder, hub.transport())) {
      next.clock.advance(Duration.ofHours(2));
      FlushReport report = next.flush(true);
      assertThat(report.remaining()).describedAs(when).isZero();
      assertThat(CrashScenario.faults(returned, hub)).describedAs(when).isEmpty();
      LedgerEntry open = next.hub.incidentKeys().openIncident(ServiceId.of("shop"), "deploy");
      Outcome outcome = next.announce(incident().origin("build 9").title("Deploy #7"));
      assertThat(outcome.kind()).describedAs(when).isEqualTo(Outcome.Kind.DELIVERED);
      if (open != null) {
        assertThat(outcome.id()).describedAs(when).isEqualTo(open.id());
      }
      assertThat(CrashScenario.faults(returned, hub)).describedAs(when).isEmpty();
      assertThat(next.hub.ledger().damaged()).describedAs(when).isEmpty();
      assertThat(next.notices)
          .describedAs(when)
          .allMatch(notice -> notice.contains("the window was over before it could be delivered"));
      try (Stream<Path> pending = Files.list(folder.resolve("pending"))) {
        assertThat(pending.filter(path -> path.toString().endsWith(".json")))
            .describedAs(when)
            .isEmpty();
      }
    }
  }

  private static final class FullFrom implements WatchedFileSystem.Watch {
    private final int first;
    private int count;
    private boolean mended;

    FullFrom(int first) {
      this.first = first;
    }

    @Override
    public void before(String operation, Path path) throws IOException {
      boolean writes = operation.equals("write") || operation.equals("create");
      if (writes && ++count >= first && !mended) {
        throw new FileSystemException(String.valueOf(path), null, "No space left on device");
      }
    }
  }

  @Test
  void saysSoAndLosesNothingWhereverTheDiskIsFull() throws IOException {
    boolean came = true;
    for (int first = 1; came; first++) {
      String when = "full from write " + first;
      Path folder = temp.resolve("ledger-full" + first);
      FullFrom watch = new FullFrom(first);
      HubModel hub = new HubModel();
      List<String> returned = new ArrayList<>();
      try (LedgerFixture fixture =
          LedgerFixture.open(
              WatchedFileSystem.watched(folder, watch), hub.transport(), CrashTest::quick)) {
        for (var each : CrashScenario.announcements(fixture.clock)) {
          Outcome outcome = fixture.finished(fixture.hub.announce(each).toCompletableFuture());
          if (outcome.kind() == Outcome.Kind.FAILED) {
            assertThat(outcome.reason()).describedAs(when).contains("No space left on device");
          } else if (outcome.kind() != Outcome.Kind.SKIPPED) {
            boolean recorded = !outcome.action().equals("sent without the ledger");
            returned.add(each.payload().title() + " " + (recorded ? outcome.kind() : "UNRECORDED"));
          }
        }
        came = watch.count >= first;
        int before = hub.all().size();
        watch.mended = true;
        fixture.clock.advance(Duration.ofHours(2));
        fixture.flush(true);
        // It is known here what was delivered, although it could not be written down.
        assertThat(hub.duplicates()).describedAs(when).isZero();
        assertThat(hub.all().size()).describedAs(when).isGreaterThanOrEqualTo(before);
      }
      goOn(folder, hub, returned, when);
      assertThat(hub.duplicates()).describedAs(when).isZero();
      delete(folder);
    }
  }

  @Test
  void saysWhyAReadOnlyFolderCannotBeUsed() throws IOException {
    Path folder = temp.resolve("ledger");
    HubModel hub = new HubModel();
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fixture.announce(incident());
    }
    WatchedFileSystem.Watch readOnly =
        (operation, path) -> {
          if ((!operation.equals("list") && !operation.equals("open"))
              || path.getFileName().toString().endsWith(".tmp")) {
            throw new FileSystemException(String.valueOf(path), null, "Read-only file system");
          }
        };
    try (LedgerFixture fixture =
        LedgerFixture.open(WatchedFileSystem.watched(folder, readOnly), hub.transport())) {
      Outcome outcome = fixture.announce(incident().title("Slow #2"));

      assertThat(outcome.line()).contains("sent without the ledger");
      assertThat(outcome.warnings())
          .singleElement()
          .asString()
          .contains(folder.toString(), "Read-only file system", "name another folder");
      assertThat(
              Objects.requireNonNull(
                      fixture.hub.incidentKeys().openIncident(ServiceId.of("shop"), "deploy"))
                  .id())
          .isEqualTo(outcome.id());
    }
    assertThat(hub.all()).hasSize(2);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (java.nio.file.NoSuchFileException e) {
      // It ended before there was one.
    }
  }
}
