package io.jenkins.statushub.hub.page;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.statushub.hub.fault.FaultPlan;
import io.jenkins.statushub.hub.state.HookRegistry;
import io.jenkins.statushub.hub.state.HubState;
import io.jenkins.statushub.hub.state.TimelineEntry;
import java.util.List;

/** What the page shows, as JSON: the public's view, and the operator's beside it. */
public final class PageView {
  private static final JsonMapper JSON = new JsonMapper();

  private final HubState state;
  private final HookRegistry hooks;
  private final PublicView publicView;
  private final OperatorView operatorView;

  public PageView(HubState state, HookRegistry hooks, FaultPlan faults) {
    this.state = state;
    this.hooks = hooks;
    this.publicView = new PublicView(state, hooks);
    this.operatorView = new OperatorView(state, hooks, faults);
  }

  /** Returns the view. It contains no hook's secret, not even from a payload. */
  String json() {
    state.recordPhaseChanges();
    ObjectNode view = JSON.createObjectNode();
    // The version first: a change during the rest has a newer version, so the page requests it.
    view.put("version", state.version());
    view.put("now", state.now().toString());
    publicView.addTo(view.putObject("public"));
    operatorView.addTo(view.putObject("operator"));
    addNews(view.putArray("news"));
    return hooks.redact(view.toString());
  }

  private void addNews(ArrayNode json) {
    List<TimelineEntry> entries = state.timeline();
    for (TimelineEntry entry :
        entries.subList(Math.max(0, entries.size() - ViewJson.MAX_LISTED), entries.size())) {
      if (entry.isPublic() || entry.event().equals("rejected")) {
        json.addObject().put("number", entry.number()).put("text", entry.sentence());
      }
    }
  }
}
