package io.jenkins.statushub.hub.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.statushub.hub.model.Incident;
import io.jenkins.statushub.hub.model.MaintenancePhase;
import io.jenkins.statushub.hub.model.MaintenanceWindow;
import io.jenkins.statushub.hub.model.ReceivedUpdate;
import io.jenkins.statushub.hub.model.Status;
import io.jenkins.statushub.hub.state.HookRegistry;
import io.jenkins.statushub.hub.state.HubState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The part of the page's JSON that the public sees. */
final class PublicView {
  private static final int MAX_PAST = 30;

  private final HubState state;
  private final HookRegistry hooks;

  PublicView(HubState state, HookRegistry hooks) {
    this.state = state;
    this.hooks = hooks;
  }

  void addTo(ObjectNode json) {
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
    ViewJson.addAll(
        json.putArray("open"),
        incidents.stream().filter(Incident::open).sorted(newestFirst).toList(),
        ViewJson.MAX_LISTED,
        PublicView::incident);
    ViewJson.addAll(
        json.putArray("past"),
        incidents.stream().filter(incident -> !incident.open()).sorted(newestFirst).toList(),
        MAX_PAST,
        PublicView::incident);
    Comparator<MaintenanceWindow> soonest =
        Comparator.comparing(MaintenanceWindow::startTime).thenComparing(MaintenanceWindow::number);
    for (MaintenancePhase phase : MaintenancePhase.values()) {
      ViewJson.addAll(
          json.putArray(phase.name().toLowerCase(Locale.ROOT)),
          windows.stream()
              .filter(window -> window.phase() == phase)
              .sorted(phase == MaintenancePhase.OVER ? soonest.reversed() : soonest)
              .toList(),
          phase == MaintenancePhase.OVER ? MAX_PAST : ViewJson.MAX_LISTED,
          PublicView::window);
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
    for (int i = all.size() - 1; i >= Math.max(0, all.size() - ViewJson.MAX_LISTED); i--) {
      ViewJson.addUpdate(updates, all.get(i));
    }
    json.put("updatesInAll", all.size());
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
}
