package io.jenkins.statushub.concurrent;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The end of a time limit, measured by a ticker so that a clock that is set anew can't move it. */
public final class Deadline {
  private final LongSupplier ticker;
  private final long end;

  private Deadline(LongSupplier ticker, long end) {
    this.ticker = ticker;
    this.end = end;
  }

  /**
   * Starts a time limit now.
   *
   * @param time how long it is; zero or more
   * @param ticker what it is measured by, in nanoseconds
   */
  public static Deadline after(Duration time, LongSupplier ticker) {
    return new Deadline(ticker, ticker.getAsLong() + time.toNanos());
  }

  /** Returns what remains; zero if it is over. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, end - ticker.getAsLong()));
  }

  /** Returns whether nothing remains. */
  public boolean isOver() {
    return remaining().isZero();
  }

  /** Returns whether more remains than something takes. */
  public boolean allows(Duration time) {
    return time.compareTo(remaining()) < 0;
  }

  /** Returns this limit, or an earlier one that ends after {@code longest}. */
  public Deadline atMost(Duration longest) {
    return longest.compareTo(remaining()) < 0 ? after(longest, ticker) : this;
  }

  /** Returns this limit, or a later one that leaves {@code least}. */
  public Deadline atLeast(Duration least) {
    return least.compareTo(remaining()) > 0 ? after(least, ticker) : this;
  }
}
