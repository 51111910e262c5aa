package io.jenkins.statushub.sending;

import static io.jenkins.statushub.sending.LedgerFixture.incident;
import static io.jenkins.statushub.sending.LedgerFixture.maintenance;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.testing.ScriptedTransport;
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
  private LedgerFixture door = LedgerFixture.open(Path.of("unset"), transport);

  @BeforeEach
  void open() {
    door =
        LedgerFixture.open(
            folder, transport, builder -> builder.policy(DeliveryPolicy.DEFAULT.withAttempts(1)));
  }

  @AfterEach
  void close() {
    door.close();
  }

  private UpdateRecord last(Outcome outcome) throws IOException {
    return Objects.requireNonNull(
            door.hub
                .ledger()
                .find(LedgerEntry.Kind.INCIDENT, "shop", Objects.requireNonNull(outcome.id())))
        .last();
  }

  @Test
  void ofWhatIsDelivered() {
    Outcome incident = door.announce(incident());
    assertThat(incident.detail())
        .isEqualTo("'Slow #1' (investigating, degraded), incident " + incident.id());
    Outcome window = door.announce(maintenance());
    assertThat(window.detail())
        .isEqualTo(
            "'Upgrade #1' (2026-11-24T09:00:00Z to 2026-11-24T09:30:00Z, down), maintenance "
                + window.id());
  }

  @Test
  void ofWhatIsKept() throws IOException {
    transport.then(503);
    Outcome pending = door.announce(incident());
    assertThat(pending.detail())
        .isEqualTo(
            "'Slow #1' (investigating, degraded), incident "
                + pending.id()
                + ": HTTP 503; kept, to be tried again from 2026-11-24T09:00:05Z");
    transport.then(404);
    Outcome behind = door.announce(incident().title("Slow #2"));
    assertThat(behind.kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(behind.detail())
        .isEqualTo(
            "'Slow #2' (investigating, degraded), incident "
                + pending.id()
                + ": an earlier update is not through: HTTP 404; kept: it is delivered once the"
                + " hook URL is right");
    assertThat(last(behind).failures()).isZero();
  }

  @Test
  void ofWhatIsRefused() throws IOException {
    transport.then(422);
    Outcome refused = door.announce(incident());
    assertThat(refused.detail())
        .endsWith(refused.id() + ": HTTP 422; kept in the ledger for you to look at");
    assertThat(refused.nextAttempt()).isNull();
    assertThat(last(refused).failures()).isEqualTo(1);
  }

  @Test
  void ofAnEndThatTheHubHadAlready() throws IOException {
    Outcome opened = door.announce(incident());
    transport.then(TransportResult.failed("the answer broke off", true));
    door.announce(incident().state("resolved").status(null));
    transport.then(422);
    door.clock.advance(LedgerFixture.HOUR);
    assertThat(door.flush(true).delivered()).isEqualTo(1);

    assertThat(last(opened).problem())
        .isEqualTo("taken as delivered by an earlier attempt: HTTP 422");
    assertThat(last(opened).failures()).isEqualTo(1);
    assertThat(
            OutcomeMessages.of(
                    Objects.requireNonNull(
                        door.hub
                            .ledger()
                            .find(
                                LedgerEntry.Kind.INCIDENT,
                                "shop",
                                Objects.requireNonNull(opened.id()))),
                    2)
                .detail())
        .isEqualTo("'Slow #1' (resolved, up), incident " + opened.id());
    assertThat(door.notices)
        .containsExactly(
            "the hub refused 'Slow #1' (resolved, up), incident "
                + opened.id()
                + " of service shop, which may have got there in an earlier attempt, so it is taken"
                + " as delivered; the hub said: HTTP 422");
  }

  /** A long incident's file does not keep all that was delivered. */
  @Test
  void ofWhatTheFileDoesNotHoldAnyMore() throws IOException {
    Outcome opened = door.announce(incident());
    LedgerEntry entry =
        Objects.requireNonNull(
            door.hub
                .ledger()
                .find(LedgerEntry.Kind.INCIDENT, "shop", Objects.requireNonNull(opened.id())));
    assertThat(OutcomeMessages.of(entry, 7))
        .isEqualTo(
            new Outcome(
                Outcome.Kind.DELIVERED, "shop", opened.id(), "incident " + opened.id(), null));
  }
}
