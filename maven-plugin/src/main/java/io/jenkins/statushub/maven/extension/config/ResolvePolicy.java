package io.jenkins.statushub.maven.extension.config;

import io.jenkins.statushub.input.ParameterException;
import org.jspecify.annotations.Nullable;

/** What a build that succeeds resolves. */
public enum ResolvePolicy {
  /** The incident that the ledger knows as open, if there is one. */
  IF_OPEN,
  /** The incident with the configured id, whatever the ledger knows. */
  ALWAYS,
  /** Nothing: a person does. */
  NEVER;

  static ResolvePolicy parse(@Nullable String value) {
    return switch (value == null ? "ifOpen" : value.trim()) {
      case "ifOpen" -> IF_OPEN;
      case "always" -> ALWAYS;
      case "never" -> NEVER;
      default -> throw ParameterException.invalidValue("resolve", value, "ifOpen, always, never");
    };
  }
}
