package io.jenkins.statushub.hub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The incidents and maintenance windows of one service, and the specification's rules on them. */
final class ServiceBook {

  /** What becomes of a valid payload. */
  record Decision(
      Ruling ruling,
      @Nullable Notification notification,
      String word,
      String text,
      boolean isPublic) {
    static Decision refused(String reason) {
      return new Decision(Ruling.refused(422, reason), null, "", "", false);
    }
  }

  private final String service;
  private final boolean toleratesRepeatedEnd;
  private final Map<String, IncidentRecord> incidents = new LinkedHashMap<>();
  private final Set<IncidentRecord> open = new LinkedHashSet<>();
  private final Map<String, Maintenance> windows = new LinkedHashMap<>();
  private final Map<String, String> windowFingerprints = new LinkedHashMap<>();
  private final Map<String, Phase> changingWindows = new LinkedHashMap<>();

  ServiceBook(String service, boolean toleratesRepeatedEnd) {
    this.service = service;
    this.toleratesRepeatedEnd = toleratesRepeatedEnd;
  }

  /**
   * Applies a payload if the rules allow it.
   *
   * @param number what to count a new incident or window as
   */
  Decision apply(Payload payload, Instant now, long number) {
    return payload.kind() == Kind.INCIDENT
        ? applyUpdate(payload, now, number)
        : applyWindow(payload, now, number);
  }

  private Decision applyUpdate(Payload payload, Instant now, long number) {
    State state = Objects.requireNonNull(payload.state());
    String key = key(payload.id(), number);
    IncidentRecord incident = incidents.get(key);
    if (incident == null && state == State.RESOLVED) {
      return Decision.refused(
          "state is \"resolved\", which can't be an incident's first update; "
              + (payload.id() == null
                  ? "without an id, every payload is an incident of its own"
                  : "this service has no incident with the id \"" + payload.id() + '"'));
    }
    if (incident != null && incident.ended()) {
      if (toleratesRepeatedEnd && incident.endedBy(payload.fingerprint())) {
        return new Decision(
            Ruling.accepted(
                List.of("repeats the update that resolved this incident; not shown twice")),
            null,
            "repeated",
            payload.title(),
            false);
      }
      return Decision.refused(
          "the incident with the id \""
              + payload.id()
              + "\" has been resolved, and nothing may follow that"
              + (incident.endedBy(payload.fingerprint())
                  ? " (this repeats the update that resolved it)"
                  : ""));
    }
    return addUpdate(
        incident == null ? new IncidentRecord(service, number, payload.id()) : incident,
        key,
        payload,
        state,
        now);
  }

  private Decision addUpdate(
      IncidentRecord incident, String key, Payload payload, State state, Instant now) {
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
    Update before = incident.newest();
    if (before != null && payload.startTime().isBefore(before.startTime())) {
      notes.add("start_time is earlier than that of the update before it");
    }
    boolean first = before == null;
    int draftsBefore = incident.drafts().size();
    incident.add(
        new Update(
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
    String word =
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
        Ruling.accepted(notes),
        payload.silent() || payload.draft()
            ? null
            : new Notification(
                now, service, Kind.INCIDENT, payload.title(), state.toString(), status),
        word,
        text,
        !payload.draft());
  }

  private Decision applyWindow(Payload payload, Instant now, long number) {
    Instant end = Objects.requireNonNull(payload.endTime());
    String key = key(payload.id(), number);
    Maintenance before = windows.get(key);
    if (before != null && payload.fingerprint().equals(windowFingerprints.get(key))) {
      return new Decision(
          Ruling.accepted(List.of("repeats an earlier maintenance; not shown twice")),
          null,
          "repeated",
          payload.title(),
          false);
    }
    if (before != null && !before.draft()) {
      return Decision.refused(
          "another maintenance has the id \""
              + payload.id()
              + "\"; the id must be unique for each maintenance");
    }
    var notes = new ArrayList<String>();
    if (end.isBefore(payload.startTime())) {
      notes.add("end_time is before start_time");
    }
    windows.put(
        key,
        new Maintenance(
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
            Phase.SCHEDULED));
    windowFingerprints.put(key, payload.fingerprint());
    Phase phase = Phase.of(payload.startTime(), end, now);
    if (!payload.draft() && phase != Phase.OVER) {
      changingWindows.put(key, phase);
    }
    return new Decision(
        Ruling.accepted(notes),
        payload.silent() || payload.draft()
            ? null
            : new Notification(
                now, service, Kind.MAINTENANCE, payload.title(), "scheduled", payload.status()),
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

  /** The prefixes keep a payload without an id from ever meeting a given one. */
  private static String key(@Nullable String id, long number) {
    return id == null ? "number " + number : "id " + id;
  }

  /** The worst that an open incident or a window in progress says; {@link Status#UP} if none. */
  Status status(Instant now) {
    Status worst = Status.UP;
    for (IncidentRecord incident : open) {
      worst = worst.orWorse(incident.asPublicSeesIt().status());
    }
    for (Maintenance window : windows.values()) {
      if (!window.draft() && window.at(now).phase() == Phase.IN_PROGRESS) {
        worst = worst.orWorse(window.status());
      }
    }
    return worst;
  }

  /** The published windows that have started or ended since this was last asked. */
  List<Maintenance> changedPhase(Instant now) {
    var changed = new ArrayList<Maintenance>();
    for (var entry : List.copyOf(changingWindows.entrySet())) {
      Maintenance window = Objects.requireNonNull(windows.get(entry.getKey())).at(now);
      if (window.phase() != entry.getValue()) {
        changed.add(window);
        if (window.phase() == Phase.OVER) {
          changingWindows.remove(entry.getKey());
        } else {
          changingWindows.put(entry.getKey(), window.phase());
        }
      }
    }
    return changed;
  }

  List<IncidentRecord> incidents() {
    return List.copyOf(incidents.values());
  }

  List<Maintenance> windows(Instant now) {
    return windows.values().stream().map(window -> window.at(now)).toList();
  }
}
