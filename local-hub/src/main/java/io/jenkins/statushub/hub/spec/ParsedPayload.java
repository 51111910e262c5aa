package io.jenkins.statushub.hub.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.statushub.hub.model.PayloadKind;
import io.jenkins.statushub.hub.model.State;
import io.jenkins.statushub.hub.model.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payload that is valid against its schema.
 *
 * @param endTime null for an incident
 * @param state null for a maintenance
 * @param fingerprint equal for payloads with equal fields, in whatever order
 * @param bytes the size of the request's body, as an estimate of the memory it takes
 */
public record ParsedPayload(
    PayloadKind kind,
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
    long bytes) {

  public static ParsedPayload of(JsonNode json, String fingerprint, long bytes) {
    PayloadKind kind = PayloadSchemas.kindOf(json);
    return new ParsedPayload(
        kind,
        json.path("id").isTextual() ? json.path("id").textValue() : null,
        json.path("title").asText(),
        json.path("description").asText(),
        Instant.parse(json.path("start_time").asText()),
        kind == PayloadKind.MAINTENANCE ? Instant.parse(json.path("end_time").asText()) : null,
        kind == PayloadKind.INCIDENT ? State.of(json.path("state").asText()) : null,
        Status.of(json.path("status").asText()),
        json.path("silent").asBoolean(),
        json.path("draft").asBoolean(),
        fingerprint,
        bytes);
  }
}
