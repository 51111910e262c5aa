package io.jenkins.statushub.hub;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A request to a hook, exactly as it came in, and what the hub made of it. */
public final class ReceivedRequest {
  private final long number;
  private final Instant time;
  private final String service;
  private final String method;
  private final Map<String, List<String>> headers;
  private final byte[] body;
  private final Ruling ruling;
  private final @Nullable Misbehaviour misbehaviour;

  ReceivedRequest(
      long number,
      Instant time,
      String service,
      String method,
      Map<String, List<String>> headers,
      byte[] body,
      Ruling ruling,
      @Nullable Misbehaviour misbehaviour) {
    this.number = number;
    this.time = time;
    this.service = service;
    this.method = method;
    this.headers = headers;
    this.body = body;
    this.ruling = ruling;
    this.misbehaviour = misbehaviour;
  }

  /** Counts the requests of a hub, of all services, from 1. */
  public long number() {
    return number;
  }

  /** When it was read, by the hub's clock. */
  public Instant time() {
    return time;
  }

  public String service() {
    return service;
  }

  public String method() {
    return method;
  }

  /** The headers; looked up without regard to upper and lower case. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** The first value of a header, whatever its case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(values -> values.get(0));
  }

  /** The body as text; empty where the hub was told not to read it. */
  public String body() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body byte for byte. */
  public byte[] bytes() {
    return body.clone();
  }

  Ruling ruling() {
    return ruling;
  }

  int size() {
    return body.length;
  }

  public Verdict verdict() {
    return ruling.verdict();
  }

  /** Why it was refused, in plain words; empty unless it was. */
  public List<String> reasons() {
    return ruling.reasons();
  }

  /** What only the operator is told, such as that the payload repeats an earlier one. */
  public List<String> notes() {
    return ruling.notes();
  }

  /** The status code sent in answer; empty where none was, or only a broken one. */
  public OptionalInt answeredStatus() {
    if (misbehaviour == null) {
      return OptionalInt.of(ruling.answerStatus());
    }
    return misbehaviour.answersWith(ruling.answerStatus());
  }

  /** What the hub was told to do with it instead of its usual work. */
  public Optional<Misbehaviour> misbehaviour() {
    return Optional.ofNullable(misbehaviour);
  }

  @Override
  public String toString() {
    return "request " + number + " for " + service + ": " + verdict() + " " + reasons();
  }
}
