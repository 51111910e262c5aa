package io.jenkins.statushub.hub;

import java.time.Instant;
import java.util.Locale;

/** Where a maintenance window stands at a moment. */
public enum Phase {
  SCHEDULED,
  IN_PROGRESS,
  OVER;

  static Phase of(Instant start, Instant end, Instant now) {
    if (!now.isBefore(end)) {
      return OVER;
    }
    return now.isBefore(start) ? SCHEDULED : IN_PROGRESS;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
