package io.jenkins.statushub.hub.page;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.fault.FaultPlan;
import io.jenkins.statushub.hub.model.Incident;
import io.jenkins.statushub.hub.model.MaintenancePhase;
import io.jenkins.statushub.hub.model.MaintenanceWindow;
import io.jenkins.statushub.hub.model.ReceivedRequest;
import io.jenkins.statushub.hub.model.ReceivedUpdate;
import io.jenkins.statushub.hub.model.RequestVerdict;
import io.jenkins.statushub.hub.model.Status;
import io.jenkins.statushub.hub.spec.IncidentRecord;
import io.jenkins.statushub.hub.state.HookRegistry;
import io.jenkins.statushub.hub.state.HubState;
import io.jenkins.statushub.hub.state.TimelineEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/** What the page shows, as JSON: the public's view, and the operator's beside it. */
public final class PageView {
  private static final JsonMapper JSON = new JsonMapper();

  private static final int MOST_PAST = 30;
  private static final int MOST_LISTED = 50;
  private static final int LONGEST_BODY = 4000;

  /** Headers whose value could open something elsewhere. */
  private static final Set<String> PRIVATE_HEADERS =
      Set.of("authorization", "cookie", "proxy-authorization");

  private final HubState state;
  private final HookRegistry hooks;
  private final FaultPlan faults;

  public PageView(HubState state, HookRegistry hooks, FaultPlan faults) {
    this.state = state;
    this.hooks = hooks;
    this.faults = faults;
  }

  /** No hook's secret is in it, whoever put one where. */
  public String json() {
    state.recordPhaseChanges();
    ObjectNode view = JSON.createObjectNode();
    // The version first: what changes while the rest is gathered has a newer one, and is asked for
    // again.
    view.put("version", state.version());
    view.put("now", state.now().toString());
    addPublic(view.putObject("public"));
    addOperator(view.putObject("operator"));
    addNews(view.putArray("news"));
    return hooks.redact(view.toString());
  }

  private void addPublic(ObjectNode json) {
    var incidents = new ArrayList<Incident>();
    var windows = new ArrayList<MaintenanceWindow>();
    Status overall = Status.UP;
    ArrayNode services = json.putArray("services");
    for (String service : hooks.services()) {
      Status status = state.status(service);
      overall = overall.orWorse(status);
      List<MaintenanceWindow> published =
          state.windows(service).stream().filter(window -> !window.draft()).toList();
      boolean underMaintenance =
          published.stream().anyMatch(window -> window.phase() == MaintenancePhase.IN_PROGRESS);
      services
          .addObject()
          .put("name", service)
          .put("status", status.toString())
          .put("maintenance", underMaintenance);
      incidents.addAll(state.incidents(service));
      windows.addAll(published);
    }
    json.put("overall", overall.toString());
    Comparator<Incident> newestFirst =
        Comparator.comparing((Incident incident) -> incident.updates().get(0).startTime())
            .thenComparing(Incident::number)
            .reversed();
    list(
        json.putArray("open"),
        incidents.stream().filter(Incident::open).sorted(newestFirst).toList(),
        MOST_LISTED,
        PageView::incident);
    list(
        json.putArray("past"),
        incidents.stream().filter(incident -> !incident.open()).sorted(newestFirst).toList(),
        MOST_PAST,
        PageView::incident);
    Comparator<MaintenanceWindow> soonest =
        Comparator.comparing(MaintenanceWindow::startTime).thenComparing(MaintenanceWindow::number);
    for (MaintenancePhase phase : MaintenancePhase.values()) {
      list(
          json.putArray(phase.name().toLowerCase(Locale.ROOT)),
          windows.stream()
              .filter(window -> window.phase() == phase)
              .sorted(phase == MaintenancePhase.OVER ? soonest.reversed() : soonest)
              .toList(),
          phase == MaintenancePhase.OVER ? MOST_PAST : MOST_LISTED,
          PageView::window);
    }
  }

  private static void incident(ArrayNode list, Incident incident) {
    ObjectNode json =
        list.addObject()
            .put("number", incident.number())
            .put("service", incident.service())
            .put("title", incident.title())
            .put("state", incident.state().toString())
            .put("status", incident.status().toString());
    ArrayNode updates = json.putArray("updates");
    List<ReceivedUpdate> all = incident.updates();
    // The newest first, and of a very long incident the newest only.
    for (int i = all.size() - 1; i >= Math.max(0, all.size() - MOST_LISTED); i--) {
      update(updates, all.get(i));
    }
    json.put("updatesInAll", all.size());
  }

  private static ObjectNode update(ArrayNode list, ReceivedUpdate update) {
    ObjectNode json =
        list.addObject()
            .put("title", update.title())
            .put("time", update.startTime().toString())
            .put("received", update.receivedAt().toString())
            .put("state", update.state().toString())
            .put("status", update.status().toString())
            .put("repeat", update.repeat());
    json.set("description", SafeHtml.tree(update.description()));
    return json;
  }

  private static void window(ArrayNode list, MaintenanceWindow window) {
    list.addObject()
        .put("number", window.number())
        .put("service", window.service())
        .put("title", window.title())
        .put("status", window.status().toString())
        .put("phase", window.phase().toString())
        .put("start", window.startTime().toString())
        .put("end", window.endTime().toString())
        .set("description", SafeHtml.tree(window.description()));
  }

  private void addOperator(ObjectNode json) {
    ArrayNode drafts = json.putArray("drafts");
    ArrayNode silent = json.putArray("silent");
    for (String service : hooks.services()) {
      List<ReceivedUpdate> updateDrafts = state.fromIncidents(service, IncidentRecord::drafts);
      list(
          drafts,
          newest(updateDrafts),
          MOST_LISTED,
          (all, draft) -> update(all, draft).put("service", service).put("kind", "incident"));
      list(
          silent,
          newest(
              state.incidents(service).stream()
                  .flatMap(incident -> incident.updates().stream())
                  .filter(ReceivedUpdate::silent)
                  .toList()),
          MOST_LISTED,
          (all, update) -> update(all, update).put("service", service).put("kind", "incident"));
      for (MaintenanceWindow window : state.windows(service)) {
        if (window.draft() || window.silent()) {
          ArrayNode where = window.draft() ? drafts : silent;
          where
              .addObject()
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
    list(
        json.putArray("notifications"),
        newest(state.notifications()),
        MOST_LISTED,
        (all, notification) ->
            all.addObject()
                .put("time", notification.time().toString())
                .put("service", notification.service())
                .put("kind", notification.kind().toString())
                .put("title", notification.title())
                .put("event", notification.event())
                .put("status", notification.status().toString()));
    List<ReceivedRequest> requests = newest(state.requests());
    list(
        json.putArray("rejected"),
        requests.stream().filter(request -> request.verdict() == RequestVerdict.REJECTED).toList(),
        MOST_LISTED,
        PageView::request);
    list(json.putArray("requests"), requests, MOST_LISTED, PageView::request);
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
                headers.append(name).append(": ").append(shown(name, values)).append('\n'));
    String body = request.body();
    json.put("headers", headers.toString())
        .put("body", body.length() <= LONGEST_BODY ? body : body.substring(0, LONGEST_BODY) + "…");
  }

  private static String shown(String name, List<String> values) {
    return PRIVATE_HEADERS.contains(name.toLowerCase(Locale.ROOT))
        ? "[not shown]"
        : String.join(", ", values);
  }

  private void addNews(ArrayNode json) {
    List<TimelineEntry> entries = state.timeline();
    for (TimelineEntry entry :
        entries.subList(Math.max(0, entries.size() - MOST_LISTED), entries.size())) {
      if (entry.isPublic() || entry.event().equals("rejected")) {
        json.addObject().put("number", entry.number()).put("text", entry.sentence());
      }
    }
  }

  private static <T> List<T> newest(List<T> all) {
    var reversed = new ArrayList<>(all);
    Collections.reverse(reversed);
    return reversed;
  }

  private static <T> void list(
      ArrayNode json, List<T> all, int most, BiConsumer<ArrayNode, T> add) {
    all.subList(0, Math.min(most, all.size())).forEach(item -> add.accept(json, item));
  }
}
