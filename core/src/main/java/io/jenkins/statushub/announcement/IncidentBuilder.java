package io.jenkins.statushub.announcement;

import io.jenkins.statushub.hook.IncidentState;
import io.jenkins.statushub.hook.IncidentUpdate;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.hook.ServiceStatus;
import org.jspecify.annotations.Nullable;

/** The parameters of an incident's update. */
public final class IncidentBuilder extends AnnouncementBuilder<IncidentBuilder> {
  private @Nullable String state;

  IncidentBuilder() {}

  @Override
  IncidentBuilder self() {
    return this;
  }

  /**
   * How far the work has come: investigating (where it is not given), identified, monitoring,
   * resolved.
   */
  public IncidentBuilder state(@Nullable String given) {
    state = blankToNull(given);
    return this;
  }

  @Override
  Payload payload(Common common) {
    IncidentState as = state == null ? IncidentState.INVESTIGATING : IncidentState.parse(state);
    boolean up =
        as == IncidentState.RESOLVED && (common.status() == null || common.status().isBlank());
    return new IncidentUpdate(
        common.id(),
        common.title(),
        common.description(),
        common.startTime(),
        as,
        up ? ServiceStatus.UP : ServiceStatus.parse(common.status()),
        common.silent(),
        common.draft(),
        common.extra());
  }
}
