package io.jenkins.statushub.maven.extension.config;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.AnnouncementBuilder;
import io.jenkins.statushub.hook.ExtraFields;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.maven.support.Parameters;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the messages around a build, as it is configured.
 *
 * @param name the element
 * @param given where its values are
 * @param otherwise where a value is taken from that this block does not give; null for nowhere
 * @param inherited the names for which that is so
 */
public record MessageConfig(
    String name, RawConfiguration given, @Nullable MessageConfig otherwise, Set<String> inherited) {

  static MessageConfig of(String name, RawConfiguration given) {
    return new MessageConfig(name, given, null, Set.of());
  }

  /** This block's values, and for what it does not give, another's. */
  static MessageConfig of(
      String name, RawConfiguration given, MessageConfig otherwise, Set<String> inherited) {
    return new MessageConfig(name, given, otherwise, inherited);
  }

  /** What a message is about. */
  public record About(
      List<String> services,
      @Nullable String key,
      @Nullable String id,
      String origin,
      @Nullable String route) {}

  public boolean isGiven() {
    return given.hasBlock(name);
  }

  public boolean flag(String parameter) {
    return inPlace(() -> Parameters.flag(parameter, text(parameter)));
  }

  /**
   * Checks the message, and makes one announcement for each service.
   *
   * @throws ParameterException naming what has to be mended
   */
  List<Announcement> announcements(About about, Clock clock) {
    return inPlace(() -> build(about, clock));
  }

  private List<Announcement> build(About about, Clock clock) {
    AnnouncementBuilder<?> builder;
    switch (name) {
      case ConfigNames.MAINTENANCE ->
          builder =
              Announcement.maintenance()
                  .endTime(text("endTime"))
                  .duration(text("duration"))
                  .startTime(text("startTime"));
      case ConfigNames.RESOLVED -> builder = Announcement.incident().state("resolved");
      default -> builder = Announcement.incident().state(text("state"));
    }
    if (!name.equals(ConfigNames.RESOLVED)) {
      builder.status(text("status")).draft(Parameters.flag("draft", text("draft")));
    }
    return builder
        .services(about.services())
        .key(about.key())
        .id(about.id())
        .origin(about.origin())
        .hookUrlRef(about.route())
        .title(text("title"))
        .description(text("description"))
        .format(text("format"))
        .silent(Parameters.flag("silent", text("silent")))
        .extra(ExtraFields.of(given.map(name, "extra"), text("extraJson")))
        .build(clock);
  }

  private @Nullable String text(String parameter) {
    String own = ConfigNames.ofBlock(name).contains(parameter) ? given.text(name, parameter) : null;
    return own == null && otherwise != null && inherited.contains(parameter)
        ? otherwise.text(parameter)
        : own;
  }

  private <T> T inPlace(java.util.function.Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ParameterException e) {
      String parameter = e.parameter();
      if (!ConfigNames.ofBlock(name).contains(parameter)) {
        throw e;
      }
      throw new ParameterException(
          ConfigNames.path(name, parameter),
          String.valueOf(e.getMessage()).substring(parameter.length() + 2));
    }
  }
}
