package io.jenkins.statushub.maven;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.AnnouncementBuilder;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Announces a maintenance window. The hook can't change a window or end it early, so each run
 * announces a new one.
 *
 * @since 1.0.0
 */
@Mojo(name = "maintenance", requiresProject = false, threadSafe = true)
public final class MaintenanceMojo extends AnnouncementMojo {
  /**
   * When the window ends: ISO 8601 with an offset. This or <code>duration</code> is required.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.endTime")
  @Nullable String endTime;

  /**
   * How long the window lasts: <code>30m</code>, <code>2h</code>, <code>1h30m</code> or <code>PT30M
   * </code>. This or <code>endTime</code> is required.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.duration")
  @Nullable String duration;

  @Override
  AnnouncementBuilder<?> builder() {
    return Announcement.maintenance().endTime(endTime).duration(duration);
  }

  @Override
  boolean needsKey() {
    return false;
  }
}
