package io.jenkins.statushub.hub.spec;

import io.jenkins.statushub.hub.model.Judgement;
import io.jenkins.statushub.hub.model.Notification;
import io.jenkins.statushub.hub.model.PayloadKind;
import io.jenkins.statushub.hub.model.ReceivedUpdate;
import io.jenkins.statushub.hub.model.State;
import io.jenkins.statushub.hub.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The incidents of one service, by the specification's rules. */
final class ServiceIncidents {
  private final String service;
  private final JudgingOptions options;
  private final Map<String, IncidentRecord> incidents = new LinkedHashMap<>();
  private final Set<IncidentRecord> open = new LinkedHashSet<>();

  ServiceIncidents(String service, JudgingOptions options) {
    this.service = service;
    this.options = options;
  }

  Decision apply(ParsedPayload payload, Instant now, long number) {
    State state = Objects.requireNonNull(payload.state());
    String key = ServiceState.key(payload.id(), number);
    IncidentRecord incident = incidents.get(key);
    if (incident == null && state == State.RESOLVED) {
      return Decision.rejected(
          "state is \"resolved\", which can't be an incident's first update; "
              + (payload.id() == null
                  ? "without an id, every payload is an incident of its own"
                  : "this service has no incident with the id \"" + payload.id() + '"'));
    }
    if (incident != null && incident.resolved()) {
      if (options.acceptsRepeatedResolved() && incident.resolvedBy(payload.fingerprint())) {
        return new Decision(
            Judgement.accepted(
                List.of("repeats the update that resolved this incident; not shown twice")),
            null,
            "repeated",
            payload.title(),
            false);
      }
      return Decision.rejected(
          "the incident with the id \""
              + payload.id()
              + "\" has been resolved, and nothing may follow that"
              + (incident.resolvedBy(payload.fingerprint())
                  ? " (this repeats the update that resolved it)"
                  : ""));
    }
    List<String> violations =
        options.strict()
            ? StrictRules.violations(payload, incident == null ? null : incident.newest(), now)
            : List.of();
    if (!violations.isEmpty()) {
      return Decision.rejected(violations);
    }
    return addUpdate(
        incident == null ? new IncidentRecord(service, number, payload.id()) : incident,
        key,
        payload,
        state,
        now);
  }

  private Decision addUpdate(
      IncidentRecord incident, String key, ParsedPayload payload, State state, Instant now) {
    var notes = new ArrayList<String>();
    boolean repeat = incident.has(payload.fingerprint());
    if (repeat) {
      notes.add("repeats an earlier update of the same incident");
    }
    Status status = payload.status();
    if (state == State.RESOLVED && status != Status.UP) {
      notes.add("status is \"" + status + "\", but \"resolved\" sets the service up");
      status = Status.UP;
    }
    ReceivedUpdate before = incident.newest();
    if (before != null && payload.startTime().isBefore(before.startTime())) {
      notes.add("start_time is earlier than that of the update before it");
    }
    boolean first = before == null;
    int draftsBefore = incident.drafts().size();
    incident.add(
        new ReceivedUpdate(
            payload.title(),
            payload.description(),
            payload.startTime(),
            now,
            state,
            status,
            payload.silent(),
            payload.draft(),
            repeat),
        payload.fingerprint());
    incidents.put(key, incident);
    if (incident.isOpenInPublic()) {
      open.add(incident);
    } else {
      open.remove(incident);
    }
    String event =
        payload.draft()
            ? "draft"
            : state == State.RESOLVED ? "resolved" : first ? "incident" : "update";
    String text =
        payload.title()
            + " · "
            + state
            + " · "
            + status
            + (payload.silent() ? " · silent" : "")
            + (!payload.draft() && draftsBefore > 0
                ? " · publishes " + draftsBefore + (draftsBefore == 1 ? " draft" : " drafts")
                : "")
            + (repeat ? " · repeat" : "");
    return new Decision(
        Judgement.accepted(notes),
        payload.silent() || payload.draft()
            ? null
            : new Notification(
                now, service, PayloadKind.INCIDENT, payload.title(), state.toString(), status),
        event,
        text,
        !payload.draft());
  }

  /** Returns the worst status of the open incidents; {@link Status#UP} if there is none. */
  Status status() {
    Status worst = Status.UP;
    for (IncidentRecord incident : open) {
      worst = worst.orWorse(incident.publicView().status());
    }
    return worst;
  }

  List<IncidentRecord> records() {
    return List.copyOf(incidents.values());
  }
}
