package io.jenkins.statushub.around;

import io.jenkins.statushub.input.ParameterException;
import org.jspecify.annotations.Nullable;

/** What happens when a run goes on after its maintenance window. */
public enum OverrunPolicy {
  /** The log says so. */
  WARN("warn"),
  /** A follow-up window of the same length is announced, with an id of its own. */
  ANNOUNCE("announce");

  /** How many follow-up windows are announced at most: a hung run must not announce for ever. */
  public static final int MOST_FOLLOW_UPS = 20;

  private final String wire;

  OverrunPolicy(String wire) {
    this.wire = wire;
  }

  /** Returns the word that users write. */
  public String wire() {
    return wire;
  }

  /**
   * Reads the parameter {@code onOverrun}.
   *
   * @param text null or blank for {@code warn}
   * @throws ParameterException if it is neither {@code warn} nor {@code announce}
   */
  public static OverrunPolicy parse(@Nullable String text) {
    return switch (text == null || text.isBlank() ? "warn" : text.trim()) {
      case "warn" -> WARN;
      case "announce" -> ANNOUNCE;
      default -> throw ParameterException.invalidValue("onOverrun", text, "warn, announce");
    };
  }
}
