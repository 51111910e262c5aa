package io.jenkins.statushub.ledger.store;

import static io.jenkins.statushub.sending.LedgerFixture.incident;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.files.DurableFiles;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.sending.HubModel;
import io.jenkins.statushub.sending.LedgerFixture;
import io.jenkins.statushub.sending.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCleanupTest {
  @TempDir Path folder;
  private final HubModel hub = new HubModel();

  private LedgerCleanup cleanup(LedgerFixture door) {
    return cleanup(door, LedgerCleanup.MAX_ENTRIES, LedgerCleanup.MAX_BYTES);
  }

  private LedgerCleanup cleanup(LedgerFixture door, int maxEntries, long maxBytes) {
    DurableFiles files = new DurableFiles(folder, false);
    LedgerFiles ledgerFiles = new LedgerFiles(folder, files, door.clock, door.notices::add);
    return new LedgerCleanup(
        door.storage, ledgerFiles, files, door.clock, door.notices::add, maxEntries, maxBytes);
  }

  private Path only(String part) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(part))) {
      return files.reduce((one, other) -> null).orElseThrow();
    }
  }

  private void age(Duration age, Instant now) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        Files.setLastModifiedTime(each, FileTime.from(now.minus(age)));
      }
    }
  }

  private long entries(LedgerFixture door) throws IOException {
    try (Stream<LedgerEntry> entries = door.hub.ledger().entries()) {
      return entries.count();
    }
  }

  @Test
  void dropsOldEntriesAndReportsThoseThatAreNotOver() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      LedgerCleanup cleanup = cleanup(door);
      door.announce(incident().title("Over #1"));
      door.announce(incident().title("Over #2").state("resolved").status(null));
      door.announce(incident().key("open").title("Open #1"));
      door.enqueue(incident().key("pending").title("Pending #1"));
      Outcome rejected = door.enqueue(incident().key("rejected").title("Rejected #1"));
      String name =
          LedgerFileNames.ofEntry(
              LedgerEntry.Kind.INCIDENT,
              ServiceId.of("shop"),
              Objects.requireNonNull(rejected.id()));
      door.storage.save(
          Objects.requireNonNull(door.storage.loadLocked(name))
              .change(
                  1,
                  update ->
                      update.attempted(
                          DeliveryState.REJECTED, door.clock.instant(), false, "HTTP 422")),
          false);
      door.hub.incidentKeys().countFailure(ServiceId.of("shop"), "counted");

      door.clock.advance(Duration.ofDays(89));
      age(Duration.ofDays(89), door.clock.instant());
      cleanup.cleanUp(door.clock.instant());
      assertThat(entries(door)).isEqualTo(4);
      assertThat(door.hub.incidentKeys().countFailure(ServiceId.of("shop"), "counted"))
          .isEqualTo(2);

      door.clock.advance(Duration.ofDays(2));
      age(Duration.ofDays(91), door.clock.instant());
      cleanup.cleanUp(door.clock.instant());
      assertThat(entries(door)).isEqualTo(2);
      assertThat(door.notices)
          .singleElement()
          .asString()
          .contains("dropped incident " + rejected.id(), "nobody looked at");
      assertThat(door.hub.incidentKeys().openIncident(ServiceId.of("shop"), "open")).isNotNull();
      assertThat(door.hub.incidentKeys().countFailure(ServiceId.of("shop"), "counted"))
          .isEqualTo(1);

      door.clock.advance(Duration.ofDays(400));
      age(Duration.ofDays(491), door.clock.instant());
      cleanup.cleanUp(door.clock.instant());
      assertThat(door.notices).hasSize(2).last().asString().contains("open for 400 days");
      try (Stream<LedgerEntry> entries = door.hub.ledger().entries()) {
        assertThat(entries).singleElement().matches(entry -> entry.head() != null);
      }
    }
  }

  @Test
  void countsTheAgeOfAnEntryFromItsSettlement() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      door.enqueue(incident());
      door.enqueue(incident().state("resolved").status(null).title("Slow #2"));
      door.clock.advance(Duration.ofDays(2));
      door.flush(true);
      door.clock.advance(Duration.ofDays(89));
      age(Duration.ofDays(91), door.clock.instant());
      LedgerCleanup cleanup = cleanup(door);
      cleanup.cleanUp(door.clock.instant());
      assertThat(entries(door)).isEqualTo(1);

      door.clock.advance(Duration.ofDays(2));
      cleanup.cleanUp(door.clock.instant());
      assertThat(entries(door)).isZero();
      assertThat(door.notices).isEmpty();
    }
  }

  @Test
  void flushesAlthoughCleaningUpFails() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      door.enqueue(incident());
      Path stamp = Files.createDirectories(folder.resolve("last-cleanup/in/the/way"));
      Files.setLastModifiedTime(
          folder.resolve("last-cleanup"),
          FileTime.from(door.clock.instant().minus(Duration.ofDays(2))));

      assertThat(door.flush(true).delivered()).isEqualTo(1);
      assertThat(stamp).exists();
      assertThat(door.notices).singleElement().asString().contains("could not be cleaned up");
    }
  }

  @Test
  void boundsTheNumberAndBytesOfSettledEntries() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      for (int i = 0; i < 6; i++) {
        door.announce(incident().key("key " + i));
        if (i < 4) {
          door.announce(incident().key("key " + i).title("Slow #2").state("resolved").status(null));
        }
      }
      Instant now = door.clock.instant();
      cleanup(door, 6, 1 << 20).cleanUp(now);
      assertThat(entries(door)).isEqualTo(6);
      assertThat(door.notices).isEmpty();

      cleanup(door, 4, 1 << 20).cleanUp(now);
      assertThat(entries(door)).isEqualTo(4);
      assertThat(door.notices).singleElement().asString().contains("dropped the 2 oldest", "4 inc");

      cleanup(door, 100, 10).cleanUp(now);
      assertThat(entries(door)).isEqualTo(2);
      assertThat(door.notices).hasSize(3).last().asString().contains("still open");
      assertThat(door.hub.incidentKeys().openIncident(ServiceId.of("shop"), "key 4")).isNotNull();
      assertThat(door.hub.incidentKeys().openIncident(ServiceId.of("shop"), "key 5")).isNotNull();
    }
  }

  @Test
  void cleansUpOnceADay() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      LedgerCleanup cleanup = cleanup(door, 0, 0);
      door.announce(incident());
      door.announce(incident().title("Slow #2").state("resolved").status(null));
      cleanup.cleanUpIfDue();
      assertThat(entries(door)).isZero();

      door.announce(incident().origin("build 2"));
      door.announce(incident().title("Slow #2").state("resolved").status(null));
      door.clock.advance(Duration.ofHours(23));
      cleanup.cleanUpIfDue();
      assertThat(entries(door)).isEqualTo(1);
      door.clock.advance(Duration.ofHours(1));
      cleanup.cleanUpIfDue();
      assertThat(entries(door)).isZero();

      door.announce(incident().origin("build 3"));
      door.announce(incident().title("Slow #2").state("resolved").status(null));
      door.clock.advance(Duration.ofDays(-2));
      cleanup.cleanUpIfDue();
      assertThat(entries(door)).describedAs("the clock was set back").isZero();
    }
  }

  @Test
  void removesUnfinishedFilesAfterAnHour() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      door.announce(incident());
      Path old = folder.resolve("pending/shop-1.json.12.tmp");
      Path young = folder.resolve("keys/shop-1.json.13.tmp");
      Files.writeString(old, "{");
      Files.writeString(young, "{");
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
      cleanup(door).cleanUp(door.clock.instant());

      assertThat(old).doesNotExist();
      assertThat(young).exists();
    }
  }

  @Test
  void removesKeysWithTheirIncidents() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      door.announce(incident());
      Path key = only("keys");
      LedgerCleanup cleanup = cleanup(door);
      Files.setLastModifiedTime(key, FileTime.from(door.clock.instant().minus(Duration.ofDays(2))));
      cleanup.cleanUp(door.clock.instant());
      assertThat(key).exists();

      Files.delete(only("settled"));
      cleanup.cleanUp(door.clock.instant());
      assertThat(key).doesNotExist();
    }
  }

  /** A clock that is years ahead for a moment must not cost what is still open. */
  @Test
  void dropsNothingWhenTheClockJumpsAheadForAMoment() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      LedgerCleanup cleanup = cleanup(door);
      door.announce(incident());
      cleanup.cleanUpIfDue();
      age(Duration.ZERO, door.clock.instant());

      door.clock.advance(Duration.ofDays(2000));
      cleanup.cleanUpIfDue();
      door.clock.advance(Duration.ofDays(-1999));
      cleanup.cleanUpIfDue();

      assertThat(entries(door)).isEqualTo(1);
      assertThat(door.notices).isEmpty();
    }
  }
}
