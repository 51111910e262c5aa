package io.jenkins.statushub.cli;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.AnnouncementBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Announces a maintenance window. */
@Command(
    name = "maintenance",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description =
        "Announces a maintenance window. A window can't be changed or ended early. One with the same key and"
            + " title that still runs is not announced again.",
    footer = {
      "",
      "Example:",
      "  statushub maintenance --service shop --title Upgrading --status down --duration 30m",
      "",
      "Exit codes: 0 delivered, or kept to be delivered later; 1 not delivered and not kept, or with",
      "--fail-on-error not delivered yet; 2 a mistake in the options.",
    })
final class MaintenanceCommand extends AnnouncementCommand {
  @Option(
      names = "--end-time",
      paramLabel = "<time>",
      description =
          "When the window ends: ISO 8601 with an offset. This or --duration is required.")
  @Nullable String endTime;

  @Option(
      names = "--duration",
      paramLabel = "<duration>",
      description = "How long the window lasts: 30m, 2h, 1h30m or PT30M.")
  @Nullable String duration;

  @Option(
      names = "--allow-duplicate",
      description =
          "Announce the window although one with the same key and title is still running.")
  boolean allowDuplicate;

  @Override
  AnnouncementBuilder<?> builder() {
    return Announcement.maintenance()
        .endTime(endTime)
        .duration(duration)
        .allowDuplicate(allowDuplicate);
  }

  /** Nothing later refers to a window, so any key will do. */
  @Override
  @Nullable String key() {
    return about.key;
  }
}
