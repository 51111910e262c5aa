package io.jenkins.statushub.hub;

import java.util.Locale;

/** What the hub did with a request. */
public enum Verdict {
  /** The payload keeps to the specification and is on the page, or among the drafts. */
  ACCEPTED,
  /** The payload breaks a rule; the reasons say which. */
  REFUSED,
  /** The hub was told to misbehave and did not look at the payload. */
  IGNORED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
