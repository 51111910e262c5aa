package io.jenkins.statushub.maven;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.AnnouncementBuilder;
import io.jenkins.statushub.input.Problems;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Opens an incident, updates it, or resolves it. Announcements with the same key reach the same
 * incident, from later builds, too, until it is resolved.
 *
 * @since 1.0.0
 */
@Mojo(name = "incident", requiresProject = false, threadSafe = true)
public final class IncidentMojo extends AnnouncementMojo {
  /**
   * How far the work has come: <code>investigating</code>, <code>identified</code>, <code>
   * monitoring</code> or <code>resolved</code>, which ends the incident.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.state", defaultValue = "investigating")
  @Nullable String state;

  @Override
  AnnouncementBuilder<?> builder(Problems problems) {
    return Announcement.incident().state(state);
  }

  @Override
  boolean needsKey() {
    return true;
  }
}
