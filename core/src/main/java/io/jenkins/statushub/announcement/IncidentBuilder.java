package io.jenkins.statushub.announcement;

import io.jenkins.statushub.hook.IncidentState;
import io.jenkins.statushub.hook.IncidentUpdate;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.hook.ServiceStatus;
import io.jenkins.statushub.input.Problems;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds the parameters of an incident's update. */
public final class IncidentBuilder extends AnnouncementBuilder<IncidentBuilder> {
  private @Nullable String state;

  IncidentBuilder() {}

  @Override
  IncidentBuilder self() {
    return this;
  }

  /**
   * Sets how far the work has come: investigating, identified, monitoring or resolved.
   *
   * @param state null or blank for investigating
   */
  public IncidentBuilder state(@Nullable String state) {
    this.state = blankToNull(state);
    return this;
  }

  @Override
  String fallbackTitle() {
    return IncidentState.RESOLVED.wire().equalsIgnoreCase(state) ? "Resolved" : "Incident";
  }

  @Override
  Function<Common, Payload> prepare(Times times, @Nullable String status, Problems problems) {
    IncidentState parsed =
        state == null
            ? IncidentState.INVESTIGATING
            : problems.check(() -> IncidentState.parse(state));
    boolean up = parsed == IncidentState.RESOLVED && blankToNull(status) == null;
    ServiceStatus told = up ? ServiceStatus.UP : problems.check(() -> ServiceStatus.parse(status));
    IncidentState reached = Objects.requireNonNullElse(parsed, IncidentState.INVESTIGATING);
    ServiceStatus known = Objects.requireNonNullElse(told, ServiceStatus.UP);
    Instant start = times.incidentStart();
    return common ->
        new IncidentUpdate(
            common.id(),
            common.title(),
            common.description(),
            start,
            reached,
            known,
            common.silent(),
            common.draft(),
            common.extra());
  }
}
