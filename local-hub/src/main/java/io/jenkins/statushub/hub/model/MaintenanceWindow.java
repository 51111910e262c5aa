package io.jenkins.statushub.hub.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance window.
 *
 * @param number counts the windows of a hub from 1
 * @param idOrNull as sent; null if the payload had none
 * @param description HTML as it was sent, not sanitized
 * @param phase the window's phase by the hub's clock when this value was created
 */
public record MaintenanceWindow(
    String service,
    long number,
    @Nullable String idOrNull,
    String title,
    String description,
    Instant startTime,
    Instant endTime,
    Instant receivedAt,
    Status status,
    boolean silent,
    boolean draft,
    MaintenancePhase phase) {

  public Optional<String> id() {
    return Optional.ofNullable(idOrNull);
  }

  /** Returns the same window with its phase at a time. */
  public MaintenanceWindow at(Instant now) {
    return new MaintenanceWindow(
        service,
        number,
        idOrNull,
        title,
        description,
        startTime,
        endTime,
        receivedAt,
        status,
        silent,
        draft,
        MaintenancePhase.of(startTime, endTime, now));
  }
}
