package io.jenkins.plugins.statushub.announcement;

import hudson.Util;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.MaintenanceBuilder;
import io.jenkins.statushub.input.ParameterException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What {@code statusHubMaintenance} takes. */
public final class MaintenanceParameters extends AnnouncementParameters {
  private static final long serialVersionUID = 1L;
  private static final String WARN = "warn";
  private static final String ANNOUNCE = "announce";

  private @Nullable String endTime;
  private @Nullable String duration;
  private @Nullable String onOverrun;

  @Override
  MaintenanceBuilder builder() {
    return fill(Announcement.maintenance()).endTime(endTime).duration(duration);
  }

  /** A further window: the same words, an id of its own. */
  MaintenanceBuilder further(Instant start, Instant end) {
    return fill(Announcement.maintenance())
        .id(null)
        .startTime(start.toString())
        .endTime(end.toString());
  }

  public @Nullable String getEndTime() {
    return endTime;
  }

  public void setEndTime(@Nullable String given) {
    endTime = Util.fixEmptyAndTrim(given);
  }

  public @Nullable String getDuration() {
    return duration;
  }

  public void setDuration(@Nullable String given) {
    duration = Util.fixEmptyAndTrim(given);
  }

  /** What happens where a block goes on after its window. */
  public String getOnOverrun() {
    return onOverrun == null ? WARN : onOverrun;
  }

  /**
   * Sets what happens where a block goes on after its window.
   *
   * @throws ParameterException if it is none of the two words
   */
  public void setOnOverrun(@Nullable String given) {
    String text = Util.fixEmptyAndTrim(given);
    if (text == null || text.equalsIgnoreCase(WARN)) {
      onOverrun = null;
    } else if (text.equalsIgnoreCase(ANNOUNCE)) {
      onOverrun = ANNOUNCE;
    } else {
      throw ParameterException.invalidValue("onOverrun", given, "warn, announce");
    }
  }

  /** Whether a further window is announced where a block goes on after its window. */
  public boolean announcesOverrun() {
    return onOverrun != null;
  }
}
