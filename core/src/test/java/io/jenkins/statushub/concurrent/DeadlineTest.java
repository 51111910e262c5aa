package io.jenkins.statushub.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** A nanosecond clock begins anywhere, and may run over. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  private final Deadline deadline = Deadline.in(SECOND, nanos::get);

  @Test
  void leavesLessAndLess() {
    assertThat(deadline.left()).isEqualTo(SECOND);
    nanos.addAndGet(400_000_000);
    assertThat(deadline.left()).isEqualTo(Duration.ofMillis(600));
    assertThat(deadline.isOver()).isFalse();
    nanos.addAndGet(600_000_000);
    assertThat(deadline.isOver()).isTrue();
    nanos.addAndGet(1);
    assertThat(deadline.left()).isZero();
  }

  @Test
  void allowsWhatLeavesTimeForMore() {
    assertThat(deadline.allows(SECOND.minusNanos(1))).isTrue();
    assertThat(deadline.allows(SECOND)).isFalse();
  }

  @Test
  void leavesFileWorkALeastTime() {
    assertThat(deadline.leftOr(Duration.ofMillis(200))).isEqualTo(SECOND);
    assertThat(deadline.leftOr(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
  }
}
