package io.jenkins.statushub.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** A nanosecond clock begins anywhere, and may run over. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  private final Deadline deadline = Deadline.after(SECOND, nanos::get);

  @Test
  void leavesLessAndLess() {
    assertThat(deadline.remaining()).isEqualTo(SECOND);
    nanos.addAndGet(400_000_000);
    assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(600));
    assertThat(deadline.isOver()).isFalse();
    nanos.addAndGet(600_000_000);
    assertThat(deadline.isOver()).isTrue();
    nanos.addAndGet(1);
    assertThat(deadline.remaining()).isZero();
  }

  @Test
  void allowsWhatLeavesTimeForMore() {
    assertThat(deadline.allows(SECOND.minusNanos(1))).isTrue();
    assertThat(deadline.allows(SECOND)).isFalse();
  }

  @Test
  void canBeMovedToAnEarlierOrALaterEnd() {
    assertThat(deadline.atLeast(Duration.ofMillis(200)).remaining()).isEqualTo(SECOND);
    assertThat(deadline.atLeast(Duration.ofSeconds(2)).remaining())
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(deadline.atMost(Duration.ofMillis(200)).remaining())
        .isEqualTo(Duration.ofMillis(200));
    assertThat(deadline.atMost(Duration.ofSeconds(2)).remaining()).isEqualTo(SECOND);
  }
}
