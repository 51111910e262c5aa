package io.jenkins.statushub.sending;

import static io.jenkins.statushub.sending.LedgerFixture.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.files.DurableFiles;
import io.jenkins.statushub.files.WatchedFileSystem;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.ledger.store.LedgerFileNames;
import io.jenkins.statushub.ledger.store.LedgerStorage;
import io.jenkins.statushub.transport.Transport;
import io.jenkins.statushub.transport.TransportResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
  void areForTheirOwnerAlone() throws IOException {
    Path ledger = folder.resolve("deep/ledger");
    try (LedgerFixture fixture = LedgerFixture.open(ledger, hub.transport())) {
      fixture.announce(incident());
      fixture.enqueue(incident().key("other"));
      fixture.flush(true);
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
    try (LedgerFixture fixture =
        LedgerFixture.open(
            WatchedFileSystem.watched(folder, steps), transport, builder -> builder.fsync(true))) {
      fixture.announce(incident());
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
    // A power failure may take this back, and with it bring a second delivery.
    assertThat(steps.taken).containsExactly("write pending.json", "move settled.json");
  }

  @Test
  void areNotWaitedForWhereTheDiskIsNotTo() {
    Steps steps = new Steps();
    try (LedgerFixture fixture =
        LedgerFixture.open(WatchedFileSystem.watched(folder, steps), hub.transport())) {
      fixture.announce(incident());
    }
    assertThat(steps.taken).isNotEmpty().noneMatch(step -> step.startsWith("force"));
  }

  @Test
  void areOneForEachIncident() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fixture.announce(incident().service("s").key("deploy"));
      assertThat(folder.resolve("pending")).isEmptyDirectory();
      fixture.enqueue(incident().service("s").title("Slow #2"));
      assertThat(only("pending")).exists();
      assertThat(folder.resolve("settled")).isEmptyDirectory();
      assertThat(fixture.flush(true).delivered()).isEqualTo(1);
      assertThat(only("settled")).exists();
    }
  }

  @Test
  void thatAreDamagedAreKeptEvenIfSomebodyTidiedTheirFolderAway() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fixture.enqueue(incident());
      Files.writeString(only("pending"), "{");
      Files.delete(folder.resolve("damaged"));

      assertThat(fixture.flush(true)).isEqualTo(FlushReport.NOTHING);
      assertThat(fixture.hub.ledger().damaged())
          .singleElement()
          .asString()
          .startsWith("shop-")
          .endsWith(".damaged");
    }
  }

  @Test
  void leaveNothingUnfinishedBehind() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fixture.announce(incident());
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
              LedgerFileNames.ofEntry(
                  LedgerEntry.Kind.INCIDENT, ServiceId.of(service), "id/..\\*?"),
              LedgerFileNames.ofKey(ServiceId.of(service), "key\u0000 with anything"),
              LedgerFileNames.ofBackoff(ServiceId.of(service)))) {
        assertThat(name).matches("[A-Za-z0-9_-]+-[0-9a-f]{32}").hasSizeLessThan(100);
      }
    }
  }

  @Test
  void areToldApartWhereCaseDoesNotCount() {
    List<String> names = new ArrayList<>();
    for (String service : List.of("shop", "Shop", "a.b", "a_b", "A_B")) {
      names.add(
          LedgerFileNames.ofEntry(LedgerEntry.Kind.INCIDENT, ServiceId.of(service), "1")
              .toLowerCase(Locale.ROOT));
      names.add(
          LedgerFileNames.ofEntry(LedgerEntry.Kind.MAINTENANCE, ServiceId.of(service), "1")
              .toLowerCase(Locale.ROOT));
      names.add(LedgerFileNames.ofKey(ServiceId.of(service), "1").toLowerCase(Locale.ROOT));
      names.add(LedgerFileNames.ofBackoff(ServiceId.of(service)).toLowerCase(Locale.ROOT));
    }
    assertThat(names).doesNotHaveDuplicates();
  }

  /** The parts of a name must not run into each other. */
  @Test
  void areMadeFromPartsThatStayApart() {
    assertThat(LedgerFileNames.ofKey(ServiceId.of("shop"), "ab"))
        .isNotEqualTo(LedgerFileNames.ofKey(ServiceId.of("shop"), "a"));
    assertThat(
            LedgerFileNames.newId(
                LedgerEntry.Kind.INCIDENT, ServiceId.of("s"), "a", "b1", 1, Instant.EPOCH))
        .isNotEqualTo(
            LedgerFileNames.newId(
                LedgerEntry.Kind.INCIDENT, ServiceId.of("s"), "ab", "1", 1, Instant.EPOCH))
        .isEqualTo(
            LedgerFileNames.newId(
                LedgerEntry.Kind.INCIDENT, ServiceId.of("s"), "a", "b1", 1, Instant.EPOCH))
        .startsWith("s-1970-01-01-");
  }

  /** Or an update of this product would not find again what was kept before it. */
  @Test
  void haveTheSameNamesInEveryVersion() {
    assertThat(LedgerFileNames.ofEntry(LedgerEntry.Kind.INCIDENT, ServiceId.of("a.b"), "INC-7"))
        .isEqualTo("a_b-bd9e5b70bc51805c269e0314cdb9e543");
    assertThat(LedgerFileNames.ofKey(ServiceId.of("shop"), "deploy"))
        .isEqualTo("shop-24350ac919a87ca6faf5b6b8ca863641");
    assertThat(LedgerFileNames.ofBackoff(ServiceId.of("shop")))
        .isEqualTo("shop-053b735244344311e98cf5dc86ed1d66");
  }

  @Test
  void stopNothingWhenTruncatedAnywhere() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fixture.enqueue(incident());
      fixture.enqueue(incident().key("other"));
      Path file;
      try (Stream<Path> files = Files.list(folder.resolve("pending"))) {
        file = files.sorted().findFirst().orElseThrow();
      }
      byte[] whole = Files.readAllBytes(file);
      for (int length = 0; length < whole.length - 2; length++) {
        if (length > 20) {
          // Names of damaged files of one moment are counted up, and looked for one by one.
          fixture.clock.advance(Duration.ofMillis(1));
        }
        Files.write(file, Arrays.copyOf(whole, length));
        try (Stream<LedgerEntry> pending = fixture.hub.ledger().pending()) {
          assertThat(pending).describedAs("cut at " + length).hasSize(1);
        }
        assertThat(file).doesNotExist();
        assertThat(fixture.hub.ledger().damaged()).hasSize(length + 1);
        assertThat(fixture.notices).hasSize(length + 1);
      }
      assertThat(fixture.notices)
          .allMatch(line -> line.contains("is damaged") && line.contains("it was kept as"));
      assertThat(fixture.flush(true).delivered()).isEqualTo(1);
    }
  }

  /** What a process leaves that dies in the middle of noting how an attempt ended. */
  @Test
  void loseNoUpdateWhereverAMarkIsCutOff() throws IOException {
    HubModel none = new HubModel();
    List<byte[]> states = new ArrayList<>();
    Path file;
    try (LedgerFixture fixture = LedgerFixture.open(folder, unavailable(none))) {
      fixture.enqueue(incident());
      fixture.enqueue(incident().title("Slow #2"));
      file = only("pending");
      states.add(Files.readAllBytes(file));
      fixture.flush(false);
      states.add(Files.readAllBytes(file));
    }
    byte[] whole = states.get(1);
    int document = states.get(0).length;
    assertThat(whole.length).isGreaterThan(document + 50);
    for (int length = document; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      check(file, "cut at " + length);
      byte[] zeros = Arrays.copyOf(whole, whole.length);
      Arrays.fill(zeros, length, whole.length, (byte) 0);
      Files.write(file, zeros);
      check(file, "zeros from " + length);
    }
  }

  /** What a process leaves that dies in the middle of recording an update. */
  @Test
  void loseNoOtherUpdateWhereverOneIsCutOff() throws IOException {
    Path file;
    byte[] first;
    try (LedgerFixture fixture = LedgerFixture.open(folder, unavailable(new HubModel()))) {
      fixture.enqueue(incident());
      file = only("pending");
      first = Files.readAllBytes(file);
      fixture.enqueue(incident().title("Slow #2"));
    }
    byte[] whole = Files.readAllBytes(file);
    assertThat(whole).startsWith(first).hasSizeGreaterThan(first.length + 50);
    for (int length = first.length; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      checkOne(file, "cut at " + length);
      byte[] zeros = Arrays.copyOf(whole, whole.length);
      Arrays.fill(zeros, length, whole.length, (byte) 0);
      Files.write(file, zeros);
      checkOne(file, "zeros from " + length);
    }
  }

  private void checkOne(Path file, String when) throws IOException {
    HubModel received = new HubModel();
    try (LedgerFixture fixture = LedgerFixture.open(folder, unavailable(received))) {
      fixture.enqueue(incident().title("Slow #3"));
      try (Stream<LedgerEntry> pending = fixture.hub.ledger().pending()) {
        assertThat(pending)
            .describedAs(when)
            .singleElement()
            .satisfies(
                entry -> {
                  assertThat(entry.updates()).extracting(UpdateRecord::sequence).contains(1, 2);
                  assertThat(entry.updates()).hasSize(2);
                  assertThat(entry.last().title()).isEqualTo("Slow #3");
                });
      }
      assertThat(fixture.notices).describedAs(when).isEmpty();
      assertThat(file).describedAs(when).exists();
    }
  }

  /** An incident may hold a thousand; each is added to the file, which is not written anew. */
  @Test
  void growByWhatIsAnnounced() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, unavailable(new HubModel()))) {
      fixture.enqueue(incident());
      Path file = only("pending");
      int writtenAnew = 0;
      for (int i = 2; i <= 200; i++) {
        byte[] before = Files.readAllBytes(file);
        fixture.enqueue(incident().title("Slow #" + i));
        byte[] after = Files.readAllBytes(file);
        if (!Arrays.equals(before, Arrays.copyOf(after, before.length))) {
          writtenAnew++;
        }
      }
      assertThat(writtenAnew).isBetween(1, 5);
      fixture.flush(false);
    }
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      assertThat(fixture.flush(false).delivered()).isEqualTo(200);
      assertThat(hub.all()).hasSize(200);
    }
  }

  private static Transport unavailable(HubModel model) {
    return model.transport(answer -> TransportResult.answered(503, null, "busy"));
  }

  private void check(Path file, String when) throws IOException {
    HubModel received = new HubModel();
    try (LedgerFixture fixture = LedgerFixture.open(folder, unavailable(received))) {
      // A mark that follows one that was cut off can be read.
      fixture.flush(false);
      try (Stream<LedgerEntry> pending = fixture.hub.ledger().pending()) {
        assertThat(pending)
            .describedAs(when)
            .singleElement()
            .satisfies(
                entry -> {
                  assertThat(entry.unsettled()).isEqualTo(2);
                  assertThat(entry.updates().get(0).failures()).isEqualTo(1);
                });
      }
      assertThat(received.all()).describedAs(when).hasSize(1);
      assertThat(fixture.notices).describedAs(when).isEmpty();
      assertThat(file).describedAs(when).exists();
    }
  }

  private static String addition(int sequence, String id) {
    return "{\"sequence\":"
        + sequence
        + ",\"recorded\":\"2026-11-24T09:00:00Z\",\"delivery\":\"pending\",\"payload\":{\"id\":\""
        + id
        + "\"}}\n";
  }

  @Test
  void areDamagedIfSomethingElseFollowsTheDocument() throws IOException {
    for (String more :
        List.of(
            "x",
            "x\n",
            "{}\n",
            "{\"sequence\":2,\"delivery\":\"delivered\"}\n",
            "{\"sequence\":1}\n",
            addition(1, "{id}"),
            addition(2, "another"),
            addition(2, "{id}").replace("delivery", "x"),
            addition(2, "{id}").replace("{\"id\"", "[{\"id\"").replace("}}", "}]}"))) {
      try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
        fixture.enqueue(incident());
        Path file = only("pending");
        String id;
        try (Stream<LedgerEntry> pending = fixture.hub.ledger().pending()) {
          id = pending.findFirst().orElseThrow().id();
        }
        Files.writeString(file, Files.readString(file) + more.replace("{id}", id));

        assertThat(fixture.flush(false)).describedAs(more).isEqualTo(FlushReport.NOTHING);
        assertThat(fixture.notices)
            .describedAs(more)
            .singleElement()
            .asString()
            .contains("damaged");
      }
    }
  }

  /** Each update costs one open and one write, however many there are. */
  @Test
  void areNotWrittenAnewForEachUpdateThatIsDelivered() {
    int updates = 40;
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      for (int i = 1; i <= updates; i++) {
        fixture.enqueue(incident().title("Slow #" + i));
      }
    }
    List<String> taken = new ArrayList<>();
    WatchedFileSystem.Watch watch =
        (operation, path) -> {
          if (List.of("open", "write", "move").contains(operation)
              && path.toString().matches(".*(pending|settled).*\\.(json|tmp)")) {
            taken.add(operation + path.toString().substring(path.toString().lastIndexOf('.')));
          }
        };
    try (LedgerFixture fixture =
        LedgerFixture.open(WatchedFileSystem.watched(folder, watch), hub.transport())) {
      assertThat(fixture.flush(false).delivered()).isEqualTo(updates);
    }
    assertThat(taken).doesNotContain("write.tmp").containsOnlyOnce("move.json");
    // A write is watched in its two halves, or more.
    assertThat(taken.stream().filter(step -> step.equals("open.json")).count())
        .isLessThanOrEqualTo(updates + 3L);
  }

  @Test
  void doNotGrowByAttemptsWithoutABound() throws IOException {
    try (LedgerFixture fixture =
        LedgerFixture.open(
            folder,
            unavailable(hub),
            builder -> builder.policy(DeliveryPolicy.DEFAULT.withAttempts(1)))) {
      fixture.enqueue(incident());
      Path file = only("pending");
      long largest = 0;
      for (int i = 0; i < 300; i++) {
        fixture.flush(false);
        largest = Math.max(largest, Files.size(file));
      }
      assertThat(largest).isBetween(10_000L, 20_000L);
      try (Stream<LedgerEntry> pending = fixture.hub.ledger().pending()) {
        assertThat(pending)
            .singleElement()
            .satisfies(entry -> assertThat(entry.updates().get(0).failures()).isEqualTo(300));
      }
    }
  }

  @Test
  void areLeftAloneWhenTheyAreForeign() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fixture.enqueue(incident());
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

      assertThat(fixture.flush(true).delivered()).isEqualTo(1);
      assertThat(fixture.notices).isEmpty();
      assertThat(foreign).allMatch(Files::exists);
    }
  }

  @Test
  void areNotDeliveredTwiceWhenSomebodyCopiesOne() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fixture.enqueue(incident());
      Path file = only("pending");
      Path copy = file.resolveSibling("shop-" + "0".repeat(32) + ".json");
      Files.copy(file, copy);

      assertThat(fixture.flush(true).delivered()).isEqualTo(1);
      assertThat(hub.all()).hasSize(1);
      assertThat(fixture.notices)
          .singleElement()
          .asString()
          .contains("its name does not go with what it holds");
      assertThat(copy).doesNotExist();
    }
  }

  @Test
  void reachOutOfTheFolderByNoNameInThem() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fixture.enqueue(incident());
      Path file = only("pending");
      Files.writeString(file, Files.readString(file).replace("\"shop\"", "\"../../../../tmp/x\""));

      assertThat(fixture.flush(true)).isEqualTo(FlushReport.NOTHING);
      assertThat(fixture.hub.ledger().damaged()).hasSize(1);
    }
  }

  @Test
  void areNotReadWhenTheyAreTooLarge() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fixture.enqueue(incident());
      Path file = only("pending");
      try (var channel =
          java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
        channel.write(java.nio.ByteBuffer.wrap(new byte[1]), DurableFiles.MAX_BYTES);
      }
      assertThat(fixture.flush(true).delivered()).isZero();
      assertThat(fixture.notices)
          .singleElement()
          .asString()
          .contains("larger than any file of the ledger");
    }
  }

  @Test
  void keepsTheLongerOfTwoBackoffs() throws IOException {
    ServiceId shop = ServiceId.of("shop");
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      LedgerStorage storage = fixture.storage;
      Instant now = fixture.clock.instant();
      storage.backOff(shop, now.plusSeconds(60), storage.defaultDeadline());
      storage.backOff(shop, now.plusSeconds(30), storage.defaultDeadline());
      assertThat(storage.backoffUntil(shop)).isEqualTo(now.plusSeconds(60));
      storage.backOff(shop, now.plusSeconds(90), storage.defaultDeadline());
      assertThat(storage.backoffUntil(shop)).isEqualTo(now.plusSeconds(90));
      assertThat(storage.backoffUntil(ServiceId.of("Shop"))).isNull();
      assertThat(storage.backoffUntil(new ServiceId("folder", "shop"))).isNull();

      fixture.clock.advance(Duration.ofSeconds(90));
      assertThat(storage.backoffUntil(shop)).isNull();
      fixture.clock.advance(Duration.ofSeconds(-1));
      assertThat(storage.backoffUntil(shop)).isNotNull();
      // A clock that was an hour ahead when it was written.
      fixture.clock.advance(Duration.ofHours(-1));
      assertThat(storage.backoffUntil(shop)).isNull();

      Files.writeString(only("backoff"), "{");
      assertThat(storage.backoffUntil(shop)).isNull();
      storage.backOff(shop, now.plusSeconds(5), storage.defaultDeadline());
      fixture.clock.set(now);
      assertThat(storage.backoffUntil(shop)).isEqualTo(now.plusSeconds(5));
    }
  }

  @Test
  void stayFewAndSmallForALongIncident() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      String id = "";
      for (int i = 1; i <= LedgerEntry.MAX_SETTLED + 20; i++) {
        id = Objects.requireNonNull(fixture.announce(incident().title("Slow #" + i)).id());
      }
      LedgerEntry entry =
          Objects.requireNonNull(
              fixture.hub.ledger().find(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), id));
      assertThat(entry.updates().size() + entry.pruned()).isEqualTo(LedgerEntry.MAX_SETTLED + 20);
      assertThat(entry.updates()).hasSizeLessThanOrEqualTo(LedgerEntry.MAX_SETTLED + 1);
      assertThat(entry.updates().get(0).title()).isEqualTo("Slow #1");
      assertThat(entry.last().title()).isEqualTo("Slow #" + (LedgerEntry.MAX_SETTLED + 20));
      assertThat(entry.isPublished()).isTrue();
    }
  }

  @Test
  void trimWhatNeedsNoCareAndKeepWhatDoes() {
    List<UpdateRecord> updates = new ArrayList<>();
    DeliveryState[] states = DeliveryState.values();
    for (int i = 1; i <= 700; i++) {
      DeliveryState delivery = states[i % states.length];
      updates.add(
          UpdateRecord.pending(i, Instant.EPOCH, "", Map.of("id", "1"))
              .attempted(delivery, Instant.EPOCH, false, ""));
    }
    LedgerEntry entry =
        new LedgerEntry(
            LedgerEntry.Kind.INCIDENT,
            ServiceId.of("shop"),
            "1",
            null,
            null,
            Instant.EPOCH,
            5,
            List.of(),
            updates);
    LedgerEntry trimmed = entry.withoutSurplus();

    assertThat(trimmed.undelivered()).isEqualTo(entry.undelivered()).isEqualTo(400);
    assertThat(trimmed.updates()).hasSize(400 + LedgerEntry.MAX_SETTLED + 1);
    long dropped =
        entry.updates().stream().filter(each -> each.delivery() == DeliveryState.DELIVERED).count()
            - trimmed.updates().stream()
                .filter(each -> each.delivery() == DeliveryState.DELIVERED)
                .count();
    assertThat(trimmed.pruned()).isEqualTo(5 + (int) dropped);
    assertThat(dropped).isPositive();
    assertThat(trimmed.last()).isEqualTo(entry.last());
    assertThat(trimmed.updates().get(0)).isEqualTo(entry.updates().get(0));
    assertThat(trimmed.withoutSurplus()).isSameAs(trimmed);
  }

  @Test
  void areNotMadeWhereAFileIsInTheWay() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "not a folder", StandardCharsets.UTF_8);
    try (LedgerFixture fixture = LedgerFixture.open(file, hub.transport())) {
      Outcome outcome = fixture.announce(incident());
      assertThat(outcome.line()).startsWith("StatusHub: shop: sent without the ledger: 'Slow #1'");
      assertThat(outcome.warnings())
          .singleElement()
          .asString()
          .contains(
              "the ledger folder "
                  + file
                  + " can't be used: a file is in the place of a folder; fix that, or name another"
                  + " folder");
      assertThat(fixture.notices).isNotEmpty();
      assertThat(hub.all()).hasSize(1);
      assertThatThrownBy(
              () -> fixture.hub.preview(fixture.one(incident().title(null).title("Slow #1"))))
          .isInstanceOf(LedgerException.class);
    }
  }

  @Test
  void areNotTakenForEmptyWhereAFileIsInTheWay() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder", StandardCharsets.UTF_8);
    try (LedgerFixture fixture = LedgerFixture.open(file, hub.transport())) {
      assertThatThrownBy(() -> fixture.hub.ledger().summary(Instant.EPOCH))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining(file + " can't be used: a file is in the place of a folder");
    }
  }

  @Test
  void showAPreviewThatIsRecordedNowhere() throws IOException {
    Path none = folder.resolve("none");
    try (LedgerFixture fixture = LedgerFixture.open(none, hub.transport())) {
      Announcement announcement = fixture.one(incident());
      String id = fixture.hub.preview(announcement).id();
      assertThat(none).doesNotExist();
      assertThat(fixture.announce(incident()).id()).isEqualTo(id);
    }
  }
}
