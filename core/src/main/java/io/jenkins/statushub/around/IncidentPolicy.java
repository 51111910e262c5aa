package io.jenkins.statushub.around;

import io.jenkins.statushub.input.ParameterException;
import org.jspecify.annotations.Nullable;

/**
 * When a failed run opens an incident, and when a successful one resolves it.
 *
 * @param openAfter how many runs in a row have to fail before an incident is opened; 1 to 1000
 * @param resolve what a successful run resolves
 */
public record IncidentPolicy(int openAfter, Resolve resolve) {
  private static final int MOST_FAILURES = 1000;

  /** What a successful run resolves. */
  public enum Resolve {
    /** The incident that the ledger knows as open, if there is one. */
    IF_OPEN,
    /** The incident with the given id, whatever the ledger knows. */
    ALWAYS,
    /** Nothing: a person resolves it. */
    NEVER
  }

  /**
   * Reads the two parameters.
   *
   * @param openAfter a whole number; null or blank for 1
   * @param resolve {@code ifOpen}, {@code always} or {@code never}; null or blank for the first
   * @param id the incident's id that the user chose; null if none
   * @throws ParameterException naming the parameter that is wrong
   */
  public static IncidentPolicy parse(
      @Nullable String openAfter, @Nullable String resolve, @Nullable String id) {
    Resolve parsed = parseResolve(resolve);
    if (parsed == Resolve.ALWAYS && (id == null || id.isBlank())) {
      throw new ParameterException(
          "resolve", "'always' needs an id to resolve; allowed: ifOpen, never, or give an id, too");
    }
    return new IncidentPolicy(parseOpenAfter(openAfter), parsed);
  }

  private static int parseOpenAfter(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return 1;
    }
    try {
      int number = Integer.parseInt(text.trim());
      if (number >= 1 && number <= MOST_FAILURES) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw ParameterException.invalidValue(
        "openAfter", text, "a whole number from 1 to " + MOST_FAILURES);
  }

  private static Resolve parseResolve(@Nullable String text) {
    return switch (text == null || text.isBlank() ? "ifOpen" : text.trim()) {
      case "ifOpen" -> Resolve.IF_OPEN;
      case "always" -> Resolve.ALWAYS;
      case "never" -> Resolve.NEVER;
      default -> throw ParameterException.invalidValue("resolve", text, "ifOpen, always, never");
    };
  }

  /** Returns whether this many failures in a row open an incident. */
  public boolean opens(int failures) {
    return failures >= openAfter;
  }

  /** Returns whether a successful run resolves an incident that is or is not known as open. */
  public boolean resolves(boolean open) {
    return resolve == Resolve.ALWAYS || (open && resolve == Resolve.IF_OPEN);
  }
}
