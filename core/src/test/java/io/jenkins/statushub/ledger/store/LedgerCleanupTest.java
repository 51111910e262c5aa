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

  private LedgerCleanup cleanup(LedgerFixture fixture) {
    return cleanup(fixture, LedgerCleanup.MAX_ENTRIES, LedgerCleanup.MAX_BYTES);
  }

  private LedgerCleanup cleanup(LedgerFixture fixture, int maxEntries, long maxBytes) {
    DurableFiles files = new DurableFiles(folder, false);
    LedgerFiles ledgerFiles = new LedgerFiles(folder, files, fixture.clock, fixture.notices::add);
    return new LedgerCleanup(
        fixture.storage,
        ledgerFiles,
        files,
        fixture.clock,
        fixture.notices::add,
        maxEntries,
        maxBytes);
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

  private long entries(LedgerFixture fixture) throws IOException {
    try (Stream<LedgerEntry> entries = fixture.hub.ledger().entries()) {
      return entries.count();
    }
  }

  @Test
  void dropsOldEntriesAndReportsThoseThatAreNotOver() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      LedgerCleanup cleanup = cleanup(fixture);
      fixture.announce(incident().title("Over #1"));
      fixture.announce(incident().title("Over #2").state("resolved").status(null));
      fixture.announce(incident().key("open").title("Open #1"));
      fixture.enqueue(incident().key("pending").title("Pending #1"));
      Outcome rejected = fixture.enqueue(incident().key("rejected").title("Rejected #1"));
      String name =
          LedgerFileNames.ofEntry(
              LedgerEntry.Kind.INCIDENT,
              ServiceId.of("shop"),
              Objects.requireNonNull(rejected.id()));
      fixture.storage.save(
          Objects.requireNonNull(fixture.storage.loadLocked(name))
              .entry()
              .change(
                  1,
                  update ->
                      update.attempted(
                          DeliveryState.REJECTED, fixture.clock.instant(), false, "HTTP 422")),
          false);
      fixture.hub.incidentKeys().countFailure(ServiceId.of("shop"), "counted");

      fixture.clock.advance(Duration.ofDays(89));
      age(Duration.ofDays(89), fixture.clock.instant());
      cleanup.cleanUp(fixture.clock.instant());
      assertThat(entries(fixture)).isEqualTo(4);
      assertThat(fixture.hub.incidentKeys().countFailure(ServiceId.of("shop"), "counted"))
          .isEqualTo(2);

      fixture.clock.advance(Duration.ofDays(2));
      age(Duration.ofDays(91), fixture.clock.instant());
      cleanup.cleanUp(fixture.clock.instant());
      assertThat(entries(fixture)).isEqualTo(2);
      assertThat(fixture.notices)
          .singleElement()
          .asString()
          .contains("dropped incident " + rejected.id(), "nobody looked at");
      assertThat(fixture.hub.incidentKeys().openIncident(ServiceId.of("shop"), "open")).isNotNull();
      assertThat(fixture.hub.incidentKeys().countFailure(ServiceId.of("shop"), "counted"))
          .isEqualTo(1);

      fixture.clock.advance(Duration.ofDays(400));
      age(Duration.ofDays(491), fixture.clock.instant());
      cleanup.cleanUp(fixture.clock.instant());
      assertThat(fixture.notices).hasSize(2).last().asString().contains("open for 400 days");
      try (Stream<LedgerEntry> entries = fixture.hub.ledger().entries()) {
        assertThat(entries).singleElement().matches(entry -> entry.head() != null);
      }
    }
  }

  @Test
  void countsTheAgeOfAnEntryFromItsSettlement() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fixture.enqueue(incident());
      fixture.enqueue(incident().state("resolved").status(null).title("Slow #2"));
      fixture.clock.advance(Duration.ofDays(2));
      fixture.flush(true);
      fixture.clock.advance(Duration.ofDays(89));
      age(Duration.ofDays(91), fixture.clock.instant());
      LedgerCleanup cleanup = cleanup(fixture);
      cleanup.cleanUp(fixture.clock.instant());
      assertThat(entries(fixture)).isEqualTo(1);

      fixture.clock.advance(Duration.ofDays(2));
      cleanup.cleanUp(fixture.clock.instant());
      assertThat(entries(fixture)).isZero();
      assertThat(fixture.notices).isEmpty();
    }
  }

  @Test
  void flushesAlthoughCleaningUpFails() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fixture.enqueue(incident());
      Path stamp = Files.createDirectories(folder.resolve("last-cleanup/in/the/way"));
      Files.setLastModifiedTime(
          folder.resolve("last-cleanup"),
          FileTime.from(fixture.clock.instant().minus(Duration.ofDays(2))));

      assertThat(fixture.flush(true).delivered()).isEqualTo(1);
      assertThat(stamp).exists();
      assertThat(fixture.notices).singleElement().asString().contains("could not be cleaned up");
    }
  }

  @Test
  void boundsTheNumberAndBytesOfSettledEntries() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      for (int i = 0; i < 6; i++) {
        fixture.announce(incident().key("key " + i));
        if (i < 4) {
          fixture.announce(
              incident().key("key " + i).title("Slow #2").state("resolved").status(null));
        }
      }
      Instant now = fixture.clock.instant();
      cleanup(fixture, 6, 1 << 20).cleanUp(now);
      assertThat(entries(fixture)).isEqualTo(6);
      assertThat(fixture.notices).isEmpty();

      cleanup(fixture, 4, 1 << 20).cleanUp(now);
      assertThat(entries(fixture)).isEqualTo(4);
      assertThat(fixture.notices)
          .singleElement()
          .asString()
          .contains("dropped the 2 oldest", "4 inc");

      cleanup(fixture, 100, 10).cleanUp(now);
      assertThat(entries(fixture)).isEqualTo(2);
      assertThat(fixture.notices).hasSize(3).last().asString().contains("still open");
      assertThat(fixture.hub.incidentKeys().openIncident(ServiceId.of("shop"), "key 4"))
          .isNotNull();
      assertThat(fixture.hub.incidentKeys().openIncident(ServiceId.of("shop"), "key 5"))
          .isNotNull();
    }
  }

  @Test
  void cleansUpOnceADay() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      LedgerCleanup cleanup = cleanup(fixture, 0, 0);
      fixture.announce(incident());
      fixture.announce(incident().title("Slow #2").state("resolved").status(null));
      cleanup.cleanUpIfDue();
      assertThat(entries(fixture)).isZero();

      fixture.announce(incident().origin("build 2"));
      fixture.announce(incident().title("Slow #2").state("resolved").status(null));
      fixture.clock.advance(Duration.ofHours(23));
      cleanup.cleanUpIfDue();
      assertThat(entries(fixture)).isEqualTo(1);
      fixture.clock.advance(Duration.ofHours(1));
      cleanup.cleanUpIfDue();
      assertThat(entries(fixture)).isZero();

      fixture.announce(incident().origin("build 3"));
      fixture.announce(incident().title("Slow #2").state("resolved").status(null));
      fixture.clock.advance(Duration.ofDays(-2));
      cleanup.cleanUpIfDue();
      assertThat(entries(fixture)).describedAs("the clock was set back").isZero();
    }
  }

  @Test
  void removesUnfinishedFilesAfterAnHour() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fixture.announce(incident());
      Path old = folder.resolve("pending/shop-1.json.12.tmp");
      Path young = folder.resolve("keys/shop-1.json.13.tmp");
      Files.writeString(old, "{");
      Files.writeString(young, "{");
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
      cleanup(fixture).cleanUp(fixture.clock.instant());

      assertThat(old).doesNotExist();
      assertThat(young).exists();
    }
  }

  @Test
  void removesKeysWithTheirIncidents() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fixture.announce(incident());
      Path key = only("keys");
      LedgerCleanup cleanup = cleanup(fixture);
      Files.setLastModifiedTime(
          key, FileTime.from(fixture.clock.instant().minus(Duration.ofDays(2))));
      cleanup.cleanUp(fixture.clock.instant());
      assertThat(key).exists();

      Files.delete(only("settled"));
      cleanup.cleanUp(fixture.clock.instant());
      assertThat(key).doesNotExist();
    }
  }

  /** A clock that is years ahead for a moment must not cost what is still open. */
  @Test
  void dropsNothingWhenTheClockJumpsAheadForAMoment() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      LedgerCleanup cleanup = cleanup(fixture);
      fixture.announce(incident());
      cleanup.cleanUpIfDue();
      age(Duration.ZERO, fixture.clock.instant());

      fixture.clock.advance(Duration.ofDays(2000));
      cleanup.cleanUpIfDue();
      fixture.clock.advance(Duration.ofDays(-1999));
      cleanup.cleanUpIfDue();

      assertThat(entries(fixture)).isEqualTo(1);
      assertThat(fixture.notices).isEmpty();
    }
  }
}
