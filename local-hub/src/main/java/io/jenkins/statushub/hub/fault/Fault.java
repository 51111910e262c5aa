package io.jenkins.statushub.hub.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A fault that the hub can inject into its response to a request. The payload is ignored, so that
 * nothing appears on the page, unless {@link #acceptingPayload()} is called. {@link
 * #delayed(Duration)} and {@link #informational(int)} leave everything else as usual: the payload
 * is handled and answered.
 *
 * <p>Immutable. Delays block no thread.
 */
public final class Fault {

  /** What is sent instead of the regular response. */
  public enum Type {
    REGULAR_RESPONSE,
    STATUS,
    RESET_BEFORE_READING,
    RESET_AFTER_READING,
    EMPTY_RESPONSE,
    TRUNCATED_RESPONSE,
    NO_RESPONSE,
    SLOW_RESPONSE,
    GARBAGE,
    ENDLESS_BODY;

    /** Returns the name that the operator's API uses, such as {@code no-response}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Type type;
  private final int status;
  private final Duration delay;
  private final Duration pause;
  private final int informationalStatus;
  private final List<Map.Entry<String, String>> headers;
  private final @Nullable String body;
  private final boolean acceptsPayload;

  private Fault(
      Type type,
      int status,
      Duration delay,
      Duration pause,
      int informationalStatus,
      List<Map.Entry<String, String>> headers,
      @Nullable String body,
      boolean acceptsPayload) {
    this.type = type;
    this.status = status;
    this.delay = delay;
    this.pause = pause;
    this.informationalStatus = informationalStatus;
    this.headers = headers;
    this.body = body;
    this.acceptsPayload = acceptsPayload;
  }

  private static Fault ofType(Type type) {
    return create(type, 200, Duration.ZERO, 0);
  }

  private static Fault create(Type type, int status, Duration pause, int informationalStatus) {
    return new Fault(
        type,
        status,
        Duration.ZERO,
        pause,
        informationalStatus,
        List.of(),
        null,
        type == Type.REGULAR_RESPONSE);
  }

  /**
   * Responds with this status code.
   *
   * @throws IllegalArgumentException if the code is not from 200 to 999
   */
  public static Fault status(int status) {
    if (status < 200 || status > 999) {
      throw new IllegalArgumentException("status must be from 200 to 999, was " + status);
    }
    return create(Type.STATUS, status, Duration.ZERO, 0);
  }

  /** Handles the payload at once as usual and sends the regular response after this time. */
  public static Fault delayed(Duration delay) {
    return ofType(Type.REGULAR_RESPONSE).delay(delay);
  }

  /**
   * Sends an informational (1xx) response first, then handles and responds as usual.
   *
   * @throws IllegalArgumentException if the code is not from 102 to 199
   */
  public static Fault informational(int status) {
    if (status < 102 || status > 199) {
      throw new IllegalArgumentException(
          "an informational status must be from 102 to 199, was " + status);
    }
    return create(Type.REGULAR_RESPONSE, 200, Duration.ZERO, status);
  }

  /** Resets the connection once the headers are read, before the body is. */
  public static Fault resetBeforeReading() {
    return ofType(Type.RESET_BEFORE_READING);
  }

  /** Reads the whole request, then resets the connection. */
  public static Fault resetAfterReading() {
    return ofType(Type.RESET_AFTER_READING);
  }

  /** Reads the whole request, then closes the connection in good order, without a response. */
  public static Fault emptyResponse() {
    return ofType(Type.EMPTY_RESPONSE);
  }

  /** Announces a response body of 64 bytes, sends fewer, and closes the connection. */
  public static Fault truncatedResponse() {
    return ofType(Type.TRUNCATED_RESPONSE);
  }

  /** Reads the whole request and never responds; the connection stays open. */
  public static Fault noResponse() {
    return ofType(Type.NO_RESPONSE);
  }

  /**
   * Sends a complete response of status 200 byte by byte, with this pause before each byte.
   *
   * @throws IllegalArgumentException if the pause is negative
   */
  public static Fault slowResponse(Duration pause) {
    return create(Type.SLOW_RESPONSE, 200, notNegative(pause), 0);
  }

  /** Responds with bytes that are not HTTP, then closes the connection. */
  public static Fault garbage() {
    return ofType(Type.GARBAGE);
  }

  /**
   * Responds 200 with a body that goes on until the client closes the connection, 1 GiB at most.
   */
  public static Fault endlessBody() {
    return ofType(Type.ENDLESS_BODY);
  }

  /**
   * Returns the same fault, which starts only after this time.
   *
   * @throws IllegalArgumentException if the delay is negative
   */
  public Fault delay(Duration delay) {
    return new Fault(
        type,
        status,
        notNegative(delay),
        pause,
        informationalStatus,
        headers,
        body,
        acceptsPayload);
  }

  /** Returns the same fault with a {@code Retry-After} in whole seconds. */
  public Fault retryAfter(Duration retryAfter) {
    return retryAfter(Long.toString(retryAfter.toSeconds()));
  }

  /**
   * Returns the same fault with this {@code Retry-After} as it stands: an HTTP date, seconds, or a
   * wrong value.
   */
  public Fault retryAfter(String retryAfter) {
    return header("Retry-After", retryAfter);
  }

  /**
   * Returns the same fault with one more response header.
   *
   * @throws IllegalArgumentException unless name and value are printable ASCII
   */
  public Fault header(String name, String value) {
    if ((name + value).chars().anyMatch(c -> c < ' ' || c > '~') || name.isBlank()) {
      throw new IllegalArgumentException("a header must be of printable ASCII characters");
    }
    var all = new ArrayList<>(headers);
    all.add(Map.entry(name, value));
    return new Fault(
        type, status, delay, pause, informationalStatus, List.copyOf(all), body, acceptsPayload);
  }

  /** Returns the same fault with this text as the response's body. */
  public Fault body(String body) {
    return new Fault(
        type, status, delay, pause, informationalStatus, headers, body, acceptsPayload);
  }

  /**
   * Returns the same fault, but the payload is first handled as usual. If the response is lost, the
   * page then shows an update whose sender does not know that it was accepted.
   *
   * @throws IllegalArgumentException for {@link #resetBeforeReading()}: nothing is read there
   */
  public Fault acceptingPayload() {
    if (type == Type.RESET_BEFORE_READING) {
      throw new IllegalArgumentException(
          "a payload that is not read can't be accepted; use reset-after-reading instead");
    }
    return new Fault(type, status, delay, pause, informationalStatus, headers, body, true);
  }

  public Type type() {
    return type;
  }

  /** The final status code; 200 unless {@link #status(int)} was used. */
  public int status() {
    return status;
  }

  public Duration delay() {
    return delay;
  }

  /** The pause before each byte of a {@linkplain #slowResponse(Duration) slow response}. */
  public Duration pause() {
    return pause;
  }

  /** The 1xx status code to send first; 0 for none. */
  public int informationalStatus() {
    return informationalStatus;
  }

  public List<Map.Entry<String, String>> headers() {
    return headers;
  }

  /** The response's body; null for a default one. */
  public @Nullable String body() {
    return body;
  }

  public boolean acceptsPayload() {
    return acceptsPayload;
  }

  /**
   * Returns the status code that the client gets; empty if no complete status line is sent.
   *
   * @param regularStatus the status code that would be sent without a fault
   */
  public OptionalInt sentStatus(int regularStatus) {
    return switch (type) {
      case REGULAR_RESPONSE -> OptionalInt.of(regularStatus);
      case STATUS, SLOW_RESPONSE, ENDLESS_BODY -> OptionalInt.of(status);
      default -> OptionalInt.empty();
    };
  }

  private static Duration notNegative(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a delay can't be negative, was " + duration);
    }
    return duration;
  }

  /**
   * Describes the fault as the page shows it: {@code status 503, Retry-After: 5, after 2000 ms}.
   */
  @Override
  public String toString() {
    var parts = new ArrayList<String>();
    switch (type) {
      case STATUS -> parts.add("status " + status);
      case SLOW_RESPONSE -> parts.add("slow response, a byte every " + pause.toMillis() + " ms");
      default -> parts.add(type.toString().replace('-', ' '));
    }
    if (informationalStatus != 0) {
      parts.add("after an informational " + informationalStatus);
    }
    headers.forEach(header -> parts.add(header.getKey() + ": " + header.getValue()));
    if (!delay.isZero()) {
      parts.add("after " + delay.toMillis() + " ms");
    }
    if (acceptsPayload && type != Type.REGULAR_RESPONSE) {
      parts.add("payload accepted");
    }
    return String.join(", ", parts);
  }
}
