package io.jenkins.statushub.hub.spec;

import io.jenkins.statushub.hub.model.MaintenanceWindow;
import io.jenkins.statushub.hub.model.PayloadKind;
import io.jenkins.statushub.hub.model.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The incidents and maintenance windows of one service. */
public final class ServiceState {
  private final ServiceIncidents incidents;
  private final ServiceMaintenance maintenance;

  public ServiceState(String service, JudgingOptions options) {
    incidents = new ServiceIncidents(service, options);
    maintenance = new ServiceMaintenance(service, options);
  }

  /**
   * Applies a payload if the rules allow it, and returns the decision.
   *
   * @param number the number of a new incident or window
   */
  public Decision apply(ParsedPayload payload, Instant now, long number) {
    return payload.kind() == PayloadKind.INCIDENT
        ? incidents.apply(payload, now, number)
        : maintenance.apply(payload, now, number);
  }

  /** The prefixes keep a payload without an id apart from every id. */
  static String key(@Nullable String id, long number) {
    return id == null ? "number " + number : "id " + id;
  }

  /**
   * Returns the worst status of the open incidents and the windows in progress; {@link Status#UP}
   * if there is none.
   */
  public Status status(Instant now) {
    return incidents.status().orWorse(maintenance.status(now));
  }

  /** Returns the published windows that have started or ended since the last call. */
  public List<MaintenanceWindow> changedPhase(Instant now) {
    return maintenance.changedPhase(now);
  }

  public List<IncidentRecord> incidents() {
    return incidents.records();
  }

  public List<MaintenanceWindow> windows(Instant now) {
    return maintenance.windows(now);
  }
}
