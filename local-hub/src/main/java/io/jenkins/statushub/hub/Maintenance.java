package io.jenkins.statushub.hub;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance window.
 *
 * @param number counts the windows of a hub from 1
 * @param idOrNull as sent; null where the payload had none
 * @param description HTML as it was sent, not made safe: never put it into a page as it is
 * @param phase where the window stood by the hub's clock when this was asked for
 */
public record Maintenance(
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
    Phase phase) {

  public Optional<String> id() {
    return Optional.ofNullable(idOrNull);
  }

  Maintenance at(Instant now) {
    return new Maintenance(
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
        Phase.of(startTime, endTime, now));
  }
}
