package io.jenkins.statushub.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.hook.ServiceId;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.testing.ManualClock;
import io.jenkins.statushub.transport.Transport;
import io.jenkins.statushub.transport.TransportResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The ledger against a model of a few lines: an incident for each key, its messages in order. */
class LedgerPropertyTest {
  enum What {
    UPDATE,
    RESOLVE,
    PARK,
    DRAIN,
    LATER,
    EARLIER,
    RESTART
  }

  /** What the hub does with the next messages. */
  enum Hub {
    WELL,
    DOWN,
    IN_DOUBT,
    BUSY
  }

  record Step(What what, int key, Hub hub) {}

  /** What the test believes. */
  private static final class Problem {
    final String id;
    List<String> said = new ArrayList<>();
    boolean over;

    Problem(String id) {
      this.id = id;
    }
  }

  private final HubModel hub = new HubModel();
  private final Map<Integer, Problem> problems = new HashMap<>();
  private final List<Problem> all = new ArrayList<>();
  private Hub mood = Hub.WELL;
  private int inDoubt;
  private int number;

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(5, What.UPDATE),
                Tuple.of(2, What.RESOLVE),
                Tuple.of(3, What.PARK),
                Tuple.of(2, What.DRAIN),
                Tuple.of(2, What.LATER),
                Tuple.of(1, What.EARLIER),
                Tuple.of(1, What.RESTART)),
            Arbitraries.integers().between(0, 2),
            Arbitraries.frequency(
                Tuple.of(4, Hub.WELL),
                Tuple.of(2, Hub.DOWN),
                Tuple.of(1, Hub.IN_DOUBT),
                Tuple.of(1, Hub.BUSY)))
        .as(Step::new)
        .list()
        .ofMaxSize(25);
  }

  private Transport transport() {
    return HubModel.answering(
        json -> {
          TransportResult answer =
              switch (mood) {
                case WELL -> TransportResult.answered(200, null, "");
                case DOWN -> TransportResult.answered(503, null, "HTTP 503");
                case IN_DOUBT -> TransportResult.failed("no answer within 10 s", true);
                case BUSY -> TransportResult.answered(429, "90", "HTTP 429");
              };
          if (mood == Hub.WELL || mood == Hub.IN_DOUBT) {
            hub.take(json);
            inDoubt += mood == Hub.IN_DOUBT ? 1 : 0;
          }
          return CompletableFuture.completedFuture(answer);
        });
  }

  @Property(tries = 60)
  void tellsAllInOrderUnderOneIdForEachProblem(@ForAll("steps") List<Step> steps)
      throws IOException {
    // Each try begins with nothing.
    new LedgerPropertyTest().play(steps);
  }

  private void play(List<Step> steps) throws IOException {
    Path folder = Files.createTempDirectory("ledger-property");
    ManualClock clock = new ManualClock();
    LedgerFixture fixture = LedgerFixture.open(folder, transport(), clock);
    try {
      for (Step step : steps) {
        mood = step.hub();
        switch (step.what()) {
          case DRAIN -> fixture.flush(true);
          case LATER -> clock.advance(Duration.ofMinutes(40));
          case EARLIER -> clock.advance(Duration.ofMinutes(-40));
          case RESTART -> {
            fixture.close();
            fixture = LedgerFixture.open(folder, transport(), clock);
          }
          case UPDATE, RESOLVE, PARK -> announce(fixture, step);
        }
      }
      mood = Hub.WELL;
      clock.advance(Duration.ofHours(3));
      assertThat(fixture.flush(true).remaining()).isZero();
      check(fixture);
    } finally {
      fixture.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(file);
        }
      }
    }
  }

  private void announce(LedgerFixture fixture, Step step) {
    boolean end = step.what() == What.RESOLVE;
    String title = "Problem #" + ++number;
    var builder =
        Announcement.incident()
            .service("shop")
            .key("key " + step.key())
            .origin("build " + number)
            .title(title)
            .state(end ? "resolved" : "monitoring")
            .status(end ? null : "down");
    Outcome outcome =
        step.what() == What.PARK ? fixture.enqueue(builder) : fixture.announce(builder);

    Problem problem = problems.get(step.key());
    if (end && (problem == null || problem.over)) {
      assertThat(outcome.kind()).isEqualTo(Outcome.Kind.SKIPPED);
      return;
    }
    assertThat(outcome.kind()).isIn(Outcome.Kind.DELIVERED, Outcome.Kind.PENDING);
    if (problem == null || problem.over) {
      String id = Objects.requireNonNull(outcome.id());
      problem = new Problem(id);
      assertThat(all).noneMatch(other -> other.id.equals(id));
      problems.put(step.key(), problem);
      all.add(problem);
    }
    assertThat(outcome.id()).isEqualTo(problem.id);
    problem.said.add(title + (end ? " resolved" : " monitoring"));
    problem.over = end;
  }

  private void check(LedgerFixture fixture) throws IOException {
    assertThat(hub.disorder()).isEmpty();
    assertThat(hub.duplicates()).isLessThanOrEqualTo(inDoubt);
    assertThat(hub.ids()).hasSize(all.size());
    for (Problem problem : all) {
      assertThat(hub.about(problem.id).stream().distinct()).containsExactlyElementsOf(problem.said);
      LedgerEntry entry =
          Objects.requireNonNull(
              fixture
                  .hub
                  .ledger()
                  .find(LedgerEntry.Kind.INCIDENT, ServiceId.of("shop"), problem.id));
      assertThat(entry.isOpenIncident()).isEqualTo(!problem.over);
    }
    assertThat(fixture.hub.ledger().damaged()).isEmpty();
    assertThat(fixture.notices).isEmpty();
  }
}
