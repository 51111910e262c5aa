package io.jenkins.statushub.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.input.ParameterException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryPolicyTest {
  private static final DeliveryPolicy DEFAULT = DeliveryPolicy.DEFAULT;

  /** Always the end of the range. */
  private static final RandomGenerator HIGHEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  @Test
  void defaults() {
    assertThat(DEFAULT.attempts()).isEqualTo(3);
    assertThat(DEFAULT.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(DEFAULT.requestTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(DEFAULT.expireAfter()).hasHours(72);
    assertThat(DEFAULT.retryAfterCap()).hasHours(24);
  }

  @ParameterizedTest
  @CsvSource({"1,250", "2,500", "3,1000", "4,2000", "5,4000", "6,4000", "1000000,4000", "0,250"})
  void backoffDoublesUpToItsCap(int attempt, long millis) {
    assertThat(DEFAULT.backoff(attempt, HIGHEST)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void aCapThatIsNoDoubleOfTheBaseIsKept() {
    DeliveryPolicy policy = DEFAULT.withBackoff(Duration.ofMillis(300), Duration.ofMillis(700));
    assertThat(policy.backoff(2, HIGHEST)).isEqualTo(Duration.ofMillis(600));
    assertThat(policy.backoff(3, HIGHEST)).isEqualTo(Duration.ofMillis(700));
  }

  @Property
  void jitterIsFull(@ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int attempt) {
    assertThat(DEFAULT.backoff(attempt, new Random(seed)))
        .isBetween(Duration.ZERO, DEFAULT.backoff(attempt, HIGHEST));
  }

  @Test
  void jitterCoversTheWholeRange() {
    Random random = new Random(1);
    List<Duration> pauses = Stream.generate(() -> DEFAULT.backoff(1, random)).limit(1000).toList();
    assertThat(pauses).anyMatch(pause -> pause.toMillis() < 25);
    assertThat(pauses).anyMatch(pause -> pause.toMillis() >= 225);
  }

  @ParameterizedTest
  @CsvSource({"0,PT5S", "1,PT1M", "2,PT5M", "3,PT30M", "4,PT1H", "5,PT1H", "2147483647,PT1H"})
  void pendingScheduleEndsHourly(int failures, Duration expected) {
    assertThat(DEFAULT.pendingDelay(failures)).isEqualTo(expected);
  }

  @Test
  void timeForOnePostIsBoundedByWhatIsLeft() {
    DeliveryPolicy policy = DEFAULT.withRequestTimeout(Duration.ofSeconds(4));
    assertThat(policy.timeoutWithin(Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(4));
    assertThat(policy.timeoutWithin(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void eachPartCanBeAnother() {
    Duration given = Duration.ofSeconds(7);
    DeliveryPolicy all =
        DEFAULT
            .withAttempts(5)
            .withTimeout(given)
            .withRequestTimeout(given.plusSeconds(1))
            .withBackoff(given.plusSeconds(2), given.plusSeconds(3))
            .withPendingDelays(List.of(given.plusSeconds(4)))
            .withExpireAfter(given.plusSeconds(5))
            .withRetryAfterCap(given.plusSeconds(6));
    assertThat(all)
        .isEqualTo(
            new DeliveryPolicy(
                5,
                given,
                given.plusSeconds(1),
                given.plusSeconds(2),
                given.plusSeconds(3),
                List.of(given.plusSeconds(4)),
                given.plusSeconds(5),
                given.plusSeconds(6)));
  }

  interface Change {
    DeliveryPolicy of(DeliveryPolicy policy);
  }

  private static Arguments wrong(Change change, String message) {
    return Arguments.of(message, change);
  }

  static Stream<Arguments> mistakes() {
    Duration second = Duration.ofSeconds(1);
    return Stream.of(
        wrong(p -> p.withAttempts(0), "attempts: '0' is not allowed; allowed: 1 to 20"),
        wrong(p -> p.withAttempts(21), "attempts: '21' is not allowed; allowed: 1 to 20"),
        wrong(
            p -> p.withTimeout(Duration.ZERO),
            "timeout: 'PT0S' is not allowed; allowed: more than nothing and at most 1h"),
        wrong(
            p -> p.withTimeout(Duration.ofHours(1).plusNanos(1)),
            "timeout: 'PT1H0.000000001S' is not allowed; allowed: more than nothing and at most 1h"),
        wrong(
            p -> p.withRequestTimeout(second.negated()),
            "requestTimeout: 'PT-1S' is not allowed; allowed: more than nothing and at most 1h"),
        wrong(
            p -> p.withBackoff(Duration.ZERO, second),
            "backoffBase: 'PT0S' is not allowed; allowed: more than nothing and at most 1h"),
        wrong(
            p -> p.withBackoff(second, Duration.ofHours(2)),
            "backoffCap: 'PT2H' is not allowed; allowed: more than nothing and at most 1h"),
        wrong(
            p -> p.withBackoff(second, Duration.ofMillis(999)),
            "backoffCap: 'PT0.999S' is not allowed; allowed: PT1S (the backoffBase) or more"),
        wrong(
            p -> p.withPendingDelays(List.of()),
            "pendingDelays: is required; allowed: one pause or more"),
        wrong(
            p -> p.withPendingDelays(List.of(second, Duration.ZERO)),
            "pendingDelays: 'PT0S' is not allowed; allowed: more than nothing and at most 366d"),
        wrong(
            p -> p.withExpireAfter(Duration.ofDays(367)),
            "expireAfter: 'PT8808H' is not allowed; allowed: more than nothing and at most 366d"),
        wrong(
            p -> p.withRetryAfterCap(second.negated()),
            "retryAfterCap: 'PT-1S' is not allowed; allowed: 0s to 366d"),
        wrong(
            p -> p.withRetryAfterCap(Duration.ofDays(366).plusNanos(1)),
            "retryAfterCap: 'PT8784H0.000000001S' is not allowed; allowed: 0s to 366d"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void mistakesNameThePart(String message, Change change) {
    assertThatThrownBy(() -> change.of(DEFAULT))
        .isInstanceOf(ParameterException.class)
        .hasMessage(message);
  }

  @Test
  void limitsThemselvesAreAllowed() {
    Duration hour = Duration.ofHours(1);
    Duration year = Duration.ofDays(366);
    assertThat(
            DEFAULT
                .withAttempts(20)
                .withTimeout(hour)
                .withRequestTimeout(hour)
                .withBackoff(hour, hour)
                .withPendingDelays(List.of(year))
                .withExpireAfter(year)
                .withRetryAfterCap(year)
                .withRetryAfterCap(Duration.ZERO)
                .withAttempts(1)
                .attempts())
        .isEqualTo(1);
  }
}
