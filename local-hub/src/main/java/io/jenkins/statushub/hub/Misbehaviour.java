package io.jenkins.statushub.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One way in which the hub can treat a request badly. Unless {@link #takingPayload()} is asked for,
 * a hub that misbehaves does not look at the payload: nothing appears on its page. {@link
 * #late(Duration)} and {@link #informational(int)} alone do only what they say: the payload is
 * handled as ever.
 *
 * <p>Delays hold no thread.
 */
public final class Misbehaviour {

  enum Way {
    USUAL_ANSWER,
    STATUS,
    RESET_BEFORE_READING,
    RESET_AFTER_READING,
    HANG_UP,
    HALF_ANSWER,
    SILENCE,
    DRIP,
    GARBAGE,
    ENDLESS_BODY
  }

  private final Way way;
  private final int status;
  private final Duration delay;
  private final Duration pace;
  private final int informational;
  private final List<Map.Entry<String, String>> headers;
  private final @Nullable String body;
  private final boolean takesPayload;

  private Misbehaviour(
      Way way,
      int status,
      Duration delay,
      Duration pace,
      int informational,
      List<Map.Entry<String, String>> headers,
      @Nullable String body,
      boolean takesPayload) {
    this.way = way;
    this.status = status;
    this.delay = delay;
    this.pace = pace;
    this.informational = informational;
    this.headers = headers;
    this.body = body;
    this.takesPayload = takesPayload;
  }

  private static Misbehaviour of(Way way) {
    return new Misbehaviour(
        way, 200, Duration.ZERO, Duration.ZERO, 0, List.of(), null, way == Way.USUAL_ANSWER);
  }

  /**
   * Answers with this status code.
   *
   * @throws IllegalArgumentException if the code is not from 200 to 999
   */
  public static Misbehaviour status(int status) {
    if (status < 200 || status > 999) {
      throw new IllegalArgumentException("status must be from 200 to 999, was " + status);
    }
    Misbehaviour base = of(Way.STATUS);
    return new Misbehaviour(
        base.way, status, base.delay, base.pace, 0, base.headers, base.body, false);
  }

  /** Handles the payload at once as usual and answers as usual, but only after this time. */
  public static Misbehaviour late(Duration delay) {
    return of(Way.USUAL_ANSWER).after(delay);
  }

  /**
   * Sends an interim answer first, then handles and answers as usual.
   *
   * @throws IllegalArgumentException if the code is not from 102 to 199
   */
  public static Misbehaviour informational(int status) {
    if (status < 102 || status > 199) {
      throw new IllegalArgumentException(
          "an interim status here must be from 102 to 199, was " + status);
    }
    Misbehaviour base = of(Way.USUAL_ANSWER);
    return new Misbehaviour(
        base.way, 200, base.delay, base.pace, status, base.headers, base.body, true);
  }

  /** Resets the connection once the headers are read, before the body is. */
  public static Misbehaviour resetBeforeReading() {
    return of(Way.RESET_BEFORE_READING);
  }

  /** Reads the whole request, then resets the connection. */
  public static Misbehaviour resetAfterReading() {
    return of(Way.RESET_AFTER_READING);
  }

  /** Reads the whole request, then closes the connection in good order, without an answer. */
  public static Misbehaviour hangUp() {
    return of(Way.HANG_UP);
  }

  /** Announces an answer of 64 bytes, sends fewer, and closes the connection. */
  public static Misbehaviour halfAnswer() {
    return of(Way.HALF_ANSWER);
  }

  /** Reads the whole request and never answers; the connection stays open. */
  public static Misbehaviour silence() {
    return of(Way.SILENCE);
  }

  /** Sends a complete answer of 200 byte by byte, with this pause before each byte. */
  public static Misbehaviour drip(Duration pause) {
    Misbehaviour base = of(Way.DRIP);
    return new Misbehaviour(
        base.way, 200, base.delay, notNegative(pause), 0, base.headers, base.body, false);
  }

  /** Answers with bytes that are not HTTP, then closes the connection. */
  public static Misbehaviour garbage() {
    return of(Way.GARBAGE);
  }

  /** Answers 200 with a body that goes on until the client hangs up (or 1 GiB was sent). */
  public static Misbehaviour endlessBody() {
    return of(Way.ENDLESS_BODY);
  }

  /** The same, but starting only after this time. */
  public Misbehaviour after(Duration delay) {
    return new Misbehaviour(
        way, status, notNegative(delay), pace, informational, headers, body, takesPayload);
  }

  /** The same, with a {@code Retry-After} in whole seconds. */
  public Misbehaviour retryAfter(Duration time) {
    return retryAfter(Long.toString(time.toSeconds()));
  }

  /** The same, with this {@code Retry-After}, word for word: an HTTP date, seconds or nonsense. */
  public Misbehaviour retryAfter(String value) {
    return header("Retry-After", value);
  }

  /** The same, with one more header in the answer. */
  public Misbehaviour header(String name, String value) {
    if ((name + value).chars().anyMatch(c -> c < ' ' || c > '~') || name.isBlank()) {
      throw new IllegalArgumentException("a header must be of printable ASCII characters");
    }
    var all = new ArrayList<>(headers);
    all.add(Map.entry(name, value));
    return new Misbehaviour(
        way, status, delay, pace, informational, List.copyOf(all), body, takesPayload);
  }

  /** The same, with this text as the answer's body. */
  public Misbehaviour body(String text) {
    return new Misbehaviour(way, status, delay, pace, informational, headers, text, takesPayload);
  }

  /**
   * The same, but the payload is first handled as usual. With it, a lost answer leaves an update on
   * the page that its sender does not know of.
   *
   * @throws IllegalArgumentException for {@link #resetBeforeReading()}: nothing is read there
   */
  public Misbehaviour takingPayload() {
    if (way == Way.RESET_BEFORE_READING) {
      throw new IllegalArgumentException(
          "a payload that is not read can't be taken; reset after reading instead");
    }
    return new Misbehaviour(way, status, delay, pace, informational, headers, body, true);
  }

  Way way() {
    return way;
  }

  int status() {
    return status;
  }

  Duration delay() {
    return delay;
  }

  Duration pace() {
    return pace;
  }

  int interimStatus() {
    return informational;
  }

  List<Map.Entry<String, String>> headers() {
    return headers;
  }

  @Nullable String body() {
    return body;
  }

  boolean takesPayload() {
    return takesPayload;
  }

  OptionalInt answersWith(int usual) {
    return switch (way) {
      case USUAL_ANSWER -> OptionalInt.of(usual);
      case STATUS, DRIP, ENDLESS_BODY -> OptionalInt.of(status);
      default -> OptionalInt.empty();
    };
  }

  private static Duration notNegative(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("a delay can't be negative, was " + time);
    }
    return time;
  }

  /** In words, as the page shows it: {@code status 503, Retry-After: 5, after 2s}. */
  @Override
  public String toString() {
    var words = new ArrayList<String>();
    switch (way) {
      case USUAL_ANSWER -> words.add("usual answer");
      case STATUS -> words.add("status " + status);
      case DRIP -> words.add("drip, a byte every " + pace.toMillis() + " ms");
      default -> words.add(way.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    if (informational != 0) {
      words.add("after an interim " + informational);
    }
    headers.forEach(header -> words.add(header.getKey() + ": " + header.getValue()));
    if (!delay.isZero()) {
      words.add("after " + delay.toMillis() + " ms");
    }
    if (takesPayload && way != Way.USUAL_ANSWER) {
      words.add("payload taken");
    }
    return String.join(", ", words);
  }
}
