package io.jenkins.statushub.announcement;

import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.hook.ServiceStatus;
import io.jenkins.statushub.hook.Timestamps;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.PrintableText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The parameters of a maintenance window. */
public final class MaintenanceBuilder extends AnnouncementBuilder<MaintenanceBuilder> {
  private @Nullable String endTime;
  private @Nullable String duration;

  MaintenanceBuilder() {}

  @Override
  MaintenanceBuilder self() {
    return this;
  }

  /** When it is to end, ISO 8601 with an offset; this or a duration has to be given. */
  public MaintenanceBuilder endTime(@Nullable String given) {
    endTime = blankToNull(given);
    return this;
  }

  /** How long it is to last, such as {@code 30m} or {@code PT30M}; this or an end. */
  public MaintenanceBuilder duration(@Nullable String given) {
    duration = blankToNull(given);
    return this;
  }

  @Override
  Payload payload(Common common) {
    return new Maintenance(
        common.id(),
        common.title(),
        common.description(),
        common.startTime(),
        end(common.startTime()),
        ServiceStatus.parse(common.status()),
        common.silent(),
        common.draft(),
        common.extra());
  }

  private Instant end(Instant start) {
    if (endTime != null && duration != null) {
      throw new ParameterException(
          "duration",
          "'"
              + PrintableText.printable(duration)
              + "' can't go with endTime '"
              + PrintableText.printable(endTime)
              + "'; allowed: one of the two");
    }
    if (endTime != null) {
      return Timestamps.parse("endTime", endTime);
    }
    if (duration != null) {
      return start.plus(Timestamps.parseDuration("duration", duration));
    }
    throw ParameterException.required(
        "duration", "such as 30m, 2h or PT30M, or give endTime instead");
  }
}
