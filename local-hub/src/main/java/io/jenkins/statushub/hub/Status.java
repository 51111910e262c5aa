package io.jenkins.statushub.hub;

import java.util.Locale;

/** The status of a service, from best to worst. Its text form is the word of the specification. */
public enum Status {
  UP,
  DEGRADED,
  DOWN;

  static Status of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  Status orWorse(Status other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
