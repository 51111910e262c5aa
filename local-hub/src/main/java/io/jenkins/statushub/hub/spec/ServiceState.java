package io.jenkins.statushub.hub.spec;

import io.jenkins.statushub.hub.model.Judgement;
import io.jenkins.statushub.hub.model.MaintenancePhase;
import io.jenkins.statushub.hub.model.MaintenanceWindow;
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
import org.jspecify.annotations.Nullable;

/** The incidents and maintenance windows of one service, by the specification's rules. */
public final class ServiceState {

  /** What becomes of a valid payload; {@code event} and {@code text} are for the timeline. */
  public record Decision(
      Judgement judgement,
      @Nullable Notification notification,
      String event,
      String text,
      boolean isPublic) {
    static Decision rejected(String reason) {
      return rejected(List.of(reason));
    }

    static Decision rejected(List<String> reasons) {
      return new Decision(Judgement.rejected(422, reasons), null, "", "", false);
    }
  }

  private final String service;
  private final JudgingOptions options;
  private final Map<String, IncidentRecord> incidents = new LinkedHashMap<>();
  private final Set<IncidentRecord> open = new LinkedHashSet<>();
  private final Map<String, MaintenanceWindow> windows = new LinkedHashMap<>();
  private final Map<String, String> windowFingerprints = new LinkedHashMap<>();
  private final Map<String, MaintenancePhase> changingWindows = new LinkedHashMap<>();

  public ServiceState(String service, JudgingOptions options) {
    this.service = service;
    this.options = options;
  }

  /**
   * Applies a payload if the rules allow it, and returns the decision.
   *
   * @param number the number of a new incident or window
   */
  public Decision apply(ParsedPayload payload, Instant now, long number) {
    return payload.kind() == PayloadKind.INCIDENT
        ? applyUpdate(payload, now, number)
        : applyWindow(payload, now, number);
  }

  private Decision applyUpdate(ParsedPayload payload, Instant now, long number) {
    State state = Objects.requireNonNull(payload.state());
    String key = key(payload.id(), number);
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

  private Decision applyWindow(ParsedPayload payload, Instant now, long number) {
    Instant end = Objects.requireNonNull(payload.endTime());
    String key = key(payload.id(), number);
    MaintenanceWindow before = windows.get(key);
    if (before != null && payload.fingerprint().equals(windowFingerprints.get(key))) {
      return new Decision(
          Judgement.accepted(List.of("repeats an earlier maintenance; not shown twice")),
          null,
          "repeated",
          payload.title(),
          false);
    }
    if (before != null && !before.draft()) {
      return Decision.rejected(
          "another maintenance has the id \""
              + payload.id()
              + "\"; the id must be unique for each maintenance");
    }
    List<String> violations =
        options.strict() ? StrictRules.violations(payload, null, now) : List.of();
    if (!violations.isEmpty()) {
      return Decision.rejected(violations);
    }
    var notes = new ArrayList<String>();
    if (end.isBefore(payload.startTime())) {
      notes.add("end_time is before start_time");
    }
    windows.put(
        key,
        new MaintenanceWindow(
            service,
            before == null ? number : before.number(),
            payload.id(),
            payload.title(),
            payload.description(),
            payload.startTime(),
            end,
            now,
            payload.status(),
            payload.silent(),
            payload.draft(),
            MaintenancePhase.SCHEDULED));
    windowFingerprints.put(key, payload.fingerprint());
    MaintenancePhase phase = MaintenancePhase.of(payload.startTime(), end, now);
    if (!payload.draft() && phase != MaintenancePhase.OVER) {
      changingWindows.put(key, phase);
    }
    return new Decision(
        Judgement.accepted(notes),
        payload.silent() || payload.draft()
            ? null
            : new Notification(
                now,
                service,
                PayloadKind.MAINTENANCE,
                payload.title(),
                "scheduled",
                payload.status()),
        payload.draft() ? "draft" : "maintenance",
        payload.title()
            + " · "
            + payload.status()
            + " · "
            + payload.startTime()
            + " to "
            + end
            + (payload.silent() ? " · silent" : ""),
        !payload.draft());
  }

  /** The prefixes keep a payload without an id apart from every id. */
  private static String key(@Nullable String id, long number) {
    return id == null ? "number " + number : "id " + id;
  }

  /**
   * Returns the worst status of the open incidents and the windows in progress; {@link Status#UP}
   * if there is none.
   */
  public Status status(Instant now) {
    Status worst = Status.UP;
    for (IncidentRecord incident : open) {
      worst = worst.orWorse(incident.publicView().status());
    }
    for (MaintenanceWindow window : windows.values()) {
      if (!window.draft() && window.at(now).phase() == MaintenancePhase.IN_PROGRESS) {
        worst = worst.orWorse(window.status());
      }
    }
    return worst;
  }

  /** Returns the published windows that have started or ended since the last call. */
  public List<MaintenanceWindow> changedPhase(Instant now) {
    var changed = new ArrayList<MaintenanceWindow>();
    for (var entry : List.copyOf(changingWindows.entrySet())) {
      MaintenanceWindow window = Objects.requireNonNull(windows.get(entry.getKey())).at(now);
      if (window.phase() != entry.getValue()) {
        changed.add(window);
        if (window.phase() == MaintenancePhase.OVER) {
          changingWindows.remove(entry.getKey());
        } else {
          changingWindows.put(entry.getKey(), window.phase());
        }
      }
    }
    return changed;
  }

  public List<IncidentRecord> incidents() {
    return List.copyOf(incidents.values());
  }

  public List<MaintenanceWindow> windows(Instant now) {
    return windows.values().stream().map(window -> window.at(now)).toList();
  }
}
