package io.jenkins.statushub.hub.model;

import java.time.Instant;

/**
 * A message that the service's subscribers would have received.
 *
 * @param time when it would have been sent
 * @param event the incident's state, or {@code scheduled}
 */
public record Notification(
    Instant time, String service, PayloadKind kind, String title, String event, Status status) {}
