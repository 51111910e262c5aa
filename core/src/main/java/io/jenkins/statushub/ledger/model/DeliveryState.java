package io.jenkins.statushub.ledger.model;

import io.jenkins.statushub.sending.Outcome;

/** How far one update has come. */
public enum DeliveryState {
  /** Accepted, not yet delivered, tried again. */
  PARKED("parked", false),
  /** The hub has it. */
  DELIVERED("delivered", true),
  /** The hook URL is wrong; tried again, since a corrected one can still deliver it. */
  REJECTED("rejected", false),
  /** The hub does not want it; kept for a person to look at. */
  REFUSED("refused", true),
  /** Could not be delivered for as long as the policy tries; kept for a person to look at. */
  GIVEN_UP("given-up", true),
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
      case PARKED, REJECTED, REFUSED, GIVEN_UP -> true;
      case DELIVERED, DISCARDED, SKIPPED -> false;
    };
  }

  public Outcome.Kind outcome() {
    return switch (this) {
      case PARKED -> Outcome.Kind.PARKED;
      case DELIVERED -> Outcome.Kind.DELIVERED;
      case REJECTED, REFUSED, GIVEN_UP -> Outcome.Kind.REJECTED;
      case DISCARDED, SKIPPED -> Outcome.Kind.SKIPPED;
    };
  }
}
