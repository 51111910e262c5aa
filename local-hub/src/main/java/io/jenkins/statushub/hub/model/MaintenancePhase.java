package io.jenkins.statushub.hub.model;

import java.time.Instant;
import java.util.Locale;

/** Whether a maintenance window is in the future, the present or the past. */
public enum MaintenancePhase {
  SCHEDULED,
  IN_PROGRESS,
  OVER;

  public static MaintenancePhase of(Instant start, Instant end, Instant now) {
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
