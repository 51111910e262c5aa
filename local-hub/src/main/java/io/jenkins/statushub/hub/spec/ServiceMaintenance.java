package io.jenkins.statushub.hub.spec;

import io.jenkins.statushub.hub.model.Judgement;
import io.jenkins.statushub.hub.model.MaintenancePhase;
import io.jenkins.statushub.hub.model.MaintenanceWindow;
import io.jenkins.statushub.hub.model.Notification;
import io.jenkins.statushub.hub.model.PayloadKind;
import io.jenkins.statushub.hub.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The maintenance windows of one service, by the specification's rules. */
final class ServiceMaintenance {
  private final String service;
  private final JudgingOptions options;
  private final Map<String, MaintenanceWindow> windows = new LinkedHashMap<>();
  private final Map<String, String> windowFingerprints = new LinkedHashMap<>();
  private final Map<String, MaintenancePhase> changingWindows = new LinkedHashMap<>();

  ServiceMaintenance(String service, JudgingOptions options) {
    this.service = service;
    this.options = options;
  }

  Decision apply(ParsedPayload payload, Instant now, long number) {
    Instant end = Objects.requireNonNull(payload.endTime());
    String key = ServiceState.key(payload.id(), number);
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

  /** Returns the worst status of the windows in progress; {@link Status#UP} if there is none. */
  Status status(Instant now) {
    Status worst = Status.UP;
    for (MaintenanceWindow window : windows.values()) {
      if (!window.draft() && window.at(now).phase() == MaintenancePhase.IN_PROGRESS) {
        worst = worst.orWorse(window.status());
      }
    }
    return worst;
  }

  /** Returns the published windows that have started or ended since the last call. */
  List<MaintenanceWindow> changedPhase(Instant now) {
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

  List<MaintenanceWindow> windows(Instant now) {
    return windows.values().stream().map(window -> window.at(now)).toList();
  }
}
