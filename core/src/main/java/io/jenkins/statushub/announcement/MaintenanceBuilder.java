package io.jenkins.statushub.announcement;

import io.jenkins.statushub.hook.Maintenance;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.hook.ServiceStatus;
import io.jenkins.statushub.input.Problems;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds the parameters of a maintenance window. */
public final class MaintenanceBuilder extends AnnouncementBuilder<MaintenanceBuilder> {
  private @Nullable String endTime;
  private @Nullable String duration;
  private boolean allowDuplicate;

  MaintenanceBuilder() {}

  @Override
  MaintenanceBuilder self() {
    return this;
  }

  /**
   * Sets when the maintenance is to end, ISO 8601 with an offset.
   *
   * @param endTime null or blank if a duration is given
   */
  public MaintenanceBuilder endTime(@Nullable String endTime) {
    this.endTime = blankToNull(endTime);
    return this;
  }

  /**
   * Sets how long the maintenance is to last, such as {@code 30m} or {@code PT30M}.
   *
   * @param duration null or blank if an end is given
   */
  public MaintenanceBuilder duration(@Nullable String duration) {
    this.duration = blankToNull(duration);
    return this;
  }

  /**
   * Sets whether the window is announced although one with the same key and title is still running.
   * By default it is not: the page shows that one already.
   */
  public MaintenanceBuilder allowDuplicate(boolean allowDuplicate) {
    this.allowDuplicate = allowDuplicate;
    return this;
  }

  @Override
  boolean allowsDuplicate() {
    return allowDuplicate;
  }

  @Override
  String fallbackTitle() {
    return "Maintenance";
  }

  @Override
  Function<Common, Payload> prepare(Times times, @Nullable String status, Problems problems) {
    ServiceStatus told = problems.check(() -> ServiceStatus.parse(status));
    ServiceStatus known = Objects.requireNonNullElse(told, ServiceStatus.UP);
    Times.Window window = times.window(endTime, duration);
    return common ->
        new Maintenance(
            common.id(),
            common.title(),
            common.description(),
            window.start(),
            window.end(),
            known,
            common.silent(),
            common.draft(),
            common.extra());
  }
}
