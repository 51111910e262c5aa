package io.jenkins.statushub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.store.LedgerStorage;
import io.jenkins.statushub.testing.ManualClock;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoveKeyTest {
  @TempDir Path folder;

  private final ManualClock clock = new ManualClock();

  private LedgerStorage storage = storage(Path.of("unset"));
  private IncidentKeys keys = new IncidentKeys(storage);

  private LedgerStorage storage(Path folder) {
    return new LedgerStorage(folder, clock, System::nanoTime, line -> {}, false);
  }

  @BeforeEach
  void open() {
    storage = storage(folder);
    keys = new IncidentKeys(storage);
  }

  @AfterEach
  void close() {
    storage.close();
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
    return ((RecordResult.Recorded)
            new AnnouncementRecorder(storage).record(announcement, storage.defaultDeadline()))
        .entry()
        .id();
  }

  private String idUnder(String key) throws LedgerException {
    LedgerEntry entry = keys.openIncident(ServiceId.of("shop"), key);
    return entry == null ? "none" : entry.id();
  }

  @Test
  void leadsToTheSameIncident() throws LedgerException {
    String id = opened("old");
    keys.countFailure(ServiceId.of("shop"), "old");

    assertThat(keys.moveKey(ServiceId.of("shop"), "old", "new")).isTrue();

    assertThat(idUnder("new")).isEqualTo(id);
    assertThat(idUnder("old")).isEqualTo("none");
    assertThat(keys.countFailure(ServiceId.of("shop"), "new")).isEqualTo(2);
    assertThat(opened("new")).isEqualTo(id);
    assertThat(Objects.requireNonNull(keys.openIncident(ServiceId.of("shop"), "new")).updates())
        .hasSize(2);
  }

  @Test
  void leavesAnIncidentOfTheOtherKeyAlone() throws LedgerException {
    String old = opened("old");
    String other = opened("new");

    assertThat(keys.moveKey(ServiceId.of("shop"), "old", "new")).isFalse();

    assertThat(idUnder("old")).isEqualTo(old);
    assertThat(idUnder("new")).isEqualTo(other);
  }

  @Test
  void takesFailuresAlongThatOpenedNothingYet() throws LedgerException {
    keys.countFailure(ServiceId.of("shop"), "old");

    assertThat(keys.moveKey(ServiceId.of("shop"), "old", "new")).isTrue();

    assertThat(keys.countFailure(ServiceId.of("shop"), "new")).isEqualTo(2);
    assertThat(keys.moveKey(ServiceId.of("shop"), "old", "third"))
        .describedAs("moved already")
        .isFalse();
  }

  @Test
  void findsNothingToMove() throws LedgerException {
    assertThat(keys.moveKey(ServiceId.of("shop"), "old", "new")).isFalse();
    assertThat(keys.moveKey(ServiceId.of("shop"), "old", "old")).isFalse();
  }
}
