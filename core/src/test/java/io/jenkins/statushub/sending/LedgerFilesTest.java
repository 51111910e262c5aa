package io.jenkins.statushub.sending;

import static io.jenkins.statushub.sending.LedgerFixture.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.files.DurableFiles;
import io.jenkins.statushub.files.WatchedFileSystem;
import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.ledger.store.LedgerCleanup;
import io.jenkins.statushub.ledger.store.LedgerFileNames;
import io.jenkins.statushub.ledger.store.ServiceBackoff;
import io.jenkins.statushub.transport.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger's files: their names, permissions, damage and age. */
class LedgerFilesTest {
  @TempDir Path folder;
  private final HubModel hub = new HubModel();

  private Path only(String part) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(part))) {
      return files.reduce((one, other) -> null).orElseThrow();
    }
  }

  @Test
  void areForTheirOwnerAlone() throws IOException {
    Path ledger = folder.resolve("deep/ledger");
    try (LedgerFixture door = LedgerFixture.open(ledger, hub.transport())) {
      door.announce(incident());
      door.park(incident().key("other"));
      door.flush(true);
    }
    try (Stream<Path> all = Files.walk(folder.resolve("deep"))) {
      for (Path each : (Iterable<Path>) all::iterator) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .describedAs(each.toString())
            .isEqualTo(Files.isDirectory(each) ? "rwx------" : "rw-------");
      }
    }
  }

  /** Notes what is done to files, without their names. */
  private static final class Steps implements WatchedFileSystem.Watch {
    private final List<String> taken = new ArrayList<>();

    @Override
    public void before(String operation, Path path) {
      if (List.of("write", "force", "move").contains(operation)) {
        String name = String.valueOf(path.getFileName());
        int ending = name.lastIndexOf('.');
        Path place = ending < 0 ? path : Objects.requireNonNull(path.getParent());
        String step =
            operation + " " + place.getFileName() + (ending < 0 ? "" : name.substring(ending));
        if (taken.isEmpty() || !taken.get(taken.size() - 1).equals(step)) {
          taken.add(step);
        }
      }
    }
  }

  @Test
  void areForcedToDiskBeforeAnythingIsSent() {
    Steps steps = new Steps();
    List<String> before = new ArrayList<>();
    Transport transport =
        hub.transport(
            answer -> {
              before.addAll(steps.taken);
              steps.taken.clear();
              return answer;
            });
    try (LedgerFixture door =
        LedgerFixture.open(
            WatchedFileSystem.watched(folder, steps), transport, builder -> builder.fsync(true))) {
      door.announce(incident());
    }
    assertThat(before)
        .containsExactly(
            "write keys.tmp",
            "force keys.tmp",
            "move keys.json",
            "force keys",
            "write pending.tmp",
            "force pending.tmp",
            "move pending.json",
            "force pending");
    // A power failure may bring back the old file, and with it a second delivery, but no half one.
    assertThat(steps.taken)
        .containsExactly(
            "write pending.tmp", "force pending.tmp", "move pending.json", "move settled.json");
  }

  @Test
  void areNotWaitedForWhereTheDiskIsNotTo() {
    Steps steps = new Steps();
    try (LedgerFixture door =
        LedgerFixture.open(WatchedFileSystem.watched(folder, steps), hub.transport())) {
      door.announce(incident());
    }
    assertThat(steps.taken).isNotEmpty().noneMatch(step -> step.startsWith("force"));
  }

  @Test
  void areOneForEachIncident() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      door.announce(incident().service("s").key("deploy"));
      assertThat(folder.resolve("pending")).isEmptyDirectory();
      door.park(incident().service("s").title("Slow #2"));
      assertThat(only("pending")).exists();
      assertThat(folder.resolve("settled")).isEmptyDirectory();
      assertThat(door.flush(true).delivered()).isEqualTo(1);
      assertThat(only("settled")).exists();
    }
  }

  @Test
  void thatAreDamagedAreKeptEvenIfSomebodyTidiedTheirFolderAway() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      door.park(incident());
      Files.writeString(only("pending"), "{");
      Files.delete(folder.resolve("damaged"));

      assertThat(door.flush(true)).isEqualTo(FlushReport.NOTHING);
      assertThat(door.hub.ledger().damaged())
          .singleElement()
          .asString()
          .startsWith("shop-")
          .endsWith(".damaged");
    }
  }

  @Test
  void leaveNothingUnfinishedBehind() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      door.announce(incident());
    }
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(path -> path.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void haveNamesThatAnySystemCanHold() {
    String longest = "A" + "b".repeat(63);
    for (String service : List.of("CON", "nul", "com1.prod", "con.", "a.b", longest)) {
      for (String name :
          List.of(
              LedgerFileNames.ofEntry(LedgerEntry.Kind.INCIDENT, service, "id/..\\*?"),
              LedgerFileNames.ofKey(service, "key\u0000 with anything"),
              LedgerFileNames.ofBackoff(service))) {
        assertThat(name).matches("[A-Za-z0-9_-]+-[0-9a-f]{32}").hasSizeLessThan(100);
      }
    }
  }

  @Test
  void areToldApartWhereCaseDoesNotCount() {
    List<String> names = new ArrayList<>();
    for (String service : List.of("shop", "Shop", "a.b", "a_b", "A_B")) {
      names.add(
          LedgerFileNames.ofEntry(LedgerEntry.Kind.INCIDENT, service, "1")
              .toLowerCase(Locale.ROOT));
      names.add(
          LedgerFileNames.ofEntry(LedgerEntry.Kind.MAINTENANCE, service, "1")
              .toLowerCase(Locale.ROOT));
      names.add(LedgerFileNames.ofKey(service, "1").toLowerCase(Locale.ROOT));
      names.add(LedgerFileNames.ofBackoff(service).toLowerCase(Locale.ROOT));
    }
    assertThat(names).doesNotHaveDuplicates();
  }

  /** The parts of a name must not run into each other. */
  @Test
  void areMadeFromPartsThatStayApart() {
    assertThat(LedgerFileNames.ofKey("shop", "ab"))
        .isNotEqualTo(LedgerFileNames.ofKey("shop", "a"));
    assertThat(LedgerFileNames.newId(LedgerEntry.Kind.INCIDENT, "s", "a", "b1", 1, Instant.EPOCH))
        .isNotEqualTo(
            LedgerFileNames.newId(LedgerEntry.Kind.INCIDENT, "s", "ab", "1", 1, Instant.EPOCH))
        .isEqualTo(
            LedgerFileNames.newId(LedgerEntry.Kind.INCIDENT, "s", "a", "b1", 1, Instant.EPOCH))
        .startsWith("s-1970-01-01-");
  }

  /** Or an update of this product would not find again what was kept before it. */
  @Test
  void haveTheSameNamesInEveryVersion() {
    assertThat(LedgerFileNames.ofEntry(LedgerEntry.Kind.INCIDENT, "a.b", "INC-7"))
        .isEqualTo("a_b-8a11ae68e3a1a16b4b574e59b12f819c");
    assertThat(LedgerFileNames.ofKey("shop", "deploy"))
        .isEqualTo("shop-b65a694bf20ea3ae28f2549903e06bf4");
    assertThat(LedgerFileNames.ofBackoff("shop"))
        .isEqualTo("shop-ee68223786d71574a1cddb93931176fa");
  }

  @Test
  void stopNothingWhenTruncatedAnywhere() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      door.park(incident());
      door.park(incident().key("other"));
      Path file;
      try (Stream<Path> files = Files.list(folder.resolve("pending"))) {
        file = files.sorted().findFirst().orElseThrow();
      }
      byte[] whole = Files.readAllBytes(file);
      for (int length = 0; length < whole.length - 2; length++) {
        Files.write(file, Arrays.copyOf(whole, length));
        try (Stream<LedgerEntry> pending = door.hub.ledger().pending()) {
          assertThat(pending).describedAs("cut at " + length).hasSize(1);
        }
        assertThat(file).doesNotExist();
        assertThat(door.hub.ledger().damaged()).hasSize(length + 1);
        assertThat(door.notices).hasSize(length + 1);
      }
      assertThat(door.notices)
          .allMatch(line -> line.contains("is damaged") && line.contains("it was kept as"));
      assertThat(door.flush(true).delivered()).isEqualTo(1);
    }
  }

  @Test
  void areLeftAloneWhenTheyAreForeign() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      door.park(incident());
      Path pending = folder.resolve("pending");
      Path file = only("pending");
      List<Path> foreign =
          List.of(
              pending.resolve("README.txt"),
              pending.resolve("shop-0.json"),
              pending.resolve(".json"),
              pending.resolve(file.getFileName() + ".bak"),
              pending.resolve("x-" + "g".repeat(32) + ".json"));
      for (Path each : foreign) {
        Files.writeString(each, "mine");
      }
      Files.createDirectory(pending.resolve("folder-" + "0".repeat(32) + ".d"));

      assertThat(door.flush(true).delivered()).isEqualTo(1);
      assertThat(door.notices).isEmpty();
      assertThat(foreign).allMatch(Files::exists);
    }
  }

  @Test
  void areNotDeliveredTwiceWhenSomebodyCopiesOne() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      door.park(incident());
      Path file = only("pending");
      Path copy = file.resolveSibling("shop-" + "0".repeat(32) + ".json");
      Files.copy(file, copy);

      assertThat(door.flush(true).delivered()).isEqualTo(1);
      assertThat(hub.all()).hasSize(1);
      assertThat(door.notices)
          .singleElement()
          .asString()
          .contains("its name does not go with what it holds");
      assertThat(copy).doesNotExist();
    }
  }

  @Test
  void reachOutOfTheFolderByNoNameInThem() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      door.park(incident());
      Path file = only("pending");
      Files.writeString(file, Files.readString(file).replace("\"shop\"", "\"../../../../tmp/x\""));

      assertThat(door.flush(true)).isEqualTo(FlushReport.NOTHING);
      assertThat(door.hub.ledger().damaged()).hasSize(1);
    }
  }

  @Test
  void areNotReadWhenTheyAreTooLarge() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      door.park(incident());
      Path file = only("pending");
      try (var channel =
          java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
        channel.write(java.nio.ByteBuffer.wrap(new byte[1]), DurableFiles.MAX_BYTES);
      }
      assertThat(door.flush(true).delivered()).isZero();
      assertThat(door.notices)
          .singleElement()
          .asString()
          .contains("larger than any file of the ledger");
    }
  }

  @Test
  void keepTheLongerOfTwoHolds() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      Ledger ledger = door.hub.ledger();
      Instant now = door.clock.instant();
      Duration wait = Duration.ofSeconds(8);
      ledger.backOff("shop", now.plusSeconds(60), wait);
      ledger.backOff("shop", now.plusSeconds(30), wait);
      assertThat(ledger.store().backoffUntil("shop")).isEqualTo(now.plusSeconds(60));
      ledger.backOff("shop", now.plusSeconds(90), wait);
      assertThat(ledger.store().backoffUntil("shop")).isEqualTo(now.plusSeconds(90));
      assertThat(ledger.store().backoffUntil("Shop")).isNull();

      door.clock.advance(Duration.ofSeconds(90));
      assertThat(ledger.store().backoffUntil("shop")).isNull();
      door.clock.advance(Duration.ofSeconds(-1));
      assertThat(ledger.store().backoffUntil("shop")).isNotNull();
      // A clock that was an hour ahead when it was written.
      door.clock.advance(Duration.ofHours(-1));
      assertThat(ledger.store().backoffUntil("shop")).isNull();

      Files.writeString(only("holds"), "{");
      assertThat(ledger.store().backoffUntil("shop")).isNull();
      ledger.backOff("shop", now.plusSeconds(5), wait);
      assertThat(ServiceBackoff.read(Files.readAllBytes(only("holds"))).until())
          .isEqualTo(now.plusSeconds(5));
    }
  }

  @Test
  void stayFewAndSmallForALongIncident() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      String id = "";
      for (int i = 1; i <= LedgerEntry.KEPT + 20; i++) {
        id = Objects.requireNonNull(door.announce(incident().title("Slow #" + i)).id());
      }
      LedgerEntry entry =
          Objects.requireNonNull(door.hub.ledger().find(LedgerEntry.Kind.INCIDENT, "shop", id));
      assertThat(entry.updates().size() + entry.pruned()).isEqualTo(LedgerEntry.KEPT + 20);
      assertThat(entry.updates()).hasSizeLessThanOrEqualTo(LedgerEntry.KEPT + 1);
      assertThat(entry.updates().get(0).title()).isEqualTo("Slow #1");
      assertThat(entry.last().title()).isEqualTo("Slow #" + (LedgerEntry.KEPT + 20));
      assertThat(entry.isPublished()).isTrue();
    }
  }

  @Test
  void trimWhatNeedsNoCareAndKeepWhatDoes() {
    List<UpdateRecord> updates = new ArrayList<>();
    DeliveryState[] standings = DeliveryState.values();
    for (int i = 1; i <= 700; i++) {
      DeliveryState delivery = standings[i % standings.length];
      updates.add(
          UpdateRecord.accepted(i, Instant.EPOCH, "", Map.of("id", "1"))
              .attempted(delivery, Instant.EPOCH, false, ""));
    }
    LedgerEntry entry =
        new LedgerEntry(
            LedgerEntry.Kind.INCIDENT, "shop", "1", null, null, Instant.EPOCH, 5, updates);
    LedgerEntry trimmed = entry.trimmed();

    assertThat(trimmed.missing()).isEqualTo(entry.missing()).isEqualTo(400);
    assertThat(trimmed.updates()).hasSize(400 + LedgerEntry.KEPT + 1);
    long dropped =
        entry.updates().stream().filter(each -> each.delivery() == DeliveryState.DELIVERED).count()
            - trimmed.updates().stream()
                .filter(each -> each.delivery() == DeliveryState.DELIVERED)
                .count();
    assertThat(trimmed.pruned()).isEqualTo(5 + (int) dropped);
    assertThat(dropped).isPositive();
    assertThat(trimmed.last()).isEqualTo(entry.last());
    assertThat(trimmed.updates().get(0)).isEqualTo(entry.updates().get(0));
    assertThat(trimmed.trimmed()).isSameAs(trimmed);
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
  void areDroppedInTimeAndWhatIsNotOverIsReported() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      Ledger ledger = door.hub.ledger();
      LedgerCleanup cleanup = new LedgerCleanup(ledger, door.clock, door.notices::add);
      door.announce(incident().title("Over #1"));
      door.announce(incident().title("Over #2").state("resolved").status(null));
      door.announce(incident().key("open").title("Open #1"));
      door.park(incident().key("pending").title("Pending #1"));
      Outcome refused = door.park(incident().key("refused").title("Refused #1"));
      ledger.change(
          LedgerFileNames.ofEntry(
              LedgerEntry.Kind.INCIDENT, "shop", Objects.requireNonNull(refused.id())),
          1,
          update ->
              update.attempted(DeliveryState.REJECTED, door.clock.instant(), false, "HTTP 422"),
          Duration.ofSeconds(8));
      ledger.countFailure("shop", "counted");

      door.clock.advance(Duration.ofDays(89));
      age(Duration.ofDays(89), door.clock.instant());
      cleanup.cleanUp(door.clock.instant());
      assertThat(entries(door)).isEqualTo(4);
      assertThat(ledger.countFailure("shop", "counted")).isEqualTo(2);

      door.clock.advance(Duration.ofDays(2));
      age(Duration.ofDays(91), door.clock.instant());
      cleanup.cleanUp(door.clock.instant());
      assertThat(entries(door)).isEqualTo(2);
      assertThat(door.notices)
          .singleElement()
          .asString()
          .contains("dropped incident " + refused.id(), "nobody looked at");
      assertThat(ledger.openIncident("shop", "open")).isNotNull();
      assertThat(ledger.countFailure("shop", "counted")).isEqualTo(1);

      door.clock.advance(Duration.ofDays(400));
      age(Duration.ofDays(491), door.clock.instant());
      cleanup.cleanUp(door.clock.instant());
      assertThat(door.notices).hasSize(2).last().asString().contains("open for 400 days");
      try (Stream<LedgerEntry> entries = ledger.entries()) {
        assertThat(entries).singleElement().matches(entry -> entry.head() != null);
      }
    }
  }

  @Test
  void areKeptFromTheTimeTheyWereSettled() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      door.park(incident());
      door.park(incident().state("resolved").status(null).title("Slow #2"));
      door.clock.advance(Duration.ofDays(2));
      door.flush(true);
      door.clock.advance(Duration.ofDays(89));
      age(Duration.ofDays(91), door.clock.instant());
      LedgerCleanup cleanup = new LedgerCleanup(door.hub.ledger(), door.clock, door.notices::add);
      cleanup.cleanUp(door.clock.instant());
      assertThat(entries(door)).isEqualTo(1);

      door.clock.advance(Duration.ofDays(2));
      cleanup.cleanUp(door.clock.instant());
      assertThat(entries(door)).isZero();
      assertThat(door.notices).isEmpty();
    }
  }

  @Test
  void areDeliveredAlthoughTheyCouldNotBeTidied() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      door.park(incident());
      Path stamp = Files.createDirectories(folder.resolve("tidied/in/the/way"));
      Files.setLastModifiedTime(
          folder.resolve("last-cleanup"),
          FileTime.from(door.clock.instant().minus(Duration.ofDays(2))));

      assertThat(door.flush(true).delivered()).isEqualTo(1);
      assertThat(stamp).exists();
      assertThat(door.notices).singleElement().asString().contains("could not be tidied");
    }
  }

  @Test
  void areBoundedInNumberAndBytes() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      for (int i = 0; i < 6; i++) {
        door.announce(incident().key("key " + i));
        if (i < 4) {
          door.announce(incident().key("key " + i).title("Slow #2").state("resolved").status(null));
        }
      }
      Instant now = door.clock.instant();
      Ledger ledger = door.hub.ledger();
      new LedgerCleanup(ledger, door.clock, door.notices::add, 6, 1 << 20).cleanUp(now);
      assertThat(entries(door)).isEqualTo(6);
      assertThat(door.notices).isEmpty();

      new LedgerCleanup(ledger, door.clock, door.notices::add, 4, 1 << 20).cleanUp(now);
      assertThat(entries(door)).isEqualTo(4);
      assertThat(door.notices).singleElement().asString().contains("dropped the 2 oldest", "4 inc");

      new LedgerCleanup(ledger, door.clock, door.notices::add, 100, 10).cleanUp(now);
      assertThat(entries(door)).isEqualTo(2);
      assertThat(door.notices).hasSize(3).last().asString().contains("still open");
      assertThat(ledger.openIncident("shop", "key 4")).isNotNull();
      assertThat(ledger.openIncident("shop", "key 5")).isNotNull();
    }
  }

  @Test
  void areTidiedOnceADay() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      LedgerCleanup cleanup =
          new LedgerCleanup(door.hub.ledger(), door.clock, door.notices::add, 0, 0);
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
  void thatWereLeftUnfinishedAreRemovedAfterAWhile() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      door.announce(incident());
      Path old = folder.resolve("pending/shop-1.json.12.tmp");
      Path young = folder.resolve("keys/shop-1.json.13.tmp");
      Files.writeString(old, "{");
      Files.writeString(young, "{");
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
      new LedgerCleanup(door.hub.ledger(), door.clock, door.notices::add)
          .cleanUp(door.clock.instant());

      assertThat(old).doesNotExist();
      assertThat(young).exists();
    }
  }

  @Test
  void ofKeysGoWithTheirIncidents() throws IOException {
    try (LedgerFixture door = LedgerFixture.open(folder, hub.transport())) {
      door.announce(incident());
      Path key = only("keys");
      LedgerCleanup cleanup = new LedgerCleanup(door.hub.ledger(), door.clock, door.notices::add);
      Files.setLastModifiedTime(key, FileTime.from(door.clock.instant().minus(Duration.ofDays(2))));
      cleanup.cleanUp(door.clock.instant());
      assertThat(key).exists();

      Files.delete(only("settled"));
      cleanup.cleanUp(door.clock.instant());
      assertThat(key).doesNotExist();
    }
  }

  @Test
  void areNotMadeWhereAFileIsInTheWay() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "not a folder", StandardCharsets.UTF_8);
    try (LedgerFixture door = LedgerFixture.open(file, hub.transport())) {
      Outcome outcome = door.announce(incident());
      assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
      assertThat(outcome.detail()).contains(file.toString(), "name another folder");
      assertThatThrownBy(() -> door.hub.preview(door.one(incident().title(null).title("Slow #1"))))
          .isInstanceOf(LedgerException.class);
    }
  }

  @Test
  void showAPreviewThatIsRecordedNowhere() throws IOException {
    Path none = folder.resolve("none");
    try (LedgerFixture door = LedgerFixture.open(none, hub.transport())) {
      Announcement announcement = door.one(incident());
      String id = door.hub.preview(announcement).id();
      assertThat(none).doesNotExist();
      assertThat(door.announce(incident()).id()).isEqualTo(id);
    }
  }
}
