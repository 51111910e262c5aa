package io.jenkins.statushub.ledger.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message in the ledger and what became of it.
 *
 * @param sequence its place within its incident, from 1
 * @param recorded when the ledger recorded it
 * @param origin which build sent it, as the wrapper names builds; null if not known
 * @param payload the message, as {@link io.jenkins.statushub.hook.Payload#toMap()} returned it
 * @param delivery how far it has come
 * @param failures how many runs of attempts have failed
 * @param lastAttempt when it was last tried; null if never
 * @param inDoubt whether an attempt may have reached the hub without a response that says so
 * @param nextAttempt when it is tried again, at the earliest; null if at once or never
 * @param settled when its delivery ended; null if it has not
 * @param problem why it is not delivered, for people; empty if there is nothing to report
 */
public record UpdateRecord(
    int sequence,
    Instant recorded,
    @Nullable String origin,
    Map<String, @Nullable Object> payload,
    DeliveryState delivery,
    int failures,
    @Nullable Instant lastAttempt,
    boolean inDoubt,
    @Nullable Instant nextAttempt,
    @Nullable Instant settled,
    String problem) {

  /** Returns a new update that is to be delivered. */
  public static UpdateRecord pending(
      int sequence, Instant now, String origin, Map<String, @Nullable Object> payload) {
    return new UpdateRecord(
        sequence,
        now,
        origin.isEmpty() ? null : origin,
        payload,
        DeliveryState.PENDING,
        0,
        null,
        false,
        null,
        null,
        "");
  }

  /** Returns the title; empty if the file holds none. */
  public String title() {
    return text("title");
  }

  /** Returns the incident's state; empty for a maintenance window. */
  public String state() {
    return text("state");
  }

  /** Returns the service's status; empty if the file holds none. */
  public String status() {
    return text("status");
  }

  /** Returns when it happened or begins, as it is sent. */
  public String startTime() {
    return text("start_time");
  }

  /** Returns when a maintenance window ends, as it is sent; empty for an incident. */
  public String endTime() {
    return text("end_time");
  }

  /** Returns whether subscribers get no notification of it. */
  public boolean isSilent() {
    return Boolean.TRUE.equals(payload.get("silent"));
  }

  /** Returns whether it stays unpublished. */
  public boolean isDraft() {
    return Boolean.TRUE.equals(payload.get("draft"));
  }

  /** Returns whether it ends its incident. */
  public boolean isResolved() {
    return state().equals("resolved");
  }

  private String text(String field) {
    return payload.get(field) instanceof String text ? text : "";
  }

  /** Returns it settled without an attempt. */
  public UpdateRecord settledAs(DeliveryState state, Instant now, String reason) {
    return with(state, failures, lastAttempt, inDoubt, null, now, reason);
  }

  /** Returns it about to be sent: from now on the hub may have it. */
  public UpdateRecord begun(Instant now) {
    return with(delivery, failures, now, true, nextAttempt, settled, problem);
  }

  /** Returns it settled by an attempt. */
  public UpdateRecord attempted(DeliveryState state, Instant now, boolean doubt, String reason) {
    int count = state == DeliveryState.DELIVERED ? failures : failures + 1;
    return with(state, count, now, doubt, null, now, reason);
  }

  /** Returns it after a failed run of attempts, to be tried again. */
  public UpdateRecord failed(
      DeliveryState state, Instant now, boolean doubt, Instant next, String reason) {
    return with(state, failures + 1, now, doubt, next, null, reason);
  }

  /** Returns it to be tried later, without an attempt. */
  public UpdateRecord postponed(@Nullable Instant next, String reason) {
    return with(delivery, failures, lastAttempt, inDoubt, next, null, reason);
  }

  /** Returns it pending again, due at once. */
  public UpdateRecord retried() {
    return with(DeliveryState.PENDING, 0, lastAttempt, inDoubt, null, null, problem);
  }

  private UpdateRecord with(
      DeliveryState newDelivery,
      int newFailures,
      @Nullable Instant newLastAttempt,
      boolean newInDoubt,
      @Nullable Instant newNextAttempt,
      @Nullable Instant newSettled,
      String newProblem) {
    return new UpdateRecord(
        sequence,
        recorded,
        origin,
        payload,
        newDelivery,
        newFailures,
        newLastAttempt,
        newInDoubt,
        newNextAttempt,
        newSettled,
        newProblem);
  }

  /**
   * Returns whether it may be tried at this moment. A clock that was set back to before the last
   * attempt, or that had been far ahead when the next one was planned, makes it due: the plan means
   * nothing any more.
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
