package io.jenkins.statushub.hub.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a fault from JSON, such as {@code {"type": "status", "status": 503, "retryAfter": "5",
 * "times": 2}}. Mistakes are {@link IllegalArgumentException}s that say what is allowed.
 */
public final class FaultJson {
  private static final int MAX_TIMES = 10_000;
  private static final long MAX_DELAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final long MAX_PAUSE_MILLIS = 60_000;

  private static final Set<String> FIELDS =
      new TreeSet<>(
          Set.of(
              "service",
              "type",
              "status",
              "retryAfter",
              "delayMillis",
              "pauseMillis",
              "body",
              "acceptingPayload",
              "times",
              "untilCleared"));

  private FaultJson() {}

  /** Reads the fault as many times as {@code times} says; once if that is missing. */
  public static List<Fault> readRepeated(JsonNode json) {
    Fault fault = read(json);
    return Collections.nCopies((int) number(json, "times", 1, 1, MAX_TIMES), fault);
  }

  /** Reads the fault once. */
  public static Fault read(JsonNode json) {
    if (!json.isObject()) {
      throw new IllegalArgumentException("the body must be a JSON object");
    }
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException(
                    "\"" + name + "\" is unknown; allowed is " + String.join(", ", FIELDS));
              }
            });
    Fault fault = ofType(json);
    if (json.hasNonNull("retryAfter")) {
      fault = fault.retryAfter(json.get("retryAfter").asText());
    }
    if (json.hasNonNull("delayMillis")) {
      fault = fault.delay(Duration.ofMillis(number(json, "delayMillis", 0, 0, MAX_DELAY_MILLIS)));
    }
    if (json.hasNonNull("body")) {
      fault = fault.body(json.get("body").asText());
    }
    return json.path("acceptingPayload").asBoolean() ? fault.acceptingPayload() : fault;
  }

  private static Fault ofType(JsonNode json) {
    String type = json.path("type").asText();
    return switch (type) {
      case "status" -> Fault.status((int) number(json, "status", 503, 200, 999));
      case "delayed" -> Fault.delayed(Duration.ZERO);
      case "informational" -> Fault.informational((int) number(json, "status", 103, 102, 199));
      case "reset-before-reading" -> Fault.resetBeforeReading();
      case "reset-after-reading" -> Fault.resetAfterReading();
      case "empty-response" -> Fault.emptyResponse();
      case "truncated-response" -> Fault.truncatedResponse();
      case "no-response" -> Fault.noResponse();
      case "slow-response" ->
          Fault.slowResponse(
              Duration.ofMillis(number(json, "pauseMillis", 100, 0, MAX_PAUSE_MILLIS)));
      case "garbage" -> Fault.garbage();
      case "endless-body" -> Fault.endlessBody();
      default ->
          throw new IllegalArgumentException(
              "type is \""
                  + type
                  + "\"; allowed is status, delayed, informational, reset-before-reading,"
                  + " reset-after-reading, empty-response, truncated-response, no-response,"
                  + " slow-response, garbage, endless-body");
    };
  }

  private static long number(JsonNode json, String name, long defaultValue, long min, long max) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return defaultValue;
    }
    if (!value.canConvertToLong()
        || !value.isIntegralNumber()
        || value.asLong() < min
        || value.asLong() > max) {
      throw new IllegalArgumentException(
          name + " is " + value + "; it must be a whole number from " + min + " to " + max);
    }
    return value.asLong();
  }
}
