package io.jenkins.statushub.around;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMarkerTest {
  private static final Instant STARTED = Instant.parse("2026-11-24T09:00:00Z");

  @TempDir Path ledger;

  @Test
  void findsNothingWhereNothingRan() throws IOException {
    assertThat(RunMarker.takeKilled(ledger, "k")).isEmpty();
    assertThat(ledger).isEmptyDirectory();
  }

  @Test
  void leavesARunOfThisProcessAlone() throws IOException {
    try (RunMarker running = RunMarker.create(ledger, "k", STARTED, List.of())) {
      assertThat(running).isNotNull();
      assertThat(RunMarker.takeKilled(ledger, "k")).isEmpty();
    }
  }

  @Test
  void leavesNoFileBehindWhenItEnds() throws IOException {
    RunMarker.create(ledger, "k", STARTED, List.of()).close();

    try (Stream<Path> files = Files.list(ledger.resolve("running"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void findsAKilledRunOnceAndUnderItsKeyOnly() throws IOException {
    leftBehind("k", List.of("shop", "pay"));

    assertThat(RunMarker.takeKilled(ledger, "other")).isEmpty();
    assertThat(RunMarker.takeKilled(ledger, "k"))
        .containsExactly(new RunMarker.KilledRun("2026-11-24T09:00:00Z", List.of("shop", "pay")));
    assertThat(RunMarker.takeKilled(ledger, "k")).isEmpty();
  }

  @Test
  void findsACancelledRunOfThisProcessOnce() throws IOException {
    RunMarker.create(ledger, "k", STARTED, List.of("shop")).abandon();

    assertThat(RunMarker.takeKilled(ledger, "k"))
        .containsExactly(new RunMarker.KilledRun("2026-11-24T09:00:00Z", List.of("shop")));
    assertThat(RunMarker.takeKilled(ledger, "k")).isEmpty();
  }

  @Test
  void countsADamagedMarkerAsAKilledRun() throws IOException {
    Files.writeString(leftBehind("k", List.of()), "{");

    assertThat(RunMarker.takeKilled(ledger, "k"))
        .containsExactly(new RunMarker.KilledRun("at a time that can't be read", List.of()));
  }

  /** The file of another process, which is gone and so holds no lock. */
  private Path leftBehind(String key, List<String> details) throws IOException {
    RunMarker marker = RunMarker.create(ledger, key, STARTED, details);
    Path file;
    try (Stream<Path> files = Files.list(ledger.resolve("running"))) {
      file = files.findFirst().orElseThrow();
    }
    byte[] content = Files.readAllBytes(file);
    marker.close();
    String name = file.getFileName().toString();
    Path left = file.resolveSibling(name.substring(0, name.indexOf('-')) + "-1-1-1.json");
    return Files.write(left, content);
  }
}
