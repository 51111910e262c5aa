package io.jenkins.statushub.hook;

import io.jenkins.statushub.input.ParameterException;
import org.jspecify.annotations.Nullable;

/** How far the work on an incident has come, as the hook spells it. */
public enum IncidentState {
  /** The problem is known, its cause is not. */
  INVESTIGATING("investigating"),
  /** The cause is known. */
  IDENTIFIED("identified"),
  /** A remedy is in place and being watched. */
  MONITORING("monitoring"),
  /** Over. Never an incident's first update, always its last; the hub sets the service up. */
  RESOLVED("resolved");

  /** What {@link #parse} takes, for messages. */
  static final String ALLOWED = "investigating, identified, monitoring, resolved";

  private final String wire;

  IncidentState(String wire) {
    this.wire = wire;
  }

  /** The hook's own spelling. */
  public String wire() {
    return wire;
  }

  /**
   * Reads a state as users write it; case and surrounding space do not matter.
   *
   * @throws ParameterException if it is null, empty or none of the hook's values
   */
  public static IncidentState parse(@Nullable String value) {
    if (value != null) {
      for (IncidentState state : values()) {
        if (state.wire.equalsIgnoreCase(value.trim())) {
          return state;
        }
      }
    }
    throw ParameterException.invalidValue("state", value, ALLOWED);
  }
}
