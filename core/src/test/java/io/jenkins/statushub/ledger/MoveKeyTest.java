package io.jenkins.statushub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoveKeyTest {
  @TempDir Path folder;

  private final ManualClock clock = new ManualClock();
  private Ledger ledger = new Ledger(Path.of("unset"), clock, line -> {}, false);

  @BeforeEach
  void open() {
    ledger = new Ledger(folder, clock, line -> {}, false);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private String opened(String key) throws LedgerException {
    Announcement announcement =
        Announcement.incident()
            .service("shop")
            .key(key)
            .origin(key + "#1")
            .title("Slow")
            .status("degraded")
            .build(clock)
            .get(0);
    return ((RecordResult.Recorded) ledger.accept(announcement, Duration.ofSeconds(9)))
        .entry()
        .id();
  }

  private String idUnder(String key) throws LedgerException {
    LedgerEntry entry = ledger.openIncident("shop", key);
    return entry == null ? "none" : entry.id();
  }

  @Test
  void leadsToTheSameIncident() throws LedgerException {
    String id = opened("old");
    ledger.countFailure("shop", "old");

    assertThat(ledger.moveKey("shop", "old", "new")).isTrue();

    assertThat(idUnder("new")).isEqualTo(id);
    assertThat(idUnder("old")).isEqualTo("none");
    assertThat(ledger.countFailure("shop", "new")).isEqualTo(2);
    assertThat(opened("new")).isEqualTo(id);
    assertThat(Objects.requireNonNull(ledger.openIncident("shop", "new")).updates()).hasSize(2);
  }

  @Test
  void leavesAnIncidentOfTheOtherKeyAlone() throws LedgerException {
    String old = opened("old");
    String other = opened("new");

    assertThat(ledger.moveKey("shop", "old", "new")).isFalse();

    assertThat(idUnder("old")).isEqualTo(old);
    assertThat(idUnder("new")).isEqualTo(other);
  }

  @Test
  void takesFailuresAlongThatOpenedNothingYet() throws LedgerException {
    ledger.countFailure("shop", "old");

    assertThat(ledger.moveKey("shop", "old", "new")).isTrue();

    assertThat(ledger.countFailure("shop", "new")).isEqualTo(2);
    assertThat(ledger.moveKey("shop", "old", "third")).describedAs("moved already").isFalse();
  }

  @Test
  void findsNothingToMove() throws LedgerException {
    assertThat(ledger.moveKey("shop", "old", "new")).isFalse();
    assertThat(ledger.moveKey("shop", "old", "old")).isFalse();
  }
}
