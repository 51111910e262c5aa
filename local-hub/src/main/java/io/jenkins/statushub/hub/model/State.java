package io.jenkins.statushub.hub.model;

import java.util.Locale;

/** The state of an incident. {@link #toString()} is the value in the payload. */
public enum State {
  INVESTIGATING,
  IDENTIFIED,
  MONITORING,
  RESOLVED;

  public static State of(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
