package io.jenkins.statushub.hub.model;

import java.util.Locale;

/** The two kinds of payload that the specification knows. */
public enum PayloadKind {
  INCIDENT,
  MAINTENANCE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
