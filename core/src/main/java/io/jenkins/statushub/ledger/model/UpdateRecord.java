package io.jenkins.statushub.ledger.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message in the ledger and what became of it.
 *
 * @param sequence its place within its incident, from 1
 * @param accepted when the ledger took it
 * @param origin who said it, as the wrapper named it; null if it named nothing
 * @param payload the message, as {@link io.jenkins.statushub.hook.Payload#toMap()} gave it
 * @param delivery how far it has come
 * @param failures how many runs of attempts have failed
 * @param lastAttempt when it was last tried; null if never
 * @param inDoubt whether an attempt may have got it to the hub, without an answer that says so
 * @param nextAttempt when it is tried again, at the earliest; null if at once or never
 * @param settled when its delivery became final; null if it has not
 * @param problem why it is not delivered, for people; empty if there is nothing to say
 */
public record UpdateRecord(
    int sequence,
    Instant accepted,
    @Nullable String origin,
    Map<String, @Nullable Object> payload,
    DeliveryState delivery,
    int failures,
    @Nullable Instant lastAttempt,
    boolean inDoubt,
    @Nullable Instant nextAttempt,
    @Nullable Instant settled,
    String problem) {

  public static UpdateRecord accepted(
      int sequence, Instant now, String origin, Map<String, @Nullable Object> payload) {
    String from = origin.isEmpty() ? null : origin;
    return new UpdateRecord(
        sequence, now, from, payload, DeliveryState.PENDING, 0, null, false, null, null, "");
  }

  /** The headline; empty if the file backoff none. */
  public String title() {
    return text("title");
  }

  /** The incident's state; empty for a maintenance. */
  public String state() {
    return text("state");
  }

  /** The service's status; empty if the file backoff none. */
  public String status() {
    return text("status");
  }

  /** When it happened or begins, as it is sent. */
  public String startTime() {
    return text("start_time");
  }

  /** When a maintenance is to end, as it is sent; empty for an incident. */
  public String endTime() {
    return text("end_time");
  }

  /** Whether it ends its incident. */
  public boolean isResolved() {
    return state().equals("resolved");
  }

  private String text(String field) {
    return payload.get(field) instanceof String text ? text : "";
  }

  public UpdateRecord settledAs(DeliveryState as, Instant now, String why) {
    return with(as, failures, lastAttempt, inDoubt, null, now, why);
  }

  /** About to be sent: from now on the hub may have it. */
  public UpdateRecord begun(Instant now) {
    return with(delivery, failures, now, true, nextAttempt, settled, problem);
  }

  public UpdateRecord attempted(DeliveryState as, Instant now, boolean doubt, String why) {
    int failed = as == DeliveryState.DELIVERED ? failures : failures + 1;
    return with(as, failed, now, doubt, null, now, why);
  }

  public UpdateRecord failed(
      DeliveryState as, Instant now, boolean doubt, Instant next, String why) {
    return with(as, failures + 1, now, doubt, next, null, why);
  }

  public UpdateRecord postponed(Instant next, String why) {
    return with(delivery, failures, lastAttempt, inDoubt, next, null, why);
  }

  public UpdateRecord revived() {
    return with(DeliveryState.PENDING, 0, lastAttempt, inDoubt, null, null, problem);
  }

  /** The same message, come further. */
  private UpdateRecord with(
      DeliveryState as,
      int failed,
      @Nullable Instant tried,
      boolean doubt,
      @Nullable Instant next,
      @Nullable Instant end,
      String why) {
    return new UpdateRecord(
        sequence, accepted, origin, payload, as, failed, tried, doubt, next, end, why);
  }

  /**
   * Whether it may be tried at this moment. A clock that was set back to before the last attempt,
   * or that had been far ahead when the next one was planned, makes it due: the plan means nothing
   * any more.
   *
   * @param longest the longest time ahead that is ever planned
   */
  public boolean isDue(Instant now, Duration longest) {
    return nextAttempt == null
        || !now.isBefore(nextAttempt)
        || nextAttempt.isAfter(now.plus(longest))
        || (lastAttempt != null && now.isBefore(lastAttempt));
  }
}
