package io.jenkins.statushub.ledger.model;

import io.jenkins.statushub.sending.Outcome;

/** How far one update has come. */
public enum DeliveryState {
  /** Recorded, not delivered yet; is tried again. */
  PENDING("pending", false),
  /** The hub has it. */
  DELIVERED("delivered", true),
  /** The hook URL is wrong; tried again, since a corrected one can still deliver it. */
  BLOCKED("blocked", false),
  /** The hub rejected the message; a person has to look at it. */
  REJECTED("rejected", true),
  /** Could not be delivered within the time of the policy; a person has to look at it. */
  EXPIRED("expired", true),
  /** A person decided that it need not be delivered. */
  DISCARDED("discarded", true),
  /** Need not be delivered any more: superseded, or the end of something never published. */
  SKIPPED("skipped", true);

  private final String wire;
  private final boolean settled;

  DeliveryState(String wire, boolean settled) {
    this.wire = wire;
    this.settled = settled;
  }

  /** The word in ledger files, logs and pages. */
  public String wire() {
    return wire;
  }

  /** Whether nothing is going to be sent any more, unless a person asks for it. */
  public boolean isSettled() {
    return settled;
  }

  /** Whether it counts as said: delivered, or still to be delivered. */
  boolean counts() {
    return this == DELIVERED || !settled;
  }

  /** Whether the hub does not have it although it should. */
  public boolean isMissing() {
    return switch (this) {
      case PENDING, BLOCKED, REJECTED, EXPIRED -> true;
      case DELIVERED, DISCARDED, SKIPPED -> false;
    };
  }

  public Outcome.Kind outcome() {
    return switch (this) {
      case PENDING -> Outcome.Kind.PENDING;
      case DELIVERED -> Outcome.Kind.DELIVERED;
      case BLOCKED, REJECTED, EXPIRED -> Outcome.Kind.FAILED;
      case DISCARDED, SKIPPED -> Outcome.Kind.SKIPPED;
    };
  }
}
