package io.jenkins.statushub.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. */
public final class ManualClock extends Clock {
  private volatile Instant now;

  /** Begins at 2026-11-24T09:00:00Z. */
  public ManualClock() {
    this(Instant.parse("2026-11-24T09:00:00Z"));
  }

  public ManualClock(Instant start) {
    now = start;
  }

  /** Moves it forth, or back by a negative duration. */
  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  public synchronized void set(Instant to) {
    now = to;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
