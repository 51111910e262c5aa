package io.jenkins.statushub.hook;

import io.jenkins.statushub.input.ParameterException;
import org.jspecify.annotations.Nullable;

/** What customers are told about a service, as the hook spells it. */
public enum ServiceStatus {
  /** The service works. */
  UP("up"),
  /** The service works in part. */
  DEGRADED("degraded"),
  /** The service does not work. */
  DOWN("down");

  /** What {@link #parse} takes, for messages. */
  static final String ALLOWED = "up, degraded, down";

  private final String wire;

  ServiceStatus(String wire) {
    this.wire = wire;
  }

  /** The hook's own spelling. */
  public String wire() {
    return wire;
  }

  /**
   * Reads a status as users write it; case and surrounding space do not matter.
   *
   * @throws ParameterException if it is null, empty or none of the hook's values
   */
  public static ServiceStatus parse(@Nullable String value) {
    if (value != null) {
      for (ServiceStatus status : values()) {
        if (status.wire.equalsIgnoreCase(value.trim())) {
          return status;
        }
      }
    }
    throw ParameterException.invalidValue("status", value, ALLOWED);
  }
}
