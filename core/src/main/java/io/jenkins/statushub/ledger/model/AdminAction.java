package io.jenkins.statushub.ledger.model;

import java.time.Instant;

/**
 * What a person did to an entry.
 *
 * @param type what was done
 * @param actor who did it, as the wrapper names people; empty if not known
 * @param time when
 */
public record AdminAction(Type type, String actor, Instant time) {

  /** The kinds of actions. */
  public enum Type {
    /** Updates that were not delivered were made pending again. */
    RETRIED("retried"),
    /** Undelivered updates are not to be delivered any more. */
    DISCARDED("discarded"),
    /** The incident counts as over, without an update to the hub. */
    CLOSED("closed");

    private final String wire;

    Type(String wire) {
      this.wire = wire;
    }

    /** Returns the word in ledger files and on pages. */
    public String wire() {
      return wire;
    }
  }
}
