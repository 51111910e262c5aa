package io.jenkins.statushub.maven.extension;

import io.jenkins.statushub.hook.MistakeException;
import org.jspecify.annotations.Nullable;

/** What a build that gets through resolves. */
enum Resolve {
  /** The incident that the ledger knows as open, if there is one. */
  IF_OPEN,
  /** The incident with the configured id, whatever the ledger knows. */
  ALWAYS,
  /** Nothing: a person does. */
  NEVER;

  static Resolve parse(@Nullable String given) {
    return switch (given == null ? "ifOpen" : given.trim()) {
      case "ifOpen" -> IF_OPEN;
      case "always" -> ALWAYS;
      case "never" -> NEVER;
      default -> throw MistakeException.notAllowed("resolve", given, "ifOpen, always, never");
    };
  }
}
