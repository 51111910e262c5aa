package io.jenkins.statushub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.IncidentBuilder;
import io.jenkins.statushub.concurrent.ManualScheduler;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.sending.DeliveryPolicy;
import io.jenkins.statushub.sending.FlushReport;
import io.jenkins.statushub.sending.HookUrlUnavailableException;
import io.jenkins.statushub.sending.LedgerFixture;
import io.jenkins.statushub.sending.Outcome;
import io.jenkins.statushub.sending.Outcome.Kind;
import io.jenkins.statushub.testing.ManualClock;
import io.jenkins.statushub.testing.SecretSearch;
import io.jenkins.statushub.transport.HookUrl;
import io.jenkins.statushub.transport.ScriptedTransport;
import io.jenkins.statushub.transport.TransportResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusHubClientTest {
  private static final String SECRET = "s3cr3t-hook-part";
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path temp;

  private final ManualClock clock = new ManualClock();
  private final Instant start = clock.instant();
  private final ManualScheduler scheduler = new ManualScheduler(clock);
  private final List<String> notices = new ArrayList<>();
  private ScriptedTransport transport = new ScriptedTransport();
  private String url = "https://hub.example/hooks/" + SECRET;
  private Path folder = Path.of("unset");
  private StatusHubClient hub = open();

  @BeforeEach
  void openInTemp() {
    hub.close();
    folder = temp.resolve("ledger");
    hub = open();
  }

  @AfterEach
  void holdsNoSecret() throws IOException {
    hub.close();
    assertThat(SecretSearch.filesWith(List.of(SECRET), folder)).isEmpty();
    assertThat(notices).noneMatch(line -> line.contains(SECRET));
  }

  private StatusHubClient open() {
    return StatusHubClient.builder(folder, (service, hookUrlRef) -> hookUrl(service))
        .ticker(LedgerFixture.ticker(clock))
        .transport(transport)
        .clock(clock)
        .scheduler(scheduler)
        .notices(notices::add)
        .build();
  }

  private StatusHubClient withoutLedger() {
    return StatusHubClient.builderWithoutLedger((service, hookUrlRef) -> hookUrl(service))
        .ticker(LedgerFixture.ticker(clock))
        .transport(transport)
        .clock(clock)
        .scheduler(scheduler)
        .notices(notices::add)
        .build();
  }

  private CompletionStage<HookUrl> hookUrl(ServiceId service) {
    if (!service.name().equals("shop") && !service.name().equals("pay")) {
      return CompletableFuture.failedFuture(
          new ParameterException("service", "'" + service + "' is not known"));
    }
    return CompletableFuture.completedFuture(HookUrl.parse("hook URL", url));
  }

  private IncidentBuilder incident() {
    return Announcement.incident()
        .service("shop")
        .key("deploy")
        .origin("build 1")
        .title("Slow checkouts")
        .status("degraded");
  }

  private Announcement built(IncidentBuilder builder) {
    return builder.build(clock).get(0);
  }

  private Outcome announce(IncidentBuilder builder) {
    CompletableFuture<Outcome> outcome = hub.announce(built(builder)).toCompletableFuture();
    while (!outcome.isDone()) {
      scheduler.runNext();
    }
    return outcome.join();
  }

  private FlushReport flush(boolean onlyDue) {
    CompletableFuture<FlushReport> report =
        hub.flush(onlyDue, HOUR, progress -> {}).toCompletableFuture();
    while (!report.isDone()) {
      scheduler.runNext();
    }
    return report.join();
  }

  private Map<String, Object> sent(int index) throws IOException {
    return JsonValues.read(transport.sent().get(index).json().getBytes(StandardCharsets.UTF_8));
  }

  private List<String> sentStates() {
    return transport.sent().stream()
        .map(sent -> sent.json().replaceAll(".*\"state\":\"(\\w+)\".*", "$1"))
        .toList();
  }

  private LedgerEntry entry(String id) throws IOException {
    return Objects.requireNonNull(
        hub.ledger().find(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), id));
  }

  @Test
  void deliversAnIncidentAndFindsItAgainByItsKey() throws IOException {
    Outcome opened = announce(incident());
    Outcome updated = announce(incident().origin("build 2").state("identified"));
    Outcome resolved = announce(incident().origin("build 3").state("resolved").status(null));

    assertThat(List.of(opened.kind(), updated.kind(), resolved.kind()))
        .containsOnly(Kind.DELIVERED);
    assertThat(sent(0)).containsEntry("id", opened.id()).containsEntry("type", "incident");
    assertThat(updated.id()).isEqualTo(opened.id());
    assertThat(resolved.id()).isEqualTo(opened.id());
    assertThat(sentStates()).containsExactly("investigating", "identified", "resolved");
    assertThat(sent(2)).containsEntry("status", "up");
  }

  @Test
  void opensAnotherIncidentAfterTheEnd() {
    Outcome first = announce(incident());
    announce(incident().state("resolved").status(null));
    Outcome second = announce(incident());

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.kind()).isEqualTo(Kind.DELIVERED);
  }

  @Test
  void resolvesNothingThatWasNeverOpened() {
    Outcome outcome = announce(incident().state("resolved").status(null));

    assertThat(outcome.kind()).isEqualTo(Kind.SKIPPED);
    assertThat(outcome.reason()).contains("no incident is open under the key 'deploy'");
    assertThat(transport.sent()).isEmpty();
    assertThat(notices).isEmpty();
  }

  @Test
  void resolvesAnIdThatTheUserNamedAlthoughTheLedgerDoesNotKnowIt() throws IOException {
    Outcome outcome = announce(incident().key(null).id("INC-7").state("resolved").status(null));

    assertThat(outcome.kind()).isEqualTo(Kind.DELIVERED);
    assertThat(sent(0)).containsEntry("id", "INC-7");
  }

  @Test
  void resolvesOnceOnly() {
    Outcome opened = announce(incident());
    announce(incident().key(null).id(opened.id()).state("resolved").status(null));
    Outcome again = announce(incident().key(null).id(opened.id()).state("resolved").status(null));
    Outcome update = announce(incident().key(null).id(opened.id()).state("monitoring"));

    assertThat(again.kind()).isEqualTo(Kind.SKIPPED);
    assertThat(update.kind()).isEqualTo(Kind.SKIPPED);
    assertThat(update.reason()).contains("was resolved already");
    assertThat(transport.sent()).hasSize(2);
  }

  @Test
  void findsByKeyWhatWasOpenedWithAnIdOfTheUsersOwn() {
    announce(incident().id("INC-7"));
    Outcome outcome = announce(incident().state("monitoring"));

    assertThat(outcome.id()).isEqualTo("INC-7");
  }

  @Test
  void recordsAndSendsNothingForAnUnknownService() {
    Announcement unknown =
        Announcement.incident()
            .service("shp")
            .key("deploy")
            .title("Slow checkouts")
            .status("down")
            .build(clock)
            .get(0);

    Outcome outcome = hub.announce(unknown).toCompletableFuture().join();

    assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
    assertThat(outcome.reason()).contains("'shp' is not known");
    assertThat(transport.sent()).isEmpty();
    assertThat(folder).doesNotExist();
  }

  @Test
  void triesAgainWithinTheTimeLimitThenLeavesItPending() throws IOException {
    transport.then(503).then(503).then(503);
    Outcome outcome = announce(incident());

    assertThat(outcome.kind()).isEqualTo(Kind.PENDING);
    assertThat(outcome.reason()).contains("HTTP 503");
    assertThat(outcome.nextAttempt()).isNotNull();
    assertThat(transport.sent()).hasSize(3);
    assertThat(Duration.between(start, clock.instant()))
        .isLessThan(DeliveryPolicy.DEFAULT.timeout());
    assertThat(entry(Objects.requireNonNull(outcome.id())).last().delivery())
        .isEqualTo(DeliveryState.PENDING);
  }

  @Test
  void recordsWithoutSendingWhenAsked() throws IOException {
    Outcome outcome =
        hub.enqueue(built(incident()), "Maven works offline").toCompletableFuture().join();

    assertThat(outcome.kind()).isEqualTo(Kind.PENDING);
    assertThat(outcome.reason()).isEqualTo("Maven works offline");
    assertThat(transport.sent()).isEmpty();
    assertThat(flush(true).delivered()).isEqualTo(1);
    assertThat(sent(0)).containsEntry("id", outcome.id());
  }

  @Test
  void sendsWhatIsPendingBeforeWhatIsNew() {
    transport.then(503).then(503).then(503);
    announce(incident().title("First"));
    Outcome second = announce(incident().title("Second").state("identified"));

    assertThat(second.kind()).isEqualTo(Kind.DELIVERED);
    assertThat(sentStates())
        .containsExactly(
            "investigating", "investigating", "investigating", "investigating", "identified");
  }

  @Test
  void flushesWithTheOriginalTime() throws IOException {
    transport.then(503).then(503).then(503);
    announce(incident());
    String startTime = (String) sent(0).get("start_time");
    clock.advance(Duration.ofHours(5));

    FlushReport report = flush(true);

    assertThat(report.delivered()).isEqualTo(1);
    assertThat(report.remaining()).isZero();
    assertThat(sent(3)).containsEntry("start_time", startTime);
  }

  @Test
  void leavesAloneWhatIsNotDue() {
    transport.then(503).then(503).then(503);
    Outcome pending = announce(incident());

    FlushReport report = flush(true);

    assertThat(report.delivered()).isZero();
    assertThat(report.remaining()).isEqualTo(1);
    assertThat(report.nextDue()).isEqualTo(pending.nextAttempt());
  }

  @Test
  void obeysRetryAfterInAnotherProcessToo() {
    transport.then(TransportResult.answered(429, "120", "HTTP 429"));
    Outcome first = announce(incident());
    hub.close();
    hub = open();
    Outcome second = announce(incident().key("other problem"));
    flush(false);

    assertThat(transport.sent()).hasSize(1);
    assertThat(first.nextAttempt()).isEqualTo(start.plusSeconds(120));
    assertThat(second.kind()).isEqualTo(Kind.PENDING);
    assertThat(second.reason()).contains("asked to wait until 2026-11-24T09:02:00Z");

    clock.advance(Duration.ofSeconds(121));
    assertThat(flush(true).delivered()).isEqualTo(2);
  }

  @Test
  void keepsWhatAWrongHookUrlBlocksUntilItIsCorrected() {
    transport.then(404);
    Outcome outcome = announce(incident());
    assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
    assertThat(outcome.reason()).isEqualTo("HTTP 404");

    Outcome next = announce(incident().state("identified"));

    assertThat(next.kind()).isEqualTo(Kind.DELIVERED);
    assertThat(sentStates()).containsExactly("investigating", "investigating", "identified");
  }

  @Test
  void doesNotTellTheEndOfWhatTheHubRefused() {
    transport.then(422);
    Outcome refused = announce(incident());
    Outcome resolved = announce(incident().state("resolved").status(null));

    assertThat(refused.kind()).isEqualTo(Kind.FAILED);
    assertThat(resolved.kind()).isEqualTo(Kind.SKIPPED);
    assertThat(transport.sent()).hasSize(1);
  }

  @Test
  void expiresVisiblyAfterThreeDaysButNotBeforeFiveRuns() throws IOException {
    transport.then(503).then(503).then(503).then(503);
    String id = Objects.requireNonNull(announce(incident()).id());
    clock.advance(Duration.ofHours(73));

    assertThat(flush(true).expired()).describedAs("after two failed runs").isZero();
    transport.then(503).then(503).then(503);
    int expired = 0;
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofHours(1));
      expired += flush(true).expired();
    }
    assertThat(expired).isEqualTo(1);
    assertThat(entry(id).last().delivery()).isEqualTo(DeliveryState.EXPIRED);
    assertThat(notices).anyMatch(line -> line.startsWith("shop: expired (HTTP 503)"));

    assertThat(
            hub.ledgerAdmin().retry(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), id, "tester"))
        .isEqualTo(1);
    assertThat(flush(true).delivered()).isEqualTo(1);
  }

  @Test
  void setsADamagedFileAsideAndGoesOnUnderTheSameId() throws IOException {
    String id = Objects.requireNonNull(announce(incident()).id());
    try (Stream<Path> files = Files.list(folder.resolve("settled"))) {
      Files.writeString(files.findFirst().orElseThrow(), "{\"version\": 1, \"ki");
    }
    Outcome outcome = announce(incident().state("identified"));

    assertThat(outcome.kind()).isEqualTo(Kind.DELIVERED);
    assertThat(outcome.id()).isEqualTo(id);
    assertThat(notices).anyMatch(line -> line.contains("is damaged"));
    assertThat(hub.ledger().damaged()).hasSize(1);
  }

  @Test
  void leavesAFileOfANewerVersionAlone() throws IOException {
    announce(incident());
    Path file;
    try (Stream<Path> files = Files.list(folder.resolve("settled"))) {
      file = files.findFirst().orElseThrow();
    }
    String newer = Files.readString(file).replace("\"version\" : 1", "\"version\" : 9");
    Files.writeString(file, newer);
    Outcome outcome = announce(incident().state("identified"));

    assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
    assertThat(outcome.reason()).contains("newer version");
    assertThat(Files.readString(file)).isEqualTo(newer);
  }

  @Test
  void anOriginThatSpeaksOnceIsNotDoubledWhenItsBuildIsTakenUpAgain() {
    Outcome opened = announce(incident().idempotent(true));
    Outcome again = announce(incident().idempotent(true));
    Outcome resolved =
        announce(incident().origin("build 2").idempotent(true).state("resolved").status(null));
    Outcome resolvedAgain =
        announce(incident().origin("build 2").idempotent(true).state("resolved").status(null));
    Outcome openedAgain = announce(incident().idempotent(true));

    assertThat(transport.sent()).hasSize(2);
    assertThat(again).isEqualTo(opened);
    assertThat(resolvedAgain).isEqualTo(resolved);
    assertThat(openedAgain).isEqualTo(opened);
  }

  @Test
  void aWindowIsAnnouncedOnceByAnOriginThatSpeaksOnce() {
    Announcement window =
        Announcement.maintenance()
            .service("shop")
            .key("deploy")
            .origin("build 1")
            .idempotent(true)
            .title("Upgrading")
            .status("down")
            .duration("30m")
            .build(clock)
            .get(0);

    Outcome first = hub.announce(window).toCompletableFuture().join();
    Outcome again = hub.announce(window).toCompletableFuture().join();

    assertThat(transport.sent()).hasSize(1);
    assertThat(again).isEqualTo(first);
  }

  @Test
  void takesAnEndAsDeliveredThatIsRefusedAfterALostAnswer() throws IOException {
    Outcome opened = announce(incident());
    transport.then(TransportResult.failed("the answer broke off", true)).then(422);
    Outcome resolved = announce(incident().state("resolved").status(null));
    Outcome next = announce(incident());

    assertThat(resolved.kind()).isEqualTo(Kind.DELIVERED);
    assertThat(notices).anyMatch(line -> line.contains("counts as delivered"));
    assertThat(entry(Objects.requireNonNull(opened.id())).isClosed()).isTrue();
    assertThat(next.id()).isNotEqualTo(opened.id());
  }

  @ParameterizedTest
  @MethodSource("answersThatLeaveNoDoubt")
  void takesAnEndAsRefusedThatNoEarlierAttemptGotToTheHub(TransportResult first)
      throws IOException {
    Outcome opened = announce(incident());
    transport.then(first).then(422);
    Outcome resolved = announce(incident().state("resolved").status(null));

    assertThat(resolved.kind()).isEqualTo(Kind.FAILED);
    assertThat(entry(Objects.requireNonNull(opened.id())).isOpenIncident()).isTrue();
  }

  static Stream<TransportResult> answersThatLeaveNoDoubt() {
    return Stream.of(
        TransportResult.failed("could not connect", false),
        TransportResult.answered(429, null, "HTTP 429"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void remembersOverARestartWhetherAnEndMayHaveGotToTheHub(boolean reached) throws IOException {
    Outcome opened = announce(incident());
    for (int i = 0; i < DeliveryPolicy.DEFAULT.attempts(); i++) {
      transport.then(TransportResult.failed("no luck", reached));
    }
    Outcome pending = announce(incident().state("resolved").status(null));
    hub.close();
    transport = new ScriptedTransport().then(422);
    hub = open();
    flush(false);

    assertThat(pending.kind()).isEqualTo(Kind.PENDING);
    assertThat(entry(Objects.requireNonNull(opened.id())).isClosed()).isEqualTo(reached);
  }

  @Test
  void takesAnEndAsRefusedThatIsRefusedAtOnce() throws IOException {
    Outcome opened = announce(incident());
    transport.then(422);
    Outcome resolved = announce(incident().state("resolved").status(null));

    assertThat(resolved.kind()).isEqualTo(Kind.FAILED);
    assertThat(entry(Objects.requireNonNull(opened.id())).isOpenIncident()).isTrue();
  }

  @Test
  void showsWhyAHookUrlIsNotFoundAtTheMomentOnlyIfThatIsSafe() {
    for (Exception failure :
        List.of(
            new HookUrlUnavailableException("the credential 'x' was not found"),
            new IOException("https://hub.example/" + SECRET))) {
      try (StatusHubClient client =
          StatusHubClient.builder(
                  folder, (service, hookUrlRef) -> CompletableFuture.failedFuture(failure))
              .transport(transport)
              .clock(clock)
              .ticker(LedgerFixture.ticker(clock))
              .scheduler(scheduler)
              .build()) {
        CompletableFuture<Outcome> outcome =
            client.announce(built(incident())).toCompletableFuture();
        while (!outcome.isDone()) {
          scheduler.runNext();
        }

        assertThat(outcome.join().kind()).isEqualTo(Outcome.Kind.PENDING);
        assertThat(outcome.join().reason())
            .doesNotContain(SECRET)
            .contains(failure instanceof HookUrlUnavailableException ? "'x'" : "IOException");
      }
    }
  }

  @Test
  void withoutALedgerSendsEachAnnouncementOnceAndWritesNothing() throws IOException {
    hub = withoutLedger();
    Outcome opened = announce(incident());
    Outcome resolved = announce(incident().state("resolved").status("up").title("Fine"));

    assertThat(opened.kind()).isEqualTo(Kind.DELIVERED);
    assertThat(opened.line("")).contains("sent without the ledger");
    assertThat(opened.warnings()).isEmpty();
    assertThat(resolved.id()).isEqualTo(opened.id());
    assertThat(notices).isEmpty();
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void withoutALedgerNothingIsPending() {
    hub = withoutLedger();

    FlushReport report = flush(false);
    assertThat(report.delivered()).isZero();
    assertThat(report.busy()).isFalse();
    Outcome kept = hub.enqueue(built(incident()), "works offline").toCompletableFuture().join();
    assertThat(kept.kind()).isEqualTo(Kind.FAILED);
    assertThat(kept.line("")).contains("there is no ledger");
    assertThatThrownBy(() -> hub.incidentKeys().countFailure(ServiceId.of("shop"), "deploy"))
        .hasMessage("there is no ledger");
    assertThatThrownBy(() -> hub.ledger().summary(start)).hasMessage("there is no ledger");
    assertThat(temp).isEmptyDirectory();
  }
}
