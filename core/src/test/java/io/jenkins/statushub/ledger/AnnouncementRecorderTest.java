package io.jenkins.statushub.ledger;

import static io.jenkins.statushub.sending.LedgerFixture.incident;
import static io.jenkins.statushub.sending.LedgerFixture.maintenance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.IncidentBuilder;
import io.jenkins.statushub.announcement.MaintenanceBuilder;
import io.jenkins.statushub.concurrent.Deadline;
import io.jenkins.statushub.concurrent.LockHandle;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.ledger.store.LedgerFileNames;
import io.jenkins.statushub.ledger.store.LedgerStorage;
import io.jenkins.statushub.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules by which the ledger takes announcements, without any delivery. */
class AnnouncementRecorderTest {
  @TempDir Path folder;
  private final ManualClock clock = new ManualClock();
  private final List<String> notices = new ArrayList<>();
  private LedgerStorage storage;
  private Ledger ledger;
  private LedgerAdmin admin;
  private IncidentKeys keys;

  @BeforeEach
  void open() {
    storage =
        new LedgerStorage(folder.resolve("ledger"), clock, System::nanoTime, notices::add, false);
    ledger = new Ledger(storage);
    admin = new LedgerAdmin(storage);
    keys = new IncidentKeys(storage);
  }

  @AfterEach
  void close() {
    storage.close();
  }

  private RecordResult record(Announcement announcement) throws LedgerException {
    return new AnnouncementRecorder(storage).record(announcement, storage.defaultDeadline());
  }

  private RecordResult record(IncidentBuilder builder) throws LedgerException {
    return record(builder.build(clock).get(0));
  }

  private RecordResult.Recorded recorded(IncidentBuilder builder) throws LedgerException {
    return (RecordResult.Recorded) record(builder);
  }

  private RecordResult.Skipped skipped(IncidentBuilder builder) throws LedgerException {
    return (RecordResult.Skipped) record(builder);
  }

  private RecordResult record(MaintenanceBuilder builder) throws LedgerException {
    return record(builder.build(clock).get(0));
  }

  private LedgerEntry incidentOf(String id) throws LedgerException {
    return Objects.requireNonNull(ledger.find(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), id));
  }

  /** As if a delivery had brought this about. */
  private void settle(LedgerEntry entry, int sequence, DeliveryState delivery)
      throws LedgerException {
    new DeliveryQueue(storage)
        .change(
            LedgerFileNames.ofEntry(entry),
            null,
            sequence,
            update -> update.attempted(delivery, clock.instant(), false, "because"),
            false,
            storage.defaultDeadline());
  }

  private static IncidentBuilder resolved() {
    return incident().state("resolved").status(null);
  }

  private static IncidentBuilder named(String id) {
    return incident().key(null).id(id);
  }

  @Test
  void givesAnIdThatShowsServiceAndDayButNotTheKey() throws IOException {
    LedgerEntry entry = recorded(incident().key("secret-project/deploy")).entry();

    assertThat(entry.id()).matches("shop-2026-11-24-[0-9a-f]{16}").doesNotContain("project");
    assertThat(entry.last().payload()).containsEntry("id", entry.id());
    assertThat(entry.last().delivery()).isEqualTo(DeliveryState.PENDING);
    assertThat(entry.opened()).isEqualTo(clock.instant());
    assertThat(incidentOf(entry.id())).isEqualTo(entry);
  }

  @Test
  void keepsTheRouteForALaterProcess() throws IOException {
    assertThat(recorded(incident().hookUrlRef("credential-7")).entry().hookUrlRef())
        .isEqualTo("credential-7");
  }

  @Test
  void numbersTheUpdatesOfAnIncident() throws IOException {
    String id = recorded(incident()).entry().id();
    clock.advance(Duration.ofDays(2));
    RecordResult.Recorded second = recorded(incident().origin("build 2").state("identified"));

    assertThat(second.entry().id()).isEqualTo(id);
    assertThat(second.sequence()).isEqualTo(2);
    assertThat(incidentOf(id).updates()).extracting(UpdateRecord::sequence).containsExactly(1, 2);
  }

  @Test
  void tellsKeysAndServicesApart() throws IOException {
    String id = recorded(incident()).entry().id();

    assertThat(recorded(incident().key("other")).entry().id()).isNotEqualTo(id);
    assertThat(recorded(incident().service("pay").services(List.of())).entry().id()).isNotNull();
    assertThat(
            record(
                Announcement.incident()
                    .service("pay")
                    .key("deploy")
                    .origin("build 1")
                    .title("T")
                    .status("down")
                    .build(clock)
                    .get(0)))
        .isInstanceOfSatisfying(
            RecordResult.Recorded.class,
            other -> assertThat(other.entry().id()).startsWith("pay-"));
  }

  @Test
  void givesAnotherIdAfterTheEndEvenToTheSameBuild() throws IOException {
    String first = recorded(incident()).entry().id();
    assertThat(recorded(resolved()).sequence()).isEqualTo(2);
    String second = recorded(incident()).entry().id();
    recorded(resolved());
    String third = recorded(incident()).entry().id();

    assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
  }

  @Test
  void resolvesOnlyWhatIsOpen() throws IOException {
    assertThat(skipped(resolved()).reason()).contains("no incident is open under the key 'deploy'");
    String id = recorded(incident()).entry().id();
    recorded(resolved());

    assertThat(skipped(resolved()).id()).isNull();
    assertThat(skipped(named(id).state("resolved").status(null)).reason())
        .contains("was resolved already");
    assertThat(skipped(named(id)).reason()).contains("was resolved already").contains(id);
  }

  @Test
  void takesAnUnknownIdsEndBecauseTheUserNamedIt() throws IOException {
    RecordResult.Recorded end = recorded(named("INC-7").state("resolved").status(null));

    assertThat(end.sequence()).isEqualTo(1);
    assertThat(end.entry().key()).isNull();
  }

  @Test
  void doesNotResolveWhatNeverGotToTheHub() throws IOException {
    LedgerEntry entry = recorded(incident()).entry();
    settle(entry, 1, DeliveryState.REJECTED);

    assertThat(skipped(resolved()).reason()).contains("was never published");
    assertThat(keys.openIncident(ServiceId.of("shop"), "deploy")).isNull();
    assertThat(recorded(incident().state("identified")).entry().id()).isEqualTo(entry.id());
  }

  @Test
  void putsAnIdOfTheUsersOwnUnderTheKey() throws IOException {
    recorded(incident().id("INC-7"));

    assertThat(recorded(incident().state("identified")).entry().id()).isEqualTo("INC-7");
    assertThat(Objects.requireNonNull(keys.openIncident(ServiceId.of("shop"), "deploy")).id())
        .isEqualTo("INC-7");
  }

  @Test
  void doesNotLetGoOfAnOpenIncidentForAnIdThatIsOver() throws IOException {
    recorded(named("INC-7"));
    recorded(named("INC-7").state("resolved").status(null));
    String open = recorded(incident()).entry().id();

    assertThat(record(incident().id("INC-7"))).isInstanceOf(RecordResult.Skipped.class);
    assertThat(recorded(incident().state("identified")).entry().id()).isEqualTo(open);
  }

  @Test
  void endsAnIdOfTheUsersOwnWithoutChangingWhatTheKeyPointsTo() throws IOException {
    String open = recorded(incident()).entry().id();
    recorded(incident().id("INC-8").state("resolved").status(null));

    assertThat(recorded(incident().state("identified")).entry().id()).isEqualTo(open);
  }

  @Test
  void keepsTheIdOfAnOpeningThatACrashCutOff() throws IOException {
    String id = recorded(incident()).entry().id();
    Files.delete(onlyFileIn("pending"));

    assertThat(skipped(resolved()).reason()).contains("no incident is open");
    assertThat(recorded(incident().origin("build 9")).entry().id()).isEqualTo(id);
  }

  @Test
  void saysOnceWhatSpeaksOnce() throws IOException {
    RecordResult.Recorded first = recorded(incident().idempotent(true));
    RecordResult.Recorded again = recorded(incident().idempotent(true));
    recorded(resolved().origin("build 1, end").idempotent(true));
    RecordResult.Recorded end = recorded(resolved().origin("build 1, end").idempotent(true));
    RecordResult.Recorded third = recorded(incident().idempotent(true));

    assertThat(again.sequence()).isEqualTo(first.sequence());
    assertThat(end.sequence()).isEqualTo(2);
    assertThat(third.entry().id()).isEqualTo(first.entry().id());
    assertThat(third.sequence()).isEqualTo(1);
  }

  @Test
  void saysOnceUnderAnIdOfTheUsersOwnToo() throws IOException {
    recorded(named("INC-7").idempotent(true));
    assertThat(recorded(named("INC-7").idempotent(true)).sequence()).isEqualTo(1);
    recorded(named("INC-7").origin("build 2").state("resolved").status(null));
    assertThat(recorded(named("INC-7").idempotent(true)).sequence()).isEqualTo(1);
  }

  @Test
  void opensNothingAnewForABuildThatIsTakenUpAgainAfterOthers() throws IOException {
    String first = recorded(incident().idempotent(true)).entry().id();
    recorded(resolved().origin("build 2"));
    recorded(incident().origin("build 3"));
    recorded(resolved().origin("build 4"));
    RecordResult.Recorded again = recorded(incident().idempotent(true));

    assertThat(again.entry().id()).isEqualTo(first);
    assertThat(again.sequence()).isEqualTo(1);
    assertThat(keys.openIncident(ServiceId.of("shop"), "deploy")).isNull();
  }

  private RecordResult recordSoon(Announcement announcement) throws LedgerException {
    return new AnnouncementRecorder(storage)
        .record(announcement, Deadline.after(Duration.ofMillis(1), System::nanoTime));
  }

  @Test
  void waitsForOthersNoLongerThanItIsGiven() throws IOException {
    LedgerEntry entry = recorded(incident()).entry();
    Announcement next = incident().build(clock).get(0);
    String name = LedgerFileNames.ofEntry(entry);
    String keyName = LedgerFileNames.ofKey(ServiceId.of("shop"), "deploy");
    try (LockHandle other = storage.lockEntry(name, storage.defaultDeadline())) {
      assertThatThrownBy(() -> recordSoon(next))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("does not let go");
    }
    try (LockHandle other = storage.lockKey(keyName, storage.defaultDeadline())) {
      assertThatThrownBy(() -> recordSoon(next))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("does not let go");
    }
    assertThat(recorded(incident()).sequence()).isEqualTo(2);
  }

  @Test
  void opensNoSecondIncidentWhereTheKeysFileIsDamaged() throws IOException {
    String id = recorded(incident()).entry().id();
    recorded(incident().key("other"));
    try (Stream<Path> keys = Files.list(ledger.folder().resolve("keys"))) {
      for (Path key : (Iterable<Path>) keys::iterator) {
        Files.writeString(key, "{");
      }
    }

    assertThat(recorded(incident().origin("build 9").state("identified")).entry().id())
        .isEqualTo(id);
    assertThat(notices).anyMatch(line -> line.contains("is damaged"));
    assertThat(ledger.damaged()).hasSize(1);
  }

  @Test
  void goesOnWithTheLastOfSeveralWhereTheKeysFileIsDamaged() throws IOException {
    recorded(incident().id("INC-1"));
    clock.advance(Duration.ofMinutes(1));
    recorded(incident().id("INC-2"));
    clock.advance(Duration.ofMinutes(-2));
    recorded(incident().id("INC-0"));
    Files.writeString(onlyFileIn("keys"), "{");

    assertThat(recorded(incident().state("identified")).entry().id()).isEqualTo("INC-2");
  }

  @Test
  void findsTheOpenIncidentForAReaderToo() throws IOException {
    String id = recorded(incident()).entry().id();
    Files.writeString(onlyFileIn("keys"), "?");

    assertThat(Objects.requireNonNull(keys.openIncident(ServiceId.of("shop"), "deploy")).id())
        .isEqualTo(id);
    assertThat(keys.openIncident(ServiceId.of("shop"), "unknown")).isNull();
  }

  @Test
  void knowsTheIdBeforehand() throws IOException {
    Announcement opening = incident().build(clock).get(0);
    String id = ledger.idFor(opening);
    assertThat(recorded(incident()).entry().id()).isEqualTo(id);
    assertThat(ledger.idFor(incident().origin("build 2").build(clock).get(0))).isEqualTo(id);
    assertThat(ledger.idFor(named("INC-7").build(clock).get(0))).isEqualTo("INC-7");
    String window = ledger.idFor(maintenance().build(clock).get(0));
    assertThat(window).isNotEqualTo(id);
    assertThat(((RecordResult.Recorded) record(maintenance())).entry().id()).isEqualTo(window);
    assertThat(record(maintenance().key(null))).isInstanceOf(RecordResult.Recorded.class);
  }

  @Test
  void queuesBehindWhatAWrongHookUrlBlocks() throws IOException {
    LedgerEntry entry = recorded(incident()).entry();
    settle(entry, 1, DeliveryState.REJECTED);
    admin.retry(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), entry.id(), "tester");
    new DeliveryQueue(storage)
        .change(
            LedgerFileNames.ofEntry(entry),
            null,
            1,
            update ->
                update.failed(
                    DeliveryState.BLOCKED, clock.instant(), false, clock.instant(), "404"),
            false,
            storage.defaultDeadline());

    LedgerEntry longer = recorded(resolved()).entry();
    assertThat(longer.updates())
        .extracting(UpdateRecord::delivery)
        .containsExactly(DeliveryState.BLOCKED, DeliveryState.PENDING);
    assertThat(Objects.requireNonNull(longer.head()).sequence()).isEqualTo(1);
  }

  @Test
  void takesNoMoreThanItsBoundForOneIncident() throws IOException {
    LedgerEntry entry = recorded(incident()).entry();
    LedgerEntry full = entry;
    for (int i = 2; i <= LedgerEntry.MAX_UNDELIVERED; i++) {
      Map<String, Object> payload = entry.last().payload();
      full = full.append(UpdateRecord.pending(i, clock.instant(), "", payload), null);
    }
    storage.save(full, true);

    assertThatThrownBy(() -> record(incident()))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("takes no more")
        .hasMessageContaining("discard");
    admin.discard(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), entry.id(), "tester");
    assertThat(recorded(incident()).sequence()).isEqualTo(LedgerEntry.MAX_UNDELIVERED + 1);
  }

  @Test
  void takesNoMoreThanItsBoundInBytes() throws IOException {
    Map<String, Object> deep = Map.of("n", "x".repeat(60_000));
    RecordResult.Recorded last = recorded(incident().extra(deep));
    LedgerEntry entry = last.entry();
    LedgerEntry large = entry;
    for (int i = 2; i <= 300; i++) {
      large =
          large.append(UpdateRecord.pending(i, clock.instant(), "", entry.last().payload()), null);
    }
    LedgerEntry tooLarge = large;

    assertThatThrownBy(() -> storage.save(tooLarge, true))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("takes more than 16 MiB");
    assertThat(incidentOf(entry.id())).isEqualTo(entry);
    storage.save(tooLarge, false);
    assertThat(incidentOf(entry.id()).updates()).hasSize(300);
  }

  @Test
  void announcesAMaintenanceOnce() throws IOException {
    RecordResult first = record(maintenance().id("W-1"));
    RecordResult again = record(maintenance().id("W-1"));

    assertThat(first).isInstanceOf(RecordResult.Recorded.class);
    assertThat(again)
        .isInstanceOfSatisfying(
            RecordResult.Skipped.class,
            skipped ->
                assertThat(skipped.reason()).contains("announced already").contains("another id"));
  }

  @Test
  void announcesAMaintenanceAgainIfTheHubDidNotWantIt() throws IOException {
    RecordResult.Recorded first = (RecordResult.Recorded) record(maintenance().id("W-1"));
    settle(first.entry(), 1, DeliveryState.REJECTED);

    RecordResult.Recorded again = (RecordResult.Recorded) record(maintenance().id("W-1"));
    assertThat(again.sequence()).isEqualTo(2);
  }

  @Test
  void givesEachMaintenanceAnIdOfItsOwn() throws IOException {
    RecordResult.Recorded first =
        (RecordResult.Recorded) record(maintenance().allowDuplicate(true));
    RecordResult.Recorded second =
        (RecordResult.Recorded) record(maintenance().allowDuplicate(true).idempotent(true));
    RecordResult.Recorded third =
        (RecordResult.Recorded) record(maintenance().allowDuplicate(true));

    assertThat(second.entry().id()).isEqualTo(first.entry().id());
    assertThat(third.entry().id()).isNotEqualTo(first.entry().id());
    assertThat(first.entry().kind()).isEqualTo(LedgerEntry.Kind.MAINTENANCE);
    assertThat(first.entry().isOpenIncident()).isFalse();
  }

  @Test
  void keepsAMaintenanceAndAnIncidentOfTheSameIdApart() throws IOException {
    record(maintenance().id("X"));
    assertThat(recorded(named("X")).sequence()).isEqualTo(1);
  }

  @Test
  void takesNothingForAFileOfANewerVersion() throws IOException {
    String id = recorded(incident()).entry().id();
    Path file = onlyFileIn("pending");
    String newer = Files.readString(file).replace("\"version\" : 1", "\"version\" : 2");
    Files.writeString(file, newer);

    assertThatThrownBy(() -> record(incident()))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("newer version")
        .hasMessageContaining("update this plugin");
    assertThatThrownBy(() -> ledger.find(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), id))
        .isInstanceOf(LedgerException.class);
    assertThat(Files.readString(file)).isEqualTo(newer);
    try (Stream<LedgerEntry> entries = ledger.entries()) {
      assertThat(entries).isEmpty();
    }
    assertThat(notices).hasSize(1).allMatch(line -> line.contains("newer version"));
  }

  @Test
  void takesNothingOnceItIsClosed() throws IOException {
    recorded(incident());
    String real = folder.toRealPath().toString();
    assertThat(System.getProperties().keySet()).anyMatch(name -> ((String) name).contains(real));
    storage.close();
    assertThat(System.getProperties().keySet()).noneMatch(name -> ((String) name).contains(real));

    assertThatThrownBy(() -> record(incident()))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("is closed");
    storage.close();
  }

  @Test
  void retriesInOrderOnly() throws IOException {
    LedgerEntry entry = recorded(incident()).entry();
    recorded(incident().state("identified"));
    recorded(incident().state("monitoring"));
    settle(entry, 1, DeliveryState.EXPIRED);
    settle(entry, 2, DeliveryState.DELIVERED);
    settle(entry, 3, DeliveryState.REJECTED);

    assertThat(admin.retry(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), entry.id(), "tester"))
        .isEqualTo(1);
    assertThat(incidentOf(entry.id()).updates())
        .extracting(UpdateRecord::delivery)
        .containsExactly(DeliveryState.EXPIRED, DeliveryState.DELIVERED, DeliveryState.PENDING);
    assertThat(incidentOf(entry.id()).last().failures()).isZero();
    assertThat(admin.retry(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), "unknown", "tester"))
        .isZero();
    assertThat(admin.discard(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), "unknown", "tester"))
        .isZero();
  }

  @Test
  void retriesTheEndAlongWithTheBeginning() throws IOException {
    LedgerEntry entry = recorded(incident()).entry();
    recorded(resolved());
    settle(entry, 1, DeliveryState.EXPIRED);
    new DeliveryQueue(storage)
        .change(
            LedgerFileNames.ofEntry(entry),
            null,
            2,
            update -> update.settledAs(DeliveryState.SKIPPED, clock.instant(), "pointless"),
            false,
            storage.defaultDeadline());

    assertThat(admin.retry(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), entry.id(), "tester"))
        .isEqualTo(2);
    assertThat(incidentOf(entry.id()).undelivered()).isEqualTo(2);
  }

  @Test
  void doesNotRetryTheEndWithoutTheBeginning() throws IOException {
    LedgerEntry entry = recorded(incident()).entry();
    recorded(resolved());
    settle(entry, 1, DeliveryState.DISCARDED);
    settle(entry, 2, DeliveryState.SKIPPED);

    assertThat(admin.retry(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), entry.id(), "tester"))
        .isZero();
  }

  @Test
  void discardsAllThatIsMissing() throws IOException {
    LedgerEntry entry = recorded(incident()).entry();
    recorded(incident().state("identified"));
    recorded(incident().state("monitoring"));
    settle(entry, 1, DeliveryState.DELIVERED);
    settle(entry, 2, DeliveryState.REJECTED);
    assertThat(incidentOf(entry.id()).unsettled()).isEqualTo(1);

    assertThat(admin.discard(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), entry.id(), "tester"))
        .isEqualTo(2);
    assertThat(admin.discard(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), entry.id(), "tester"))
        .isZero();
    assertThat(incidentOf(entry.id()).updates())
        .extracting(UpdateRecord::delivery)
        .containsExactly(DeliveryState.DELIVERED, DeliveryState.DISCARDED, DeliveryState.DISCARDED);
    assertThat(incidentOf(entry.id()).updates())
        .extracting(UpdateRecord::problem)
        .containsExactly("because", "discarded: because", "discarded");
    assertThat(admin.retry(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), entry.id(), "tester"))
        .isZero();
    try (Stream<LedgerEntry> pending = ledger.pending()) {
      assertThat(pending).isEmpty();
    }
  }

  @Test
  void isOverForTheKeyOnceAnUnpublishedOpeningIsDiscarded() throws IOException {
    LedgerEntry entry = recorded(incident()).entry();
    admin.discard(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), entry.id(), "tester");

    assertThat(keys.openIncident(ServiceId.of("shop"), "deploy")).isNull();
    assertThat(skipped(resolved()).reason()).contains("was never published");
  }

  @Test
  void countsFailuresInARow() throws IOException {
    assertThat(keys.countFailure(ServiceId.of("shop"), "deploy")).isEqualTo(1);
    assertThat(keys.countFailure(ServiceId.of("shop"), "deploy")).isEqualTo(2);
    assertThat(keys.countFailure(ServiceId.of("shop"), "other")).isEqualTo(1);
    String id = recorded(incident()).entry().id();
    assertThat(keys.countFailure(ServiceId.of("shop"), "deploy")).isEqualTo(3);
    keys.clearFailures(ServiceId.of("shop"), "deploy");
    assertThat(keys.countFailure(ServiceId.of("shop"), "deploy")).isEqualTo(1);
    assertThat(Objects.requireNonNull(keys.openIncident(ServiceId.of("shop"), "deploy")).id())
        .isEqualTo(id);
  }

  @Test
  void listsPendingEntriesFirst() throws IOException {
    LedgerEntry first = recorded(incident()).entry();
    settle(first, 1, DeliveryState.DELIVERED);
    LedgerEntry second = recorded(incident().key("other")).entry();

    try (Stream<LedgerEntry> entries = ledger.entries()) {
      assertThat(entries).extracting(LedgerEntry::id).containsExactly(second.id(), first.id());
    }
    try (Stream<LedgerEntry> pending = ledger.pending()) {
      assertThat(pending).extracting(LedgerEntry::id).containsExactly(second.id());
    }
  }

  @Test
  void makesNothingByBeingLookedAt() throws IOException {
    assertThat(keys.openIncident(ServiceId.of("shop"), "deploy")).isNull();
    try (Stream<LedgerEntry> entries = ledger.entries()) {
      assertThat(entries).isEmpty();
    }
    assertThat(ledger.damaged()).isEmpty();
    assertThat(ledger.folder()).doesNotExist();
  }

  private Path onlyFileIn(String part) throws IOException {
    try (Stream<Path> files = Files.list(ledger.folder().resolve(part))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }
}
