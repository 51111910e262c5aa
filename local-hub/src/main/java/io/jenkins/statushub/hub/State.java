package io.jenkins.statushub.hub;

import java.util.Locale;

/** How far an incident has come. Its text form is the word of the specification. */
public enum State {
  INVESTIGATING,
  IDENTIFIED,
  MONITORING,
  RESOLVED;

  static State of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
