package io.jenkins.statushub.hook;

import io.jenkins.statushub.input.ParameterException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A window in which the service is worked on; announced once, since the hook can't change or end
 * one.
 *
 * @param id unique for each maintenance; not blank
 * @param title the headline; not blank
 * @param description the body, HTML; not blank
 * @param startTime when it begins; cut to whole seconds
 * @param endTime when it is to end; cut to whole seconds, after {@code startTime}
 * @param status what customers are told about the service meanwhile
 * @param silent whether subscribers get no notification
 * @param draft whether it stays unpublished
 * @param extra the user's own fields, JSON values; names of documented fields are refused
 */
public record Maintenance(
    String id,
    String title,
    String description,
    Instant startTime,
    Instant endTime,
    ServiceStatus status,
    boolean silent,
    boolean draft,
    Map<String, Object> extra)
    implements Payload {

  /** The value of {@code type} on the wire. */
  public static final String TYPE = "maintenance";

  /**
   * Checks what the document and this project demand.
   *
   * @throws ParameterException naming the first field that can't be sent
   */
  public Maintenance {
    id = PayloadRules.id(id);
    title = PayloadRules.title(title);
    description = PayloadRules.description(description);
    startTime = Timestamps.checked("startTime", startTime);
    endTime = Timestamps.checked("endTime", endTime);
    PayloadRules.required("status", status, ServiceStatus.ALLOWED);
    extra = PayloadRules.extra(extra);
    if (!endTime.isAfter(startTime)) {
      throw new ParameterException(
          "endTime",
          "'"
              + Timestamps.format(endTime)
              + "' is not after the start, "
              + Timestamps.format(startTime)
              + "; allowed: at least a second later");
    }
  }

  @Override
  public Maintenance withId(String id) {
    return new Maintenance(
        id, title, description, startTime, endTime, status, silent, draft, extra);
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("type", TYPE);
    map.put("title", title);
    map.put("description", description);
    map.put("start_time", Timestamps.format(startTime));
    map.put("end_time", Timestamps.format(endTime));
    map.put("status", status.wire());
    PayloadRules.putFlags(map, silent, draft);
    map.putAll(extra);
    return map;
  }
}
