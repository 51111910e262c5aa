package io.jenkins.statushub.hub;

import java.util.Locale;

/** The two kinds of payload that the specification knows. */
public enum Kind {
  INCIDENT,
  MAINTENANCE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
