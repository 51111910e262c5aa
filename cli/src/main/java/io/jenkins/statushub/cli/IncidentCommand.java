package io.jenkins.statushub.cli;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.AnnouncementBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Opens, updates or resolves an incident. */
@Command(
    name = "incident",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description =
        "Opens an incident, updates it, or resolves it. Announcements with the same key reach the same"
            + " incident, from later runs, too, until it is resolved.",
    footer = {
      "",
      "Examples:",
      "  statushub incident --service shop --key checkout --title 'Slow checkouts' --status degraded",
      "  statushub incident --service shop --key checkout --title 'Back to normal' --state resolved",
      "",
      "Exit codes: 0 delivered, or kept to be delivered later; 1 not delivered and not kept, or with",
      "--fail-on-error not delivered yet; 2 a mistake in the options.",
    })
final class IncidentCommand extends AnnouncementCommand {
  @Option(
      names = "--state",
      paramLabel = "<state>",
      description =
          "investigating (default), identified, monitoring, or resolved, which ends the incident.")
  @Nullable String state;

  @Override
  AnnouncementBuilder<?> builder() {
    return Announcement.incident().state(state);
  }
}
