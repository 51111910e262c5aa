package io.jenkins.statushub.hook;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.Problems;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One message about an incident. All updates of an incident share its id; {@link
 * IncidentState#RESOLVED} ends it.
 *
 * @param id what all updates of the incident share; not blank
 * @param title the headline; not blank
 * @param description the body, HTML; not blank
 * @param startTime when it happened; cut to whole seconds
 * @param state how far the work on it has come
 * @param status what customers are told about the service; a resolved incident's is {@code up}
 * @param silent whether subscribers get no notification
 * @param draft whether it stays unpublished until the next update that is no draft
 * @param extra the user's own fields, JSON values; names of documented fields are refused
 */
public record IncidentUpdate(
    String id,
    String title,
    String description,
    Instant startTime,
    IncidentState state,
    ServiceStatus status,
    boolean silent,
    boolean draft,
    Map<String, Object> extra)
    implements Payload {

  /** The value of {@code type} on the wire. */
  public static final String TYPE = "incident";

  /**
   * Checks what the document and this project demand.
   *
   * @throws ParameterException naming the first field that can't be sent
   */
  public IncidentUpdate {
    id = PayloadRules.id(id);
    title = PayloadRules.title(title);
    description = PayloadRules.description(description);
    startTime = Timestamps.checked("startTime", startTime);
    PayloadRules.required("state", state, IncidentState.ALLOWED);
    PayloadRules.required("status", status, ServiceStatus.ALLOWED);
    extra = PayloadRules.extra(extra);
    if (state == IncidentState.RESOLVED) {
      checkResolved(status, draft);
    }
  }

  private static void checkResolved(ServiceStatus status, boolean draft) {
    Problems problems = new Problems();
    if (status != ServiceStatus.UP) {
      problems.add(
          new ParameterException(
              "status",
              "'"
                  + status.wire()
                  + "' can't go with state 'resolved'; allowed: up, or leave it out"));
    }
    if (draft) {
      problems.add(
          new ParameterException(
              "draft",
              "'true' can't go with state 'resolved', since no later update could publish it;"
                  + " allowed: false"));
    }
    problems.throwIfAny();
  }

  @Override
  public IncidentUpdate withId(String id) {
    return new IncidentUpdate(
        id, title, description, startTime, state, status, silent, draft, extra);
  }

  /** Returns the same message with another time. */
  public IncidentUpdate withStartTime(Instant newStartTime) {
    return new IncidentUpdate(
        id, title, description, newStartTime, state, status, silent, draft, extra);
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("type", TYPE);
    map.put("title", title);
    map.put("description", description);
    map.put("start_time", Timestamps.format(startTime));
    map.put("state", state.wire());
    map.put("status", status.wire());
    PayloadRules.putFlags(map, silent, draft);
    map.putAll(extra);
    return map;
  }
}
