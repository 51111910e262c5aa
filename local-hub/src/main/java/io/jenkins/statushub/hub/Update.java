package io.jenkins.statushub.hub;

import java.time.Instant;

/**
 * One update of an incident, as it was sent.
 *
 * @param title the incident's title from this update on
 * @param description HTML as it was sent, not made safe: never put it into a page as it is
 * @param startTime when it happened, by the sender's word
 * @param receivedAt when the hub took it
 * @param status the service's status; always {@link Status#UP} where the state is {@link
 *     State#RESOLVED}
 * @param draft whether it was sent as a draft; it may have been published since
 * @param repeat whether an equal payload had been taken for the same incident before
 */
public record Update(
    String title,
    String description,
    Instant startTime,
    Instant receivedAt,
    State state,
    Status status,
    boolean silent,
    boolean draft,
    boolean repeat) {}
