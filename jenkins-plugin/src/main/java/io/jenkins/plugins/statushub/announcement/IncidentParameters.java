package io.jenkins.plugins.statushub.announcement;

import hudson.Util;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.IncidentBuilder;
import io.jenkins.statushub.input.ParameterException;
import org.jspecify.annotations.Nullable;

/** What {@code statusHubIncident} takes. */
public final class IncidentParameters extends AnnouncementParameters {
  private static final long serialVersionUID = 1L;
  private static final String ERROR = "error";
  private static final String FAILURE = "failure";
  private static final String UNSTABLE = "unstable";

  private @Nullable String state;
  private @Nullable String openOn;
  private @Nullable String resolvedTitle;
  private @Nullable String resolvedDescription;

  @Override
  IncidentBuilder builder() {
    return fill(Announcement.incident()).state(state);
  }

  /** The update that ends an incident: the given words, or those of the incident. */
  IncidentBuilder resolution(String incidentTitle) {
    String words = resolvedDescription;
    if (words == null) {
      words = resolvedTitle == null ? "Resolved." : resolvedTitle;
    }
    return fill(Announcement.incident())
        .state("resolved")
        .status(null)
        .startTime(null)
        .title(resolvedTitle == null ? incidentTitle : resolvedTitle)
        .description(words);
  }

  public @Nullable String getState() {
    return state;
  }

  public void setState(@Nullable String given) {
    String text = Util.fixEmptyAndTrim(given);
    state = "investigating".equals(text) ? null : text;
  }

  /** From what on a block counts as failed. */
  public String getOpenOn() {
    return openOn == null ? ERROR : openOn;
  }

  /**
   * Sets from what on a block counts as failed.
   *
   * @throws ParameterException if it is none of the three words
   */
  public void setOpenOn(@Nullable String given) {
    String text = Util.fixEmptyAndTrim(given);
    if (text == null || text.equalsIgnoreCase(ERROR)) {
      openOn = null;
    } else if (text.equalsIgnoreCase(FAILURE)) {
      openOn = FAILURE;
    } else if (text.equalsIgnoreCase(UNSTABLE)) {
      openOn = UNSTABLE;
    } else {
      throw ParameterException.invalidValue("openOn", given, "error, failure, unstable");
    }
  }

  /** Whether failures that were caught within the block count. */
  public boolean countsCaught() {
    return openOn != null;
  }

  /** Whether what was marked unstable within the block counts. */
  public boolean countsUnstable() {
    return UNSTABLE.equals(openOn);
  }

  public @Nullable String getResolvedTitle() {
    return resolvedTitle;
  }

  public void setResolvedTitle(@Nullable String given) {
    resolvedTitle = Util.fixEmptyAndTrim(given);
  }

  public @Nullable String getResolvedDescription() {
    return resolvedDescription;
  }

  public void setResolvedDescription(@Nullable String given) {
    resolvedDescription = Util.fixEmptyAndTrim(given);
  }
}
