package io.jenkins.statushub.concurrent;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The end of a time that was given, measured without the clock on the wall. */
public final class Deadline {
  private final LongSupplier nanoTime;
  private final long end;

  private Deadline(LongSupplier nanoTime, long end) {
    this.nanoTime = nanoTime;
    this.end = end;
  }

  public static Deadline in(Duration time, LongSupplier nanoTime) {
    return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  /** What is left; zero if it is over. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
  }

  public boolean isOver() {
    return left().isZero();
  }

  /** Whether something that takes so long leaves time for more. */
  public boolean allows(Duration time) {
    return time.compareTo(left()) < 0;
  }

  /** What is left, but at least so much. */
  public Duration leftOr(Duration least) {
    Duration left = left();
    return left.compareTo(least) < 0 ? least : left;
  }
}
