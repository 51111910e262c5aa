package io.jenkins.statushub.hub.model;

import java.util.Locale;

/** The status of a service, from best to worst. {@link #toString()} is the value in the payload. */
public enum Status {
  UP,
  DEGRADED,
  DOWN;

  public static Status of(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }

  public Status orWorse(Status other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
