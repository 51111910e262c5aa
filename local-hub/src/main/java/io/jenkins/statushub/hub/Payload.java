package io.jenkins.statushub.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payload that its schema has found valid.
 *
 * @param endTime null for an incident
 * @param state null for a maintenance
 * @param fingerprint equal for payloads that say the same, whatever the order of their fields
 * @param weight roughly how many bytes it takes to keep
 */
record Payload(
    Kind kind,
    @Nullable String id,
    String title,
    String description,
    Instant startTime,
    @Nullable Instant endTime,
    @Nullable State state,
    Status status,
    boolean silent,
    boolean draft,
    String fingerprint,
    long weight) {

  static Payload of(JsonNode json, String fingerprint, long weight) {
    Kind kind = PayloadSchemas.kindOf(json);
    return new Payload(
        kind,
        json.path("id").isTextual() ? json.path("id").textValue() : null,
        json.path("title").asText(),
        json.path("description").asText(),
        Instant.parse(json.path("start_time").asText()),
        kind == Kind.MAINTENANCE ? Instant.parse(json.path("end_time").asText()) : null,
        kind == Kind.INCIDENT ? State.of(json.path("state").asText()) : null,
        Status.of(json.path("status").asText()),
        json.path("silent").asBoolean(),
        json.path("draft").asBoolean(),
        fingerprint,
        weight);
  }
}
