package io.jenkins.statushub.hub.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.fault.FaultPlan;
import io.jenkins.statushub.hub.model.MaintenanceWindow;
import io.jenkins.statushub.hub.model.ReceivedRequest;
import io.jenkins.statushub.hub.model.ReceivedUpdate;
import io.jenkins.statushub.hub.model.RequestVerdict;
import io.jenkins.statushub.hub.spec.IncidentRecord;
import io.jenkins.statushub.hub.state.HookRegistry;
import io.jenkins.statushub.hub.state.HubState;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The part of the page's JSON that only the operator sees. */
final class OperatorView {
  private static final int MAX_BODY_LENGTH = 4000;

  /** Headers whose values may be credentials. */
  private static final Set<String> PRIVATE_HEADERS =
      Set.of("authorization", "cookie", "proxy-authorization");

  private final HubState state;
  private final HookRegistry hooks;
  private final FaultPlan faults;

  OperatorView(HubState state, HookRegistry hooks, FaultPlan faults) {
    this.state = state;
    this.hooks = hooks;
    this.faults = faults;
  }

  void addTo(ObjectNode json) {
    ArrayNode drafts = json.putArray("drafts");
    ArrayNode silent = json.putArray("silent");
    for (String service : hooks.services()) {
      List<ReceivedUpdate> updateDrafts = state.fromIncidents(service, IncidentRecord::drafts);
      ViewJson.addAll(
          drafts,
          ViewJson.newestFirst(updateDrafts),
          ViewJson.MAX_LISTED,
          (all, draft) ->
              ViewJson.addUpdate(all, draft).put("service", service).put("kind", "incident"));
      ViewJson.addAll(
          silent,
          ViewJson.newestFirst(
              state.incidents(service).stream()
                  .flatMap(incident -> incident.updates().stream())
                  .filter(ReceivedUpdate::silent)
                  .toList()),
          ViewJson.MAX_LISTED,
          (all, update) ->
              ViewJson.addUpdate(all, update).put("service", service).put("kind", "incident"));
      for (MaintenanceWindow window : state.windows(service)) {
        if (window.draft() || window.silent()) {
          ArrayNode list = window.draft() ? drafts : silent;
          list.addObject()
              .put("service", service)
              .put("kind", "maintenance")
              .put("title", window.title())
              .put("time", window.startTime().toString())
              .put("end", window.endTime().toString())
              .put("received", window.receivedAt().toString())
              .put("status", window.status().toString())
              .set("description", SafeHtml.tree(window.description()));
        }
      }
    }
    ViewJson.addAll(
        json.putArray("notifications"),
        ViewJson.newestFirst(state.notifications()),
        ViewJson.MAX_LISTED,
        (all, notification) ->
            all.addObject()
                .put("time", notification.time().toString())
                .put("service", notification.service())
                .put("kind", notification.kind().toString())
                .put("title", notification.title())
                .put("event", notification.event())
                .put("status", notification.status().toString()));
    List<ReceivedRequest> requests = ViewJson.newestFirst(state.requests());
    ViewJson.addAll(
        json.putArray("rejected"),
        requests.stream().filter(request -> request.verdict() == RequestVerdict.REJECTED).toList(),
        ViewJson.MAX_LISTED,
        OperatorView::request);
    ViewJson.addAll(
        json.putArray("requests"), requests, ViewJson.MAX_LISTED, OperatorView::request);
    json.put("requestsInAll", state.requestCount());
    Fault faultForAll = faults.untilCleared(FaultPlan.ANY_SERVICE);
    if (faultForAll != null) {
      json.putObject("faultForAll")
          .put("type", faultForAll.type().toString())
          .put("status", faultForAll.status());
    }
    ArrayNode lines = json.putArray("faults");
    faults.describe().forEach(lines::add);
  }

  private static void request(ArrayNode list, ReceivedRequest request) {
    ObjectNode json =
        list.addObject()
            .put("number", request.number())
            .put("time", request.time().toString())
            .put("service", request.service())
            .put("method", request.method())
            .put("verdict", request.verdict().toString());
    request.responseStatus().ifPresent(status -> json.put("response", status));
    request.fault().ifPresent(fault -> json.put("fault", fault.toString()));
    request.reasons().forEach(json.putArray("reasons")::add);
    request.notes().forEach(json.putArray("notes")::add);
    var headers = new StringBuilder();
    request
        .headers()
        .forEach(
            (name, values) ->
                headers.append(name).append(": ").append(displayValue(name, values)).append('\n'));
    String body = request.body();
    json.put("headers", headers.toString())
        .put(
            "body",
            body.length() <= MAX_BODY_LENGTH ? body : body.substring(0, MAX_BODY_LENGTH) + "…");
  }

  private static String displayValue(String name, List<String> values) {
    return PRIVATE_HEADERS.contains(name.toLowerCase(Locale.ROOT))
        ? "[not shown]"
        : String.join(", ", values);
  }
}
