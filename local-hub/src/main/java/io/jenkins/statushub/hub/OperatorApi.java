package io.jenkins.statushub.hub;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;

/**
 * Tells the hub what to do, over HTTP and from this machine only: {@code POST /api/misbehave},
 * {@code /api/behave}, {@code /api/reset}; {@code GET /api/timeline}. A change needs the content
 * type {@code application/json}, which no other web site can send without asking first (and being
 * refused).
 */
final class OperatorApi {
  private static final JsonMapper JSON = new JsonMapper();

  private final HubState state;
  private final Hooks hooks;
  private final MisbehaviourPlan plan;

  OperatorApi(HubState state, Hooks hooks, MisbehaviourPlan plan) {
    this.state = state;
    this.hooks = hooks;
    this.plan = plan;
  }

  Answer answer(Request request) {
    if (!request.fromThisMachine()) {
      return Answer.text(403, "The operator's API answers to this machine only.");
    }
    if (request.path().equals("/api/timeline")) {
      state.noticeTime();
      return request.method().equals("GET")
          ? Answer.text(200, String.join("\n", state.entries().stream().map(Entry::line).toList()))
          : Answer.text(405, "Only GET here.").with("Allow", "GET");
    }
    if (!List.of("/api/misbehave", "/api/behave", "/api/reset").contains(request.path())) {
      return Answer.text(404, "There is nothing here. See docs/local-hub.md for the API.");
    }
    if (!request.method().equals("POST")) {
      return Answer.text(405, "Only POST here.").with("Allow", "POST");
    }
    String type = request.header("Content-Type");
    if (type == null
        || !type.toLowerCase(Locale.ROOT).split(";")[0].strip().equals("application/json")) {
      return Answer.text(415, "The Content-Type must be application/json.");
    }
    try {
      return change(request.path(), JSON.readTree(request.body()));
    } catch (JacksonException e) {
      return Answer.text(400, "The body is not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      return Answer.text(422, String.valueOf(e.getMessage()));
    }
  }

  private Answer change(String path, JsonNode order) {
    switch (path) {
      case "/api/misbehave" -> {
        String service = service(order);
        if (order.path("untilCleared").asBoolean()) {
          plan.keepTo(service, MisbehaviourJson.one(order));
        } else {
          plan.queue(service, MisbehaviourJson.all(order));
        }
      }
      case "/api/behave" -> {
        if (order.hasNonNull("service")) {
          plan.clear(service(order));
        } else {
          plan.clearAll();
        }
      }
      default -> {
        plan.clearAll();
        state.reset();
      }
    }
    return Answer.json(200, JSON.valueToTree(plan.inWords()).toString());
  }

  private String service(JsonNode order) {
    if (!order.hasNonNull("service")) {
      return MisbehaviourPlan.ANY;
    }
    String service = order.get("service").asText();
    if (!hooks.knows(service)) {
      throw new IllegalArgumentException(
          "service is \"" + service + "\"; this hub has " + String.join(", ", hooks.services()));
    }
    return service;
  }
}
