package io.jenkins.statushub.hub.model;

import java.time.Instant;

/**
 * One update of an incident, as it was sent.
 *
 * @param title the incident's title from this update on
 * @param description HTML as it was sent, not sanitized
 * @param startTime when it happened, according to the sender
 * @param receivedAt when the hub received it, by the hub's clock
 * @param status the service's status; always {@link Status#UP} if the state is {@link
 *     State#RESOLVED}
 * @param draft whether it was sent as a draft; it may have been published since
 * @param repeat whether an equal payload was accepted for the same incident before
 */
public record ReceivedUpdate(
    String title,
    String description,
    Instant startTime,
    Instant receivedAt,
    State state,
    Status status,
    boolean silent,
    boolean draft,
    boolean repeat) {}
