package io.jenkins.statushub.maven;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.AnnouncementBuilder;
import io.jenkins.statushub.input.Problems;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Announces a maintenance window. The hook can't change a window or end it early. A window with the
 * same key and title that still runs is not announced again.
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

  /**
   * Whether the window is announced although one with the same key and title is still running:
   * <code>true</code> or <code>false</code>. By default it is not, because the page shows that one
   * already; a window with another status or length, or with an end that was moved to later, is
   * announced.
   *
   * @since 1.0.0
   */
  @Parameter(property = "statushub.allowDuplicate", defaultValue = "false")
  @Nullable String allowDuplicate;

  @Override
  AnnouncementBuilder<?> builder(Problems problems) {
    return Announcement.maintenance()
        .endTime(endTime)
        .duration(duration)
        .allowDuplicate(flag("allowDuplicate", allowDuplicate, problems));
  }

  @Override
  boolean needsKey() {
    return false;
  }
}
