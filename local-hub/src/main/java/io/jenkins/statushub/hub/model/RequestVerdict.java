package io.jenkins.statushub.hub.model;

import java.util.Locale;

/** What the hub did with the payload of a request. */
public enum RequestVerdict {
  /** The payload keeps to the specification and is on the page, or among the drafts. */
  ACCEPTED,
  /** The payload breaks a rule; the reasons say which. */
  REJECTED,
  /** A fault was injected, and the payload was not read. */
  IGNORED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
