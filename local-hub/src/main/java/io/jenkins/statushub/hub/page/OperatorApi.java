package io.jenkins.statushub.hub.page;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.statushub.hub.fault.FaultJson;
import io.jenkins.statushub.hub.fault.FaultPlan;
import io.jenkins.statushub.hub.http.WebRequest;
import io.jenkins.statushub.hub.http.WebResponse;
import io.jenkins.statushub.hub.state.HookRegistry;
import io.jenkins.statushub.hub.state.HubState;
import io.jenkins.statushub.hub.state.TimelineEntry;
import java.util.Locale;
import java.util.Set;

/**
 * Controls the hub over HTTP, from this machine only: {@code POST /api/faults}, {@code
 * /api/faults/clear}, {@code /api/reset}; {@code GET /api/timeline}. A change needs the content
 * type {@code application/json}, which another web site can't send without a preflight request, and
 * that is rejected.
 */
public final class OperatorApi {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> CHANGES =
      Set.of("/api/faults", "/api/faults/clear", "/api/reset");

  private final HubState state;
  private final HookRegistry hooks;
  private final FaultPlan faults;

  public OperatorApi(HubState state, HookRegistry hooks, FaultPlan faults) {
    this.state = state;
    this.hooks = hooks;
    this.faults = faults;
  }

  WebResponse handle(WebRequest request) {
    if (!request.fromLoopback()) {
      return WebResponse.text(403, "The operator's API answers to this machine only.");
    }
    if (request.path().equals("/api/timeline")) {
      return timeline(request);
    }
    if (!CHANGES.contains(request.path())) {
      return WebResponse.text(404, "There is nothing here. See docs/local-hub.md for the API.");
    }
    if (!request.method().equals("POST")) {
      return WebResponse.text(405, "Only POST here.").withHeader("Allow", "POST");
    }
    String contentType = request.header("Content-Type");
    if (contentType == null
        || !contentType.toLowerCase(Locale.ROOT).split(";")[0].strip().equals("application/json")) {
      return WebResponse.text(415, "The Content-Type must be application/json.");
    }
    try {
      return change(request.path(), JSON.readTree(request.body()));
    } catch (JacksonException e) {
      return WebResponse.text(400, "The body is not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      return WebResponse.text(422, String.valueOf(e.getMessage()));
    }
  }

  private WebResponse timeline(WebRequest request) {
    if (!request.method().equals("GET")) {
      return WebResponse.text(405, "Only GET here.").withHeader("Allow", "GET");
    }
    state.recordPhaseChanges();
    return WebResponse.text(
        200, String.join("\n", state.timeline().stream().map(TimelineEntry::line).toList()));
  }

  private WebResponse change(String path, JsonNode json) {
    switch (path) {
      case "/api/faults" -> {
        String service = service(json);
        if (json.path("untilCleared").asBoolean()) {
          faults.setUntilCleared(service, FaultJson.read(json));
        } else {
          faults.queue(service, FaultJson.readRepeated(json));
        }
      }
      case "/api/faults/clear" -> {
        if (json.hasNonNull("service")) {
          faults.clear(service(json));
        } else {
          faults.clearAll();
        }
      }
      default -> {
        faults.clearAll();
        state.reset();
      }
    }
    state.markChanged();
    return WebResponse.json(200, JSON.valueToTree(faults.describe()).toString());
  }

  private String service(JsonNode json) {
    if (!json.hasNonNull("service")) {
      return FaultPlan.ANY_SERVICE;
    }
    String service = json.get("service").asText();
    if (!hooks.knows(service)) {
      throw new IllegalArgumentException(
          "service is \"" + service + "\"; this hub has " + String.join(", ", hooks.services()));
    }
    return service;
  }
}
