package io.jenkins.statushub.announcement;

import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.hook.ServiceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a user wants published about one service, checked. Made by {@link #incident()} and
 * {@link #maintenance()}.
 *
 * @param service the service it is about
 * @param key groups updates into one incident; null if the user named an id instead
 * @param id the id that the user named; null to let the ledger give or find one
 * @param origin the build that announces, which a new incident's id is made from
 * @param idempotent whether what this origin announced already is not announced again
 * @param allowDuplicate whether a maintenance window is announced although one with the same key
 *     and title is still running
 * @param hookUrlRef what the wrapper needs to find the hook URL again in a later process; no
 *     secret; may be null
 * @param payload the message; its id is a placeholder until the ledger has given it one
 * @param warnings what was changed in the user's texts before they were fit for the public, one
 *     printable line each; unmodifiable, empty if nothing was
 */
public record Announcement(
    ServiceId service,
    @Nullable String key,
    @Nullable String id,
    String origin,
    boolean idempotent,
    boolean allowDuplicate,
    @Nullable String hookUrlRef,
    Payload payload,
    List<String> warnings) {

  /** Keeps the warnings from being changed. */
  public Announcement {
    warnings = List.copyOf(warnings);
  }

  /** Returns a builder of an incident's update. */
  public static IncidentBuilder incident() {
    return new IncidentBuilder();
  }

  /** Returns a builder of a maintenance window. */
  public static MaintenanceBuilder maintenance() {
    return new MaintenanceBuilder();
  }
}
