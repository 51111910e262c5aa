package io.jenkins.statushub.ledger.model;

/** How far the delivery of one update has come. */
public enum DeliveryState {
  /** It is recorded and not delivered yet; it is tried again. */
  PENDING("pending", false),
  /** The hub has it. */
  DELIVERED("delivered", true),
  /** The hook URL is unknown or wrong; a corrected one can still deliver it. */
  BLOCKED("blocked", false),
  /** The hub rejected the message; a person has to look at it. */
  REJECTED("rejected", true),
  /** It could not be delivered within the policy's time; a person has to look at it. */
  EXPIRED("expired", true),
  /** A person decided that it need not be delivered. */
  DISCARDED("discarded", true),
  /** It need not be delivered, such as the end of an incident that was never published. */
  SKIPPED("skipped", true);

  private final String wire;
  private final boolean settled;

  DeliveryState(String wire, boolean settled) {
    this.wire = wire;
    this.settled = settled;
  }

  /** Returns the word in ledger files, logs and pages. */
  public String wire() {
    return wire;
  }

  /** Returns whether nothing is sent any more, unless a person asks for it. */
  public boolean isSettled() {
    return settled;
  }

  /** Returns whether the hub has it or is still to get it. */
  public boolean counts() {
    return this == DELIVERED || !settled;
  }

  /** Returns whether the hub should have it and does not have it. */
  public boolean isUndelivered() {
    return switch (this) {
      case PENDING, BLOCKED, REJECTED, EXPIRED -> true;
      case DELIVERED, DISCARDED, SKIPPED -> false;
    };
  }

  /** Returns whether a person has to do something before the hub can get it. */
  public boolean needsAttention() {
    return switch (this) {
      case BLOCKED, REJECTED, EXPIRED -> true;
      case PENDING, DELIVERED, DISCARDED, SKIPPED -> false;
    };
  }
}
