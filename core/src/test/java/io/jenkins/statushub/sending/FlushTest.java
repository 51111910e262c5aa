package io.jenkins.statushub.sending;

import static io.jenkins.statushub.sending.LedgerFixture.HOUR;
import static io.jenkins.statushub.sending.LedgerFixture.incident;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.IncidentBuilder;
import io.jenkins.statushub.concurrent.LockHandle;
import io.jenkins.statushub.files.WatchedFileSystem;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.ledger.store.LedgerFileNames;
import io.jenkins.statushub.ledger.store.LedgerStorage;
import io.jenkins.statushub.transport.HookUrl;
import io.jenkins.statushub.transport.ScriptedTransport;
import io.jenkins.statushub.transport.Transport;
import io.jenkins.statushub.transport.TransportResult;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delivery from the ledger: at once, and of what was pending. */
class FlushTest {
  @TempDir Path folder;

  private static final TransportResult DOWN = TransportResult.answered(503, null, "HTTP 503");
  private static final TransportResult TAKEN = TransportResult.answered(202, null, "");

  private static IncidentBuilder of(String service) {
    return Announcement.incident()
        .service(service)
        .key("deploy")
        .origin("build 1")
        .title("Slow #1")
        .status("degraded");
  }

  private static LedgerEntry entry(LedgerFixture fixture, String service, String id)
      throws IOException {
    return Objects.requireNonNull(
        fixture.hub.ledger().find(LedgerEntry.Kind.INCIDENT, ServiceId.of(service), id));
  }

  @Test
  void followsTheScheduleThenGivesUpAndSaysSo() throws IOException {
    HubModel hub = new HubModel();
    List<Duration> pauses = new ArrayList<>();
    Transport down = HubModel.answering(json -> CompletableFuture.completedFuture(DOWN));
    try (LedgerFixture fixture = LedgerFixture.open(folder, down)) {
      String id = Objects.requireNonNull(fixture.announce(incident()).id());
      fixture.enqueue(incident().title("Slow #2").state("resolved").status(null));
      Instant accepted = entry(fixture, "shop", id).opened();
      FlushReport report = FlushReport.NOTHING;
      while (report.expired() == 0) {
        Instant next =
            Objects.requireNonNull(entry(fixture, "shop", id).updates().get(0).nextAttempt());
        pauses.add(Duration.between(fixture.clock.instant(), next));
        fixture.clock.set(next.minusMillis(1));
        assertThat(fixture.flush(true).remaining()).isEqualTo(1);
        assertThat(entry(fixture, "shop", id).updates().get(0).nextAttempt()).isEqualTo(next);
        fixture.clock.set(next);
        report = fixture.flush(true);
      }

      assertThat(pauses.subList(0, 6))
          .containsExactly(
              Duration.ofSeconds(5),
              Duration.ofMinutes(1),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              HOUR,
              HOUR);
      assertThat(Duration.between(accepted, fixture.clock.instant()))
          .isBetween(Duration.ofHours(72), Duration.ofHours(74));
      assertThat(fixture.notices)
          .singleElement()
          .asString()
          .startsWith("shop: expired (HTTP 503), retry or discard it: 'Slow #1'");
      assertThat(entry(fixture, "shop", id).updates())
          .extracting(UpdateRecord::delivery)
          .containsExactly(DeliveryState.EXPIRED, DeliveryState.SKIPPED);
      assertThat(entry(fixture, "shop", id).last().problem()).contains("there is none to resolve");
      assertThat(report.remaining()).isZero();
      assertThat(
              fixture
                  .hub
                  .ledgerAdmin()
                  .retry(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), id, "tester"))
          .isEqualTo(2);
    }
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      assertThat(fixture.flush(true).delivered()).isEqualTo(2);
      assertThat(hub.all()).containsExactly("Slow #1 investigating", "Slow #2 resolved");
    }
  }

  /** With {@code -Dstatushub.soak} ten times as many of each. */
  private static final int TIMES = System.getProperty("statushub.soak") == null ? 1 : 10;

  @Test
  void flushesManyInOrderWithoutDeepRecursion() throws IOException {
    flushAll(100 * TIMES, 10);
  }

  @Test
  void flushesManyOfOneIncidentWithoutDeepRecursion() throws IOException {
    flushAll(1, 300 + 70 * (TIMES - 1));
  }

  @Test
  void readsTheFolderOnceForManyServices() {
    HubModel hub = new HubModel();
    int services = 40;
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      for (int i = 0; i < services; i++) {
        fixture.enqueue(of("service-" + i));
      }
    }
    AtomicInteger lists = new AtomicInteger();
    WatchedFileSystem.Watch watch =
        (operation, path) -> {
          if (operation.equals("list") && path.endsWith("pending")) {
            lists.incrementAndGet();
          }
        };
    try (LedgerFixture fixture =
        LedgerFixture.open(WatchedFileSystem.watched(folder, watch), hub.transport())) {
      // The first flush of a day also cleans up, and looks for what was left unfinished.
      fixture.flush(false);
      lists.set(0);
      for (int i = 0; i < services; i++) {
        fixture.enqueue(of("service-" + i).title("Slow #2"));
      }
      assertThat(fixture.flush(false).delivered()).isEqualTo(services);
    }
    assertThat(lists).hasValue(1);
    assertThat(hub.all()).hasSize(2 * services);
  }

  private void flushAll(int incidents, int updates) throws IOException {
    HubModel hub = new HubModel();
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fill(fixture, incidents, updates);
      AtomicInteger progress = new AtomicInteger();
      CompletableFuture<FlushReport> report = new CompletableFuture<>();
      // A small stack shows recursion that grows with the number of updates.
      Thread thread =
          new Thread(
              null,
              () ->
                  report.complete(
                      fixture
                          .hub
                          .flush(true, HOUR, each -> progress.incrementAndGet())
                          .toCompletableFuture()
                          .join()),
              "small stack",
              200 * 1024);
      thread.start();

      assertThat(report.join())
          .isEqualTo(new FlushReport(incidents * updates, 0, 0, 0, true, false, null));
      assertThat(progress).hasValue(incidents);
      assertThat(hub.disorder()).isEmpty();
      assertThat(hub.ids()).hasSize(incidents);
      assertThat(hub.duplicates()).isEqualTo((incidents - 1) * updates);
    }
  }

  /** Puts pending updates into the ledger the short way. */
  static void fill(LedgerFixture fixture, int incidents, int updates) throws IOException {
    for (int i = 0; i < incidents; i++) {
      String id = "INC-" + i;
      List<UpdateRecord> all = new ArrayList<>();
      for (int n = 1; n <= updates; n++) {
        var payload = fixture.one(incident().id(id).title("Slow #" + n)).payload().toMap();
        all.add(UpdateRecord.pending(n, fixture.clock.instant(), "", payload));
      }
      LedgerEntry entry =
          new LedgerEntry(
              LedgerEntry.Kind.INCIDENT,
              ServiceId.of("shop"),
              id,
              null,
              null,
              fixture.clock.instant(),
              0,
              List.of(),
              all);
      String name = LedgerFileNames.ofEntry(entry);
      try (LockHandle lock = fixture.storage.lockEntry(name, fixture.storage.defaultDeadline())) {
        fixture.storage.save(entry, false);
      }
    }
  }

  @Test
  void doesNotLetADeadServiceStarveOthers() throws IOException {
    List<CompletableFuture<TransportResult>> unanswered = new ArrayList<>();
    List<String> sent = new ArrayList<>();
    Map<String, Integer> posts = new HashMap<>();
    Transport transport =
        new Transport() {
          @Override
          public CompletionStage<TransportResult> post(HookUrl url, byte[] json, Duration timeout) {
            String service = url.reveal().getPath().substring(1);
            posts.merge(service, 1, Integer::sum);
            if (service.startsWith("dead")) {
              CompletableFuture<TransportResult> never = new CompletableFuture<>();
              unanswered.add(never);
              return never;
            }
            sent.add(service);
            return CompletableFuture.completedFuture(TAKEN);
          }
        };
    try (LedgerFixture fixture = LedgerFixture.open(folder, transport, builder -> builder)) {
      // The services' URLs are told apart by their paths.
      fillServices(fixture);
    }
    try (var hub =
        io.jenkins.statushub.StatusHubClient.builder(
                folder,
                (service, hookUrlRef) ->
                    CompletableFuture.completedFuture(
                        HookUrl.parse("hook URL", "https://hub.example/" + service)))
            .transport(transport)
            .fsync(false)
            .build()) {
      CompletableFuture<FlushReport> report =
          hub.flush(false, HOUR, progress -> {}).toCompletableFuture();

      assertThat(sent).hasSize(3 * 10).containsOnly("well-0", "well-1", "well-2");
      assertThat(report).isNotDone();
      assertThat(unanswered).describedAs("one for each dead service").hasSize(12);
      while (!report.isDone()) {
        List.copyOf(unanswered)
            .forEach(each -> each.complete(TransportResult.failed("no answer within 10 s", true)));
      }
      assertThat(report.join().delivered()).isEqualTo(30);
      assertThat(report.join().remaining()).isEqualTo(120);
      assertThat(posts).containsEntry("dead-0", 3).containsEntry("dead-11", 3);
    }
  }

  private static void fillServices(LedgerFixture fixture) {
    for (int i = 0; i < 15; i++) {
      String service = i < 12 ? "dead-" + i : "well-" + (i - 12);
      for (int n = 0; n < 10; n++) {
        Outcome outcome = fixture.enqueue(of(service).key("key " + n));
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.PENDING);
      }
    }
  }

  @Test
  void goesOnWithOtherIncidentsWhereOneIsRefused() throws IOException {
    AtomicInteger posts = new AtomicInteger();
    Transport transport =
        HubModel.answering(
            json ->
                CompletableFuture.completedFuture(
                    posts.incrementAndGet() == 1
                        ? TransportResult.answered(422, null, "HTTP 422")
                        : TAKEN));
    try (LedgerFixture fixture = LedgerFixture.open(folder, transport)) {
      for (int i = 0; i < 5; i++) {
        fixture.enqueue(incident().key("key " + i));
      }
      FlushReport report = fixture.flush(true);

      assertThat(report).isEqualTo(new FlushReport(4, 1, 0, 0, true, false, null));
    }
  }

  @Test
  void stopsInTimeAndSaysThatItIsNotThrough() throws IOException {
    ScriptedTransport transport = new ScriptedTransport();
    try (LedgerFixture fixture = LedgerFixture.open(folder, transport)) {
      fixture.enqueue(incident().key("one"));
      fixture.enqueue(incident().key("two"));
      CompletableFuture<TransportResult> first = transport.thenWait();
      CompletableFuture<FlushReport> report =
          fixture.hub.flush(true, Duration.ofMinutes(1), progress -> {}).toCompletableFuture();
      fixture.clock.advance(Duration.ofMinutes(2));
      first.complete(TAKEN);

      assertThat(report).isCompleted();
      assertThat(report.join().delivered()).isEqualTo(1);
      assertThat(report.join().complete()).isFalse();
      assertThat(transport.sent()).hasSize(1);
    }
  }

  @Test
  void isThroughWhereTheTimeIsOverWithTheLastOne() throws IOException {
    ScriptedTransport transport = new ScriptedTransport();
    try (LedgerFixture fixture = LedgerFixture.open(folder, transport)) {
      fixture.enqueue(incident());
      CompletableFuture<TransportResult> last = transport.thenWait();
      CompletableFuture<FlushReport> report =
          fixture.hub.flush(true, Duration.ofMinutes(1), progress -> {}).toCompletableFuture();
      fixture.clock.advance(Duration.ofMinutes(2));
      last.complete(TAKEN);

      assertThat(report.join()).isEqualTo(new FlushReport(1, 0, 0, 0, true, false, null));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 503})
  void leavesAServiceAloneThatFailsInARow(int status) throws IOException {
    AtomicInteger posts = new AtomicInteger();
    Transport transport =
        HubModel.answering(
            json -> {
              posts.incrementAndGet();
              return CompletableFuture.completedFuture(
                  TransportResult.answered(status, null, "no"));
            });
    try (LedgerFixture fixture = LedgerFixture.open(folder, transport)) {
      for (int i = 0; i < 6; i++) {
        fixture.enqueue(incident().key("key " + i));
      }
      FlushReport report = fixture.flush(true);

      assertThat(posts).hasValue(3);
      assertThat(report.remaining()).isEqualTo(6);
      assertThat(report.complete()).isTrue();
    }
  }

  @Test
  void sendsSeveralAtATimeOnceTheHubAnswers() throws IOException {
    ScriptedTransport transport = new ScriptedTransport();
    try (LedgerFixture fixture = LedgerFixture.open(folder, transport)) {
      for (int i = 0; i < 9; i++) {
        fixture.enqueue(incident().key("key " + i));
      }
      List<CompletableFuture<TransportResult>> answers = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        answers.add(transport.thenWait());
      }
      CompletableFuture<FlushReport> report =
          fixture.hub.flush(true, HOUR, progress -> {}).toCompletableFuture();
      assertThat(transport.sent()).describedAs("until one got through").hasSize(1);
      answers.get(0).complete(TransportResult.answered(422, null, "HTTP 422"));
      assertThat(transport.sent()).hasSize(1 + 4);
      answers.forEach(answer -> answer.complete(TAKEN));

      assertThat(report.join()).isEqualTo(new FlushReport(8, 1, 0, 0, true, false, null));
    }
  }

  @Test
  void tellsWhenTheNextIsDue() throws IOException {
    ScriptedTransport transport = new ScriptedTransport();
    transport.then(503).then(503).then(503);
    try (LedgerFixture fixture = LedgerFixture.open(folder, transport)) {
      Outcome first = fixture.announce(incident().key("one"));
      fixture.clock.advance(Duration.ofMinutes(2));
      transport.then(503).then(503).then(503);
      Outcome second = fixture.announce(incident().key("two"));
      fixture.clock.set(Objects.requireNonNull(first.nextAttempt()).minusMillis(1));

      assertThat(second.nextAttempt()).isAfter(first.nextAttempt());
      assertThat(fixture.flush(true).nextDue()).isEqualTo(first.nextAttempt());
    }
  }

  @Test
  void tidiesTheLedgerAfterwards() throws IOException {
    try (LedgerFixture fixture = LedgerFixture.open(folder, new HubModel().transport())) {
      fixture.announce(incident());
      assertThat(folder.resolve("last-cleanup")).doesNotExist();
      fixture.flush(true);
      assertThat(folder.resolve("last-cleanup")).exists();
    }
  }

  /** A process that ends while an end is under way leaves word of it to the next one. */
  @Test
  void writesDownThatAnEndIsAboutToBeSent() throws IOException {
    List<Boolean> doubts = new ArrayList<>();
    Transport transport =
        HubModel.answering(
            json -> {
              try (LedgerStorage other =
                      new LedgerStorage(
                          folder, Clock.systemUTC(), System::nanoTime, line -> {}, false);
                  Stream<LedgerEntry> entries = new Ledger(other).pending()) {
                entries.forEach(entry -> doubts.add(entry.last().inDoubt()));
              } catch (LedgerException e) {
                throw new IllegalStateException(e);
              }
              return CompletableFuture.completedFuture(TAKEN);
            });
    try (LedgerFixture fixture = LedgerFixture.open(folder, transport)) {
      fixture.announce(incident());
      fixture.announce(incident().state("resolved").status(null));
    }
    assertThat(doubts).containsExactly(false, true);
  }

  @ParameterizedTest
  @CsvSource({"422,DELIVERED", "413,REJECTED"})
  void takesAnEndAsDeliveredOnlyForARefusalOfWhatItSays(int status, DeliveryState delivery)
      throws IOException {
    ScriptedTransport transport = new ScriptedTransport();
    try (LedgerFixture fixture = LedgerFixture.open(folder, transport)) {
      String id = Objects.requireNonNull(fixture.announce(incident()).id());
      transport.then(TransportResult.failed("no answer within 10 s", true)).then(status);
      fixture.announce(incident().state("resolved").status(null));

      assertThat(entry(fixture, "shop", id).last().delivery()).isEqualTo(delivery);
    }
  }

  @Test
  void survivesProgressThatThrows() throws IOException {
    HubModel hub = new HubModel();
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fixture.enqueue(incident());
      FlushReport report =
          fixture.finished(
              fixture
                  .hub
                  .flush(
                      true,
                      HOUR,
                      progress -> {
                        throw new IllegalStateException("full");
                      })
                  .toCompletableFuture());
      assertThat(report.delivered()).isEqualTo(1);
      assertThat(fixture.notices).containsExactly("showing progress failed: IllegalStateException");
    }
  }

  @Test
  void flushesNothingIfThereIsNoLedger() {
    Path none = folder.resolve("none");
    try (LedgerFixture fixture = LedgerFixture.open(none, new ScriptedTransport())) {
      assertThat(fixture.flush(true)).isEqualTo(FlushReport.NOTHING);
      assertThat(none).doesNotExist();
    }
  }

  @Test
  void passesOverWhatSomebodyIsJustSending() throws IOException {
    ScriptedTransport transport = new ScriptedTransport();
    try (LedgerFixture fixture = LedgerFixture.open(folder, transport)) {
      CompletableFuture<TransportResult> slow = transport.thenWait();
      CompletableFuture<Outcome> outcome =
          fixture.hub.announce(fixture.one(incident())).toCompletableFuture();

      FlushReport report = fixture.flush(true);
      assertThat(report.delivered()).isZero();
      assertThat(report.remaining()).isEqualTo(1);
      slow.complete(TAKEN);
      assertThat(outcome.join().kind()).isEqualTo(Outcome.Kind.DELIVERED);
      assertThat(transport.sent()).hasSize(1);
    }
  }

  @Test
  void waitsForItsTurnAndIsToldWhenItComes() throws IOException {
    ScriptedTransport transport = new ScriptedTransport();
    try (LedgerFixture fixture = LedgerFixture.open(folder, transport)) {
      CompletableFuture<TransportResult> slow = transport.thenWait();
      CompletableFuture<Outcome> first =
          fixture.hub.announce(fixture.one(incident())).toCompletableFuture();
      CompletableFuture<Outcome> second =
          fixture.hub.announce(fixture.one(incident().title("Slow #2"))).toCompletableFuture();
      assertThat(second).isNotDone();
      slow.complete(TAKEN);
      assertThat(first).isCompleted();
      Instant before = fixture.clock.instant();

      assertThat(fixture.finished(second).kind()).isEqualTo(Outcome.Kind.DELIVERED);
      assertThat(fixture.clock.instant()).isEqualTo(before);
    }
  }

  @Test
  void parksWhenItsTurnDoesNotComeInTime() throws IOException {
    ScriptedTransport transport = new ScriptedTransport();
    try (LedgerFixture fixture = LedgerFixture.open(folder, transport)) {
      CompletableFuture<TransportResult> never = transport.thenWait();
      var unused = fixture.hub.announce(fixture.one(incident()));
      Instant before = fixture.clock.instant();
      Outcome second = fixture.announce(incident().title("Slow #2"));

      assertThat(second.kind()).isEqualTo(Outcome.Kind.PENDING);
      assertThat(second.reason()).contains("earlier updates are still being sent");
      assertThat(never).isNotDone();
      assertThat(Duration.between(before, fixture.clock.instant()))
          .isLessThanOrEqualTo(Duration.ofSeconds(10));
    }
  }

  @Test
  void isHeldUpByNoClockThatIsSetBack() throws IOException {
    AtomicReference<LedgerFixture> opened = new AtomicReference<>();
    AtomicInteger posts = new AtomicInteger();
    AtomicInteger nanos = new AtomicInteger();
    Transport transport =
        HubModel.answering(
            json -> {
              posts.incrementAndGet();
              nanos.addAndGet(1_000_000_000);
              Objects.requireNonNull(opened.get()).clock.advance(Duration.ofDays(-1));
              return CompletableFuture.completedFuture(DOWN);
            });
    try (LedgerFixture fixture =
        LedgerFixture.open(folder, transport, builder -> builder.ticker(nanos::get))) {
      opened.set(fixture);
      Outcome outcome =
          fixture.finished(
              fixture
                  .hub
                  .announce(fixture.one(incident()), Duration.ofMillis(1050))
                  .toCompletableFuture());

      assertThat(outcome.kind()).isEqualTo(Outcome.Kind.PENDING);
      assertThat(posts).hasValue(1);
      // What was planned by the clock that was wrong is due by the one that is right.
      fixture.clock.advance(Duration.ofDays(-30));
      assertThat(fixture.flush(true).remaining()).isEqualTo(1);
      assertThat(posts).hasValue(2);
    }
  }

  @Test
  void tellsWhatAClockFarAheadPlannedForTheEndOfTime() throws IOException {
    ScriptedTransport transport = new ScriptedTransport();
    try (LedgerFixture fixture = LedgerFixture.open(folder, transport)) {
      fixture.enqueue(incident().key("one"));
      fixture.enqueue(incident().key("two"));
      fixture.clock.advance(Duration.ofDays(2));
      transport.then(TransportResult.answered(429, "3600", "HTTP 429"));
      fixture.flush(true);
      fixture.clock.advance(Duration.ofHours(-47));

      assertThat(fixture.flush(true).delivered()).isEqualTo(2);
    }
  }

  @Test
  void parksForAHookUrlThatIsGoneAndDeliversWhenItIsBack() throws IOException {
    HubModel hub = new HubModel();
    AtomicBoolean known = new AtomicBoolean(true);
    AtomicBoolean breaks = new AtomicBoolean();
    try (var fixture =
        io.jenkins.statushub.StatusHubClient.builder(
                folder,
                (service, hookUrlRef) -> {
                  if (breaks.get()) {
                    throw new IllegalStateException("https://hub.example/s3cr3t");
                  }
                  if (!known.get()) {
                    throw new ParameterException("service", "'shop' has no credential");
                  }
                  return CompletableFuture.completedFuture(LedgerFixture.URL);
                })
            .transport(hub.transport())
            .fsync(false)
            .build()) {
      var announcement = incident().build(java.time.Clock.systemUTC()).get(0);
      Outcome pending = fixture.announce(announcement, Duration.ZERO).toCompletableFuture().join();
      known.set(false);
      FlushReport report = fixture.flush(false, HOUR, each -> {}).toCompletableFuture().join();

      assertThat(report.remaining()).isEqualTo(1);
      UpdateRecord head =
          Objects.requireNonNull(
                  fixture
                      .ledger()
                      .find(
                          LedgerEntry.Kind.INCIDENT,
                          ServiceId.of("shop"),
                          Objects.requireNonNull(pending.id())))
              .last();
      assertThat(head.delivery()).isEqualTo(DeliveryState.BLOCKED);
      assertThat(head.problem()).contains("'shop' has no credential");
      Outcome unknown = fixture.announce(announcement).toCompletableFuture().join();
      assertThat(unknown.kind()).isEqualTo(Outcome.Kind.FAILED);
      assertThat(unknown.reason()).contains("'shop' has no credential");

      breaks.set(true);
      fixture.flush(false, HOUR, each -> {}).toCompletableFuture().join();
      head =
          Objects.requireNonNull(
                  fixture
                      .ledger()
                      .find(
                          LedgerEntry.Kind.INCIDENT,
                          ServiceId.of("shop"),
                          Objects.requireNonNull(pending.id())))
              .last();
      assertThat(head.problem())
          .contains("could not be looked up (IllegalStateException)")
          .doesNotContain("s3cr3t");
      assertThat(head.failures()).isEqualTo(2);

      breaks.set(false);
      known.set(true);
      assertThat(fixture.flush(false, HOUR, each -> {}).toCompletableFuture().join().delivered())
          .isEqualTo(1);
    }
  }

  @Test
  void endsWhatWaitsWhenItIsClosed() throws IOException {
    ScriptedTransport transport = new ScriptedTransport();
    try (LedgerFixture other = LedgerFixture.open(folder, transport);
        LedgerFixture fixture = LedgerFixture.open(folder, transport)) {
      CompletableFuture<TransportResult> never = transport.thenWait();
      CompletableFuture<Outcome> outcome =
          fixture.hub.announce(fixture.one(incident())).toCompletableFuture();
      transport.then(503);
      CompletableFuture<Outcome> waits =
          fixture.hub.announce(fixture.one(incident().key("other"))).toCompletableFuture();
      assertThat(outcome).isNotDone();
      assertThat(waits).isNotDone();
      assertThat(never).isNotDone();
      fixture.close();

      assertThat(outcome.join().kind()).isEqualTo(Outcome.Kind.PENDING);
      assertThat(outcome.join().reason()).contains("was closed");
      assertThat(waits.join().kind()).isEqualTo(Outcome.Kind.PENDING);
      // The right to send has been let go of, for others in this process too.
      assertThat(other.flush(true).delivered()).isEqualTo(2);
    }
  }

  @Test
  void endsAFlushWithoutComplaintsWhenItIsClosed() throws IOException {
    ScriptedTransport transport = new ScriptedTransport();
    try (LedgerFixture fixture = LedgerFixture.open(folder, transport)) {
      fixture.enqueue(incident().key("one"));
      fixture.enqueue(incident().key("two"));
      CompletableFuture<TransportResult> never = transport.thenWait();
      CompletableFuture<FlushReport> report =
          fixture.hub.flush(true, HOUR, progress -> {}).toCompletableFuture();
      assertThat(report).isNotDone();
      assertThat(never).isNotDone();
      fixture.close();

      assertThat(report.join().complete()).isFalse();
      assertThat(report.join().remaining()).isEqualTo(1);
      assertThat(fixture.notices).isEmpty();
    }
  }

  @Test
  void deliversOnceWhatItCouldNotWriteDown() throws IOException {
    AtomicBoolean full = new AtomicBoolean();
    HubModel hub = new HubModel();
    Transport transport =
        hub.transport(
            answer -> {
              full.set(true);
              return answer;
            });
    WatchedFileSystem.Watch watch =
        (operation, path) -> {
          if (full.get() && (operation.equals("write") || operation.equals("create"))) {
            throw new FileSystemException(path.toString(), null, "No space left on device");
          }
        };
    try (LedgerFixture fixture =
        LedgerFixture.open(WatchedFileSystem.watched(folder, watch), transport)) {
      Outcome outcome = fixture.announce(incident());
      assertThat(outcome.kind()).isEqualTo(Outcome.Kind.DELIVERED);
      assertThat(fixture.notices).singleElement().asString().contains("No space left on device");
      assertThat(fixture.flush(false).delivered()).isZero();
      full.set(false);

      assertThat(fixture.flush(false)).isEqualTo(FlushReport.NOTHING);
      assertThat(hub.all()).hasSize(1);
      assertThat(entry(fixture, "shop", Objects.requireNonNull(outcome.id())).last().delivery())
          .isEqualTo(DeliveryState.DELIVERED);
    }
    assertThat(folder.resolve("pending")).isEmptyDirectory();
  }

  @Test
  void keepsWhatAnExecutorThatShutsDownDoesNotTake() throws IOException {
    AtomicInteger runs = new AtomicInteger();
    ScriptedTransport transport = new ScriptedTransport();
    try (LedgerFixture fixture =
        LedgerFixture.open(
            folder,
            transport,
            builder ->
                builder.executor(
                    task -> {
                      if (runs.incrementAndGet() > 1) {
                        throw new RejectedExecutionException("shut down");
                      }
                      task.run();
                    }))) {
      CompletableFuture<TransportResult> slow = transport.thenWait();
      CompletableFuture<Outcome> first =
          fixture.hub.announce(fixture.one(incident())).toCompletableFuture();
      slow.complete(TAKEN);
      assertThat(first.join().kind()).isEqualTo(Outcome.Kind.PENDING);
      assertThat(first.join().reason()).contains("an unexpected RejectedExecutionException");

      Outcome second = fixture.announce(incident().key("two"));
      assertThat(second.kind()).isEqualTo(Outcome.Kind.PENDING);
      assertThat(second.reason()).contains("shutting down");
      assertThat(fixture.enqueue(incident().key("three")).kind()).isEqualTo(Outcome.Kind.PENDING);
    }
  }

  @Test
  void doesNotBreakOnATransportThatBreaksItsPromises() throws IOException {
    AtomicInteger posts = new AtomicInteger();
    Transport transport =
        HubModel.answering(
            json -> {
              if (posts.incrementAndGet() == 1) {
                throw new IllegalArgumentException("https://hub.example/s3cr3t");
              }
              return posts.get() == 2
                  ? CompletableFuture.failedFuture(new IOException("s3cr3t"))
                  : CompletableFuture.completedFuture(null);
            });
    try (LedgerFixture fixture = LedgerFixture.open(folder, transport)) {
      Outcome outcome = fixture.announce(incident());

      assertThat(outcome.kind()).isEqualTo(Outcome.Kind.PENDING);
      assertThat(outcome.reason()).contains("unexpected way").doesNotContain("s3cr3t");
      assertThat(posts).hasValue(3);
    }
  }

  @Test
  void waitsWithinTheBudgetIfTheHubAsksForLittle() throws IOException {
    ScriptedTransport transport = new ScriptedTransport();
    try (LedgerFixture fixture = LedgerFixture.open(folder, transport)) {
      Instant before = fixture.clock.instant();
      transport.then(TransportResult.answered(503, "4", "HTTP 503"));
      assertThat(fixture.announce(incident()).kind()).isEqualTo(Outcome.Kind.DELIVERED);
      assertThat(Duration.between(before, fixture.clock.instant()))
          .isEqualTo(Duration.ofSeconds(4));

      transport.then(TransportResult.answered(503, "3", "HTTP 503"));
      CompletableFuture<Outcome> meets =
          fixture.hub.announce(fixture.one(incident().key("two"))).toCompletableFuture();
      CompletableFuture<Outcome> hears =
          fixture.hub.announce(fixture.one(incident().key("three"))).toCompletableFuture();
      assertThat(transport.sent()).describedAs("the other one waits, too").hasSize(3);
      assertThat(fixture.finished(meets).kind()).isEqualTo(Outcome.Kind.DELIVERED);
      assertThat(fixture.finished(hears).kind()).isEqualTo(Outcome.Kind.DELIVERED);

      transport.then(TransportResult.answered(429, "30", "HTTP 429"));
      Outcome pending = fixture.announce(incident().title("Slow #2"));
      assertThat(pending.nextAttempt()).isEqualTo(fixture.clock.instant().plusSeconds(30));
      transport.then(TransportResult.answered(429, "1", "HTTP 429"));
      fixture.flush(false);
      assertThat(transport.sent()).describedAs("left alone although asked for").hasSize(6);
      fixture.clock.advance(Duration.ofSeconds(30));
      FlushReport report = fixture.flush(true);
      assertThat(report.delivered()).isZero();
      fixture.clock.advance(Duration.ofMinutes(5));
      assertThat(fixture.flush(true).delivered()).isEqualTo(1);
    }
  }

  @Test
  void movesWhatACrashLeftInTheWrongPlace() throws IOException {
    HubModel hub = new HubModel();
    try (LedgerFixture fixture = LedgerFixture.open(folder, hub.transport())) {
      fixture.announce(incident());
      Path settled;
      try (Stream<Path> files = Files.list(folder.resolve("settled"))) {
        settled = files.findFirst().orElseThrow();
      }
      Path pending = folder.resolve("pending").resolve(settled.getFileName());
      Files.move(settled, pending);

      try (Stream<LedgerEntry> entries = fixture.hub.ledger().pending()) {
        assertThat(entries).isEmpty();
      }
      assertThat(fixture.flush(true)).isEqualTo(FlushReport.NOTHING);
      assertThat(pending).doesNotExist();
      assertThat(settled).exists();
    }
  }
}
