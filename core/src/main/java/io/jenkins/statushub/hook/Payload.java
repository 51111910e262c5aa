package io.jenkins.statushub.hook;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message to the hook: an {@link IncidentUpdate} or a {@link Maintenance}. Values of these
 * types are valid by construction: what they hold satisfies the document's schema.
 */
public sealed interface Payload permits IncidentUpdate, Maintenance {

  /** What all messages about the same incident or maintenance share. Never empty. */
  String id();

  /** The headline, one line of plain text. */
  String title();

  /** The body, HTML. */
  String description();

  /** When it happened or begins: UTC, whole seconds, within {@link Timestamps#RANGE}. */
  Instant startTime();

  /** What customers are told about the service. */
  ServiceStatus status();

  /** Whether subscribers get no notification. */
  boolean silent();

  /** Whether it stays unpublished. */
  boolean draft();

  /** The user's own fields, none of which has the name of a documented one. Unmodifiable. */
  Map<String, Object> extra();

  /**
   * Returns whether a message that was published before has the title and the status of this one,
   * as both are published.
   *
   * @param published the earlier message, as {@link #toMap()} gave it
   */
  default boolean hasHeadlineOf(Map<String, ? extends @Nullable Object> published) {
    return title().equals(published.get("title"))
        && status().wire().equals(published.get("status"));
  }

  /** The same message under another id. */
  Payload withId(String id);

  /** The message as the hook takes it: field names as documented, in a stable order. */
  Map<String, Object> toMap();

  /**
   * The request body: UTF-8 JSON.
   *
   * @throws ParameterException if it is larger than {@link PayloadRules#MAX_BYTES}
   */
  default byte[] toJson() {
    return PayloadRules.bounded(JsonValues.write(toMap()));
  }
}
