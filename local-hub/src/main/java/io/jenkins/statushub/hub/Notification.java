package io.jenkins.statushub.hub;

import java.time.Instant;

/**
 * A message that the subscribers of a service would have been sent.
 *
 * @param time when it would have gone out
 * @param news what it tells: the incident's state, or {@code scheduled}
 */
public record Notification(
    Instant time, String service, Kind kind, String title, String news, Status status) {}
