package io.jenkins.statushub.sending;

import static io.jenkins.statushub.sending.LedgerFixture.incident;
import static io.jenkins.statushub.sending.LedgerFixture.maintenance;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.transport.ScriptedTransport;
import io.jenkins.statushub.transport.TransportResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read about an announcement, word for word. */
class OutcomeMessagesTest {
  @TempDir Path folder;
  private final ScriptedTransport transport = new ScriptedTransport();
  private LedgerFixture fixture = LedgerFixture.open(Path.of("unset"), transport);

  @BeforeEach
  void open() {
    fixture =
        LedgerFixture.open(
            folder, transport, builder -> builder.policy(DeliveryPolicy.DEFAULT.withAttempts(1)));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private UpdateRecord last(Outcome outcome) throws IOException {
    return entry(outcome).last();
  }

  private static final String LINE = "StatusHub: shop: ";

  @Test
  void namesWhatADeliveredUpdateDid() {
    Outcome opened = fixture.announce(incident());
    String about = ", degraded), incident " + opened.id();
    assertThat(opened.line()).isEqualTo(LINE + "opened: 'Slow #1' (investigating" + about);
    assertThat(fixture.announce(incident().state("identified")).line())
        .isEqualTo(LINE + "updated: 'Slow #1' (identified" + about);
    assertThat(fixture.announce(incident().state("monitoring").silent(true)).line())
        .isEqualTo(LINE + "updated silently: 'Slow #1' (monitoring" + about);
    assertThat(fixture.announce(incident().state("resolved").status(null)).line())
        .isEqualTo(LINE + "resolved: 'Slow #1' (resolved, up), incident " + opened.id());
    Outcome draft = fixture.announce(incident().key("other").draft(true));
    assertThat(draft.line()).startsWith(LINE + "saved as a draft: 'Slow #1'");
    assertThat(fixture.announce(incident().key("other")).line())
        .describedAs("the first update that is published")
        .startsWith(LINE + "opened: 'Slow #1'");
    Outcome window = fixture.announce(maintenance());
    assertThat(window.line())
        .isEqualTo(
            LINE
                + "announced: 'Upgrade #1' (2026-11-24T09:00:00Z to 2026-11-24T09:30:00Z, down),"
                + " maintenance "
                + window.id());
  }

  @Test
  void namesTheReasonAndTheNextAttemptOfWhatIsPending() throws IOException {
    transport.then(503);
    Outcome pending = fixture.announce(incident());
    assertThat(pending.line())
        .isEqualTo(
            LINE
                + "pending (HTTP 503), next attempt 2026-11-24T09:00:05Z: 'Slow #1' (investigating,"
                + " degraded), incident "
                + pending.id());
    transport.then(404);
    Outcome behind = fixture.announce(incident().title("Slow #2"));
    assertThat(behind.kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(behind.reason()).isEqualTo("waits for an earlier update: HTTP 404");
    assertThat(last(behind).failures()).isZero();
  }

  @Test
  void namesTheReasonOfARejection() throws IOException {
    transport.then(422);
    Outcome rejected = fixture.announce(incident());
    assertThat(rejected.line())
        .isEqualTo(
            LINE
                + "failed (HTTP 422): 'Slow #1' (investigating, degraded), incident "
                + rejected.id());
    assertThat(rejected.nextAttempt()).isNull();
    assertThat(last(rejected).failures()).isEqualTo(1);
  }

  @Test
  void reportsAnEndThatTheHubHadAlready() throws IOException {
    Outcome opened = fixture.announce(incident());
    transport.then(TransportResult.failed("the answer broke off", true));
    fixture.announce(incident().state("resolved").status(null));
    transport.then(422);
    fixture.clock.advance(LedgerFixture.HOUR);
    assertThat(fixture.flush(true).delivered()).isEqualTo(1);

    assertThat(last(opened).problem())
        .isEqualTo("an earlier attempt counts as the delivery: HTTP 422");
    assertThat(last(opened).failures()).isEqualTo(1);
    assertThat(OutcomeMessages.of(entry(opened), 2).line())
        .isEqualTo(LINE + "resolved: 'Slow #1' (resolved, up), incident " + opened.id());
    assertThat(fixture.notices)
        .containsExactly(
            "shop: the hub rejected 'Slow #1' (resolved, up), incident "
                + opened.id()
                + "; an earlier attempt may have delivered it, so it counts as delivered (HTTP"
                + " 422)");
  }

  private LedgerEntry entry(Outcome outcome) throws IOException {
    return Objects.requireNonNull(
        fixture
            .hub
            .ledger()
            .find(
                LedgerEntry.Kind.INCIDENT,
                ServiceId.of("shop"),
                Objects.requireNonNull(outcome.id())));
  }

  /** The file of a long incident does not keep all that was delivered. */
  @Test
  void countsWhatWasPrunedAsDelivered() throws IOException {
    Outcome opened = fixture.announce(incident());
    Outcome pruned = OutcomeMessages.of(entry(opened), 7);
    assertThat(pruned.kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(pruned.line()).isEqualTo(LINE + "delivered: incident " + opened.id());
  }
}
