package io.jenkins.statushub.maven.extension.config;

import io.jenkins.statushub.input.ParameterException;
import org.jspecify.annotations.Nullable;

/** What a build that gets through resolves. */
public enum ResolvePolicy {
  /** The incident that the ledger knows as open, if there is one. */
  IF_OPEN,
  /** The incident with the configured id, whatever the ledger knows. */
  ALWAYS,
  /** Nothing: a person does. */
  NEVER;

  static ResolvePolicy parse(@Nullable String given) {
    return switch (given == null ? "ifOpen" : given.trim()) {
      case "ifOpen" -> IF_OPEN;
      case "always" -> ALWAYS;
      case "never" -> NEVER;
      default -> throw ParameterException.invalidValue("resolve", given, "ifOpen, always, never");
    };
  }
}
