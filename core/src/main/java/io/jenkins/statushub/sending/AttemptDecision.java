package io.jenkins.statushub.sending;

import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.transport.TransportResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the result of one attempt means for its update. */
sealed interface AttemptDecision {

  /** The hub has it. */
  record Delivered() implements AttemptDecision {}

  /**
   * The hub rejected an end that an earlier attempt may have delivered: the hub has it, for nothing
   * may follow an end, not even the same one. To take it as rejected would leave the incident open
   * here, and the next problem would be announced to an incident that is over.
   */
  record TakenAsDelivered() implements AttemptDecision {}

  /** The hub does not want this message. */
  record Rejected() implements AttemptDecision {}

  /** The hook URL is wrong. */
  record Blocked() implements AttemptDecision {}

  /** It is tried again within this run, after a pause. */
  record TryAgain(Duration pause) implements AttemptDecision {}

  /** It is tried again by a later run. */
  record Postponed() implements AttemptDecision {}

  /**
   * Decides.
   *
   * @param head the update that was sent
   * @param inDoubt whether an attempt before this one may have delivered it
   * @param pause how long to wait before the next attempt; null if there is none in this run
   */
  static AttemptDecision of(
      TransportResult result, UpdateRecord head, boolean inDoubt, @Nullable Duration pause) {
    return switch (result.category()) {
      case ACCEPTED -> new Delivered();
      case REJECTED ->
          head.isResolved() && inDoubt && isAboutTheMessage(result.status())
              ? new TakenAsDelivered()
              : new Rejected();
      case HOOK_URL_INVALID -> new Blocked();
      case UNAVAILABLE -> pause == null ? new Postponed() : new TryAgain(pause);
    };
  }

  /** Returns whether a rejection may be for what is announced, not for how it was requested. */
  private static boolean isAboutTheMessage(int status) {
    return status != 405 && status != 413 && status != 415;
  }

  /** Returns the state of an update that waits for a later run. */
  default DeliveryState waitingState() {
    return this instanceof Blocked ? DeliveryState.BLOCKED : DeliveryState.PENDING;
  }
}
