package io.jenkins.statushub.sending;

import static io.jenkins.statushub.sending.LedgerFixture.incident;
import static io.jenkins.statushub.sending.LedgerFixture.maintenance;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.announcement.IncidentBuilder;
import io.jenkins.statushub.files.WatchedFileSystem;
import io.jenkins.statushub.transport.TransportResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often an announcement waits for the disk: twice for each file that is new or replaced. */
class ForcedWritesTest {
  @TempDir Path folder;
  private final HubModel hub = new HubModel();
  private final List<String> forced = new ArrayList<>();
  private boolean unavailable;

  /** The first flush of a day cleans up. */
  @BeforeEach
  void startWithALedgerThatIsCleanedUp() {
    try (LedgerFixture fixture = open()) {
      fixture.announce(incident().key("before").title("Before #1"));
      fixture.flush(false);
    }
    forced.clear();
  }

  private LedgerFixture open() {
    WatchedFileSystem.Watch watch =
        (operation, path) -> {
          if (operation.equals("force")) {
            boolean isFile = path.toString().matches(".*\\.(json|tmp)");
            Path place = isFile ? Objects.requireNonNull(path.getParent()) : path;
            forced.add((isFile ? "a file in " : "") + place.getFileName());
          }
        };
    return LedgerFixture.open(
        WatchedFileSystem.watched(folder, watch),
        hub.transport(answer -> unavailable ? TransportResult.answered(503, null, "busy") : answer),
        builder -> builder.fsync(true).policy(DeliveryPolicy.DEFAULT.withAttempts(1)));
  }

  private List<String> forcedBy(IncidentBuilder announcement) {
    try (LedgerFixture fixture = open()) {
      forced.clear();
      fixture.announce(announcement);
    }
    return List.copyOf(forced);
  }

  @Test
  void areFourForAnIncidentUnderAKey() {
    assertThat(forcedBy(incident()))
        .containsExactly("a file in keys", "keys", "a file in pending", "pending");
  }

  @Test
  void areTwoForAnIncidentWithAnId() {
    assertThat(forcedBy(incident().key(null).id("INC-7")))
        .containsExactly("a file in pending", "pending");
  }

  /** The key's file lists the windows that run, so that none is announced twice. */
  @Test
  void areFourForAMaintenanceUnderAKey() {
    try (LedgerFixture fixture = open()) {
      forced.clear();
      fixture.announce(maintenance());
    }
    assertThat(forced).containsExactly("a file in keys", "keys", "a file in pending", "pending");
  }

  @Test
  void areTwoForAMaintenanceWithAnId() {
    try (LedgerFixture fixture = open()) {
      forced.clear();
      fixture.announce(maintenance().key(null).id("MNT-7"));
    }
    assertThat(forced).containsExactly("a file in pending", "pending");
  }

  @Test
  void areTwoForAnUpdate() {
    forcedBy(incident());

    assertThat(forcedBy(incident().title("Slow #2")))
        .containsExactly("a file in pending", "pending");
  }

  /** It is noted before it is sent that the hub may have it: nothing may follow an end. */
  @Test
  void areThreeForAnEnd() {
    forcedBy(incident());

    assertThat(forcedBy(incident().title("Slow #2").state("resolved").status(null)))
        .containsExactly("a file in pending", "pending", "a file in pending");
  }

  @Test
  void areNoMoreForWhatStaysPending() {
    unavailable = true;

    assertThat(forcedBy(incident()))
        .containsExactly("a file in keys", "keys", "a file in pending", "pending");
    assertThat(forcedBy(incident().title("Slow #2")))
        .containsExactly("a file in pending", "pending");
  }

  @Test
  void areNoneForAFlush() {
    unavailable = true;
    forcedBy(incident());
    forcedBy(incident().title("Slow #2"));
    unavailable = false;
    try (LedgerFixture fixture = open()) {
      forced.clear();
      assertThat(fixture.flush(false).delivered()).isEqualTo(2);
    }
    assertThat(forced).isEmpty();
  }
}
