package io.jenkins.statushub.sending;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.transport.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How hard, and how long, delivery is tried.
 *
 * @param attempts the most POSTs for one update while a build waits; 1 to 20
 * @param timeout how long a build waits for all of them together; more than nothing, at most an
 *     hour
 * @param requestTimeout how long one POST may take; more than nothing, at most an hour
 * @param backoffBase the longest pause after the first attempt; it doubles after each
 * @param backoffCap the longest pause after any attempt; not less than {@code backoffBase}, at most
 *     an hour
 * @param pendingDelays the pauses between later attempts, first to last; the last one repeats
 * @param expireAfter how long an update is tried for at all; more than nothing, at most 366 days
 * @param retryAfterCap the longest {@code Retry-After} that is obeyed; not negative, at most 366
 *     days
 */
public record DeliveryPolicy(
    int attempts,
    Duration timeout,
    Duration requestTimeout,
    Duration backoffBase,
    Duration backoffCap,
    List<Duration> pendingDelays,
    Duration expireAfter,
    Duration retryAfterCap) {

  private static final int MIN_FAILURES_TO_EXPIRE = 5;

  // Before DEFAULT, which is checked against them.
  private static final int MOST_ATTEMPTS = 20;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration YEAR = Duration.ofDays(366);

  /** The defaults. */
  public static final DeliveryPolicy DEFAULT =
      new DeliveryPolicy(
          3,
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofMillis(250),
          Duration.ofSeconds(4),
          List.of(
              Duration.ofSeconds(5),
              Duration.ofMinutes(1),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(1)),
          Duration.ofHours(72),
          RetryAfter.CAP);

  /**
   * Checks the limits.
   *
   * @throws ParameterException naming the first part that is outside of them
   */
  public DeliveryPolicy {
    if (attempts < 1 || attempts > MOST_ATTEMPTS) {
      throw ParameterException.invalidValue(
          "attempts", Integer.toString(attempts), "1 to " + MOST_ATTEMPTS);
    }
    positive("timeout", timeout, HOUR, "1h");
    positive("requestTimeout", requestTimeout, HOUR, "1h");
    positive("backoffBase", backoffBase, HOUR, "1h");
    positive("backoffCap", backoffCap, HOUR, "1h");
    if (backoffCap.compareTo(backoffBase) < 0) {
      throw ParameterException.invalidValue(
          "backoffCap", backoffCap.toString(), backoffBase + " (the backoffBase) or more");
    }
    pendingDelays = List.copyOf(pendingDelays);
    if (pendingDelays.isEmpty()) {
      throw ParameterException.required("pendingDelays", "one pause or more");
    }
    for (Duration delay : pendingDelays) {
      positive("pendingDelays", delay, YEAR, "366d");
    }
    positive("expireAfter", expireAfter, YEAR, "366d");
    if (retryAfterCap.isNegative() || retryAfterCap.compareTo(YEAR) > 0) {
      throw ParameterException.invalidValue(
          "retryAfterCap", retryAfterCap.toString(), "0s to 366d");
    }
  }

  private static void positive(String name, Duration value, Duration max, String maxText) {
    if (value.isZero() || value.isNegative() || value.compareTo(max) > 0) {
      throw ParameterException.invalidValue(
          name, value.toString(), "more than nothing and at most " + maxText);
    }
  }

  /** The same with another number of attempts. */
  public DeliveryPolicy withAttempts(int newAttempts) {
    return new DeliveryPolicy(
        newAttempts,
        timeout,
        requestTimeout,
        backoffBase,
        backoffCap,
        pendingDelays,
        expireAfter,
        retryAfterCap);
  }

  /** The same with another timeout. */
  public DeliveryPolicy withTimeout(Duration newTimeout) {
    return new DeliveryPolicy(
        attempts,
        newTimeout,
        requestTimeout,
        backoffBase,
        backoffCap,
        pendingDelays,
        expireAfter,
        retryAfterCap);
  }

  /** The same with another time for one POST. */
  public DeliveryPolicy withRequestTimeout(Duration newRequestTimeout) {
    return new DeliveryPolicy(
        attempts,
        timeout,
        newRequestTimeout,
        backoffBase,
        backoffCap,
        pendingDelays,
        expireAfter,
        retryAfterCap);
  }

  /** The same with other pauses between attempts. */
  public DeliveryPolicy withBackoff(Duration base, Duration cap) {
    return new DeliveryPolicy(
        attempts, timeout, requestTimeout, base, cap, pendingDelays, expireAfter, retryAfterCap);
  }

  /** The same with another schedule for pending updates. */
  public DeliveryPolicy withPendingDelays(List<Duration> newPendingDelays) {
    return new DeliveryPolicy(
        attempts,
        timeout,
        requestTimeout,
        backoffBase,
        backoffCap,
        newPendingDelays,
        expireAfter,
        retryAfterCap);
  }

  /** The same with another end. */
  public DeliveryPolicy withExpireAfter(Duration newExpireAfter) {
    return new DeliveryPolicy(
        attempts,
        timeout,
        requestTimeout,
        backoffBase,
        backoffCap,
        pendingDelays,
        newExpireAfter,
        retryAfterCap);
  }

  /** The same with another cap for {@code Retry-After}. */
  public DeliveryPolicy withRetryAfterCap(Duration newRetryAfterCap) {
    return new DeliveryPolicy(
        attempts,
        timeout,
        requestTimeout,
        backoffBase,
        backoffCap,
        pendingDelays,
        expireAfter,
        newRetryAfterCap);
  }

  /**
   * The pause after a failed attempt: anything from nothing to a limit that doubles each time, so
   * that many builds which a hub failed together do not come back together ("full jitter").
   *
   * @param attempt the attempt that failed, counted from 1
   */
  public Duration backoff(int attempt, RandomGenerator random) {
    Duration limit = backoffBase;
    for (int i = 1; i < attempt && limit.compareTo(backoffCap) < 0; i++) {
      limit = limit.multipliedBy(2);
    }
    limit = limit.compareTo(backoffCap) < 0 ? limit : backoffCap;
    return Duration.ofNanos(random.nextLong(limit.toNanos() + 1));
  }

  /**
   * The pause until a pending update is tried again.
   *
   * @param failures how often it was tried in vain since it was pending; 0 gives the first pause
   */
  public Duration pendingDelay(int failures) {
    return pendingDelays.get(Math.max(0, Math.min(failures, pendingDelays.size() - 1)));
  }

  /** Returns the longest time ahead that is ever planned. */
  public Duration longestDelay() {
    Duration longest = retryAfterCap;
    for (Duration delay : pendingDelays) {
      longest = delay.compareTo(longest) > 0 ? delay : longest;
    }
    return longest;
  }

  /**
   * Returns whether an update has expired. A few runs must have failed, too: a clock that jumps
   * ahead for a moment, or a process that was away for days, does not make an update expire
   * untried.
   *
   * @param recorded when the ledger recorded it
   * @param failures how many runs of attempts have failed
   */
  public boolean isExpired(Instant recorded, Instant now, int failures) {
    return failures >= MIN_FAILURES_TO_EXPIRE && now.isAfter(recorded.plus(expireAfter));
  }

  /**
   * How long the next POST may take.
   *
   * @param left what is left of the timeout
   */
  public Duration timeoutWithin(Duration left) {
    return left.compareTo(requestTimeout) < 0 ? left : requestTimeout;
  }
}
