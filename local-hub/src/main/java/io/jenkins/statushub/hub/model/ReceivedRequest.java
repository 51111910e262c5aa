package io.jenkins.statushub.hub.model;

import io.jenkins.statushub.hub.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A request to a hook exactly as it was received, with the hub's judgement. */
public final class ReceivedRequest {
  private final long number;
  private final Instant time;
  private final String service;
  private final String method;
  private final Map<String, List<String>> headers;
  private final byte[] body;
  private final Judgement judgement;
  private final @Nullable Fault fault;

  public ReceivedRequest(
      long number,
      Instant time,
      String service,
      String method,
      Map<String, List<String>> headers,
      byte[] body,
      Judgement judgement,
      @Nullable Fault fault) {
    this.number = number;
    this.time = time;
    this.service = service;
    this.method = method;
    this.headers = headers;
    this.body = body;
    this.judgement = judgement;
    this.fault = fault;
  }

  /** Counts the requests of a hub, of all services, from 1. */
  public long number() {
    return number;
  }

  /** When it was received, by the hub's clock. */
  public Instant time() {
    return time;
  }

  public String service() {
    return service;
  }

  public String method() {
    return method;
  }

  /** The headers by name, case-insensitive. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** Returns the first value of a header, whose name is case-insensitive. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(values -> values.get(0));
  }

  /** The body as text; empty if a fault kept the hub from reading it. */
  public String body() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body byte by byte, as a copy. */
  public byte[] bytes() {
    return body.clone();
  }

  public Judgement judgement() {
    return judgement;
  }

  /** The length of the body in bytes. */
  public int size() {
    return body.length;
  }

  public RequestVerdict verdict() {
    return judgement.verdict();
  }

  /** Why it was rejected, in plain words; empty unless it was. */
  public List<String> reasons() {
    return judgement.reasons();
  }

  /** What only the operator is shown, such as that the payload repeats an earlier one. */
  public List<String> notes() {
    return judgement.notes();
  }

  /** The status code of the response; empty if none was sent, or only a broken one. */
  public OptionalInt responseStatus() {
    if (fault == null) {
      return OptionalInt.of(judgement.responseStatus());
    }
    return fault.sentStatus(judgement.responseStatus());
  }

  /** The fault that was injected; empty for none. */
  public Optional<Fault> fault() {
    return Optional.ofNullable(fault);
  }

  @Override
  public String toString() {
    return "request " + number + " for " + service + ": " + verdict() + " " + reasons();
  }
}
