package io.jenkins.statushub.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a misbehaviour from JSON, such as {@code {"way": "status", "status": 503, "retryAfter":
 * "5", "times": 2}}.
 */
final class MisbehaviourJson {
  private static final int MOST_TIMES = 10_000;
  private static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();

  private static final Set<String> FIELDS =
      new TreeSet<>(
          Set.of(
              "service",
              "way",
              "status",
              "retryAfter",
              "delayMillis",
              "pauseMillis",
              "body",
              "takingPayload",
              "times",
              "untilCleared"));

  private MisbehaviourJson() {}

  /** As many as {@code times} says, once if it says nothing. */
  static List<Misbehaviour> all(JsonNode order) {
    return Collections.nCopies((int) number(order, "times", 1, 1, MOST_TIMES), one(order));
  }

  static Misbehaviour one(JsonNode order) {
    if (!order.isObject()) {
      throw new IllegalArgumentException("the body must be a JSON object");
    }
    order
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException(
                    "\"" + name + "\" is unknown; allowed is " + String.join(", ", FIELDS));
              }
            });
    Misbehaviour way = way(order);
    if (order.hasNonNull("retryAfter")) {
      way = way.retryAfter(order.get("retryAfter").asText());
    }
    if (order.hasNonNull("delayMillis")) {
      way = way.after(Duration.ofMillis(number(order, "delayMillis", 0, 0, LONGEST_MILLIS)));
    }
    if (order.hasNonNull("body")) {
      way = way.body(order.get("body").asText());
    }
    return order.path("takingPayload").asBoolean() ? way.takingPayload() : way;
  }

  private static Misbehaviour way(JsonNode order) {
    String way = order.path("way").asText();
    return switch (way) {
      case "status" -> Misbehaviour.status((int) number(order, "status", 503, 200, 999));
      case "late" -> Misbehaviour.late(Duration.ZERO);
      case "interim" -> Misbehaviour.informational((int) number(order, "status", 103, 102, 199));
      case "reset-before-reading" -> Misbehaviour.resetBeforeReading();
      case "reset-after-reading" -> Misbehaviour.resetAfterReading();
      case "hang-up" -> Misbehaviour.hangUp();
      case "half-answer" -> Misbehaviour.halfAnswer();
      case "silence" -> Misbehaviour.silence();
      case "drip" ->
          Misbehaviour.drip(Duration.ofMillis(number(order, "pauseMillis", 100, 0, 60_000)));
      case "garbage" -> Misbehaviour.garbage();
      case "endless-body" -> Misbehaviour.endlessBody();
      default ->
          throw new IllegalArgumentException(
              "way is \""
                  + way
                  + "\"; allowed is status, late, interim, reset-before-reading,"
                  + " reset-after-reading, hang-up, half-answer, silence, drip, garbage,"
                  + " endless-body");
    };
  }

  private static long number(JsonNode order, String name, long usual, long least, long most) {
    JsonNode value = order.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return usual;
    }
    if (!value.canConvertToLong()
        || !value.isIntegralNumber()
        || value.asLong() < least
        || value.asLong() > most) {
      throw new IllegalArgumentException(
          name + " is " + value + "; it must be a whole number from " + least + " to " + most);
    }
    return value.asLong();
  }
}
