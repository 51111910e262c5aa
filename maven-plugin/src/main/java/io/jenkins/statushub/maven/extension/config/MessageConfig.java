package io.jenkins.statushub.maven.extension.config;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.announcement.AnnouncementBuilder;
import io.jenkins.statushub.hook.ExtraFields;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.Problems;
import io.jenkins.statushub.maven.support.Parameters;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of the messages around a build, as it is configured.
 *
 * @param name the element
 * @param raw where its values are
 * @param fallback where a value is taken from that this message leaves out; null for nowhere
 * @param inherited the names for which that is so
 */
public record MessageConfig(
    String name, RawConfiguration raw, @Nullable MessageConfig fallback, Set<String> inherited) {

  static MessageConfig of(String name, RawConfiguration raw) {
    return new MessageConfig(name, raw, null, Set.of());
  }

  /** Returns this message's values, and for what it leaves out, another's. */
  static MessageConfig of(
      String name, RawConfiguration raw, MessageConfig fallback, Set<String> inherited) {
    return new MessageConfig(name, raw, fallback, inherited);
  }

  /**
   * What a message is about.
   *
   * @param lenient whether it is made after the work, when a mistake in a text can't be fixed
   */
  public record About(
      String service,
      @Nullable String key,
      @Nullable String id,
      String origin,
      @Nullable String hookUrlRef,
      boolean lenient) {}

  boolean isOf(String element) {
    return name.equals(element);
  }

  public boolean isSet() {
    return raw.hasBlock(name);
  }

  public boolean flag(String parameter) {
    return inPlace(() -> Parameters.flag(parameter, text(parameter)));
  }

  /**
   * Checks the message, and makes an announcement.
   *
   * @throws ParameterException with all mistakes
   */
  Announcement announcement(About about, Clock clock) {
    return inPlace(() -> build(about, clock));
  }

  private Announcement build(About about, Clock clock) {
    Problems problems = new Problems();
    Set<String> unread = new HashSet<>();
    Function<String, @Nullable String> text = parameter -> text(parameter, problems, unread);
    AnnouncementBuilder<?> builder;
    switch (name) {
      case ConfigNames.MAINTENANCE ->
          builder =
              Announcement.maintenance()
                  .endTime(text.apply("endTime"))
                  .duration(text.apply("duration"))
                  .allowDuplicate(flag("allowDuplicate", problems))
                  .startTime(text.apply("startTime"));
      case ConfigNames.RESOLVED -> builder = Announcement.incident().state("resolved");
      default -> builder = Announcement.incident().state(text.apply("state"));
    }
    if (!name.equals(ConfigNames.RESOLVED)) {
      builder.status(text.apply("status")).draft(flag("draft", problems));
    }
    builder
        .service(about.service())
        .key(about.key())
        .id(about.id())
        .origin(about.origin())
        .hookUrlRef(about.hookUrlRef())
        .lenient(about.lenient())
        .title(text.apply("title"))
        .description(text.apply("description"))
        .format(text.apply("format"))
        .silent(flag("silent", problems));
    String extraJson = text.apply("extraJson");
    builder.extra(problems.check(() -> ExtraFields.of(raw.map(name, "extra"), extraJson)));
    List<Announcement> announcements = List.of();
    try {
      announcements = builder.build(clock);
    } catch (ParameterException e) {
      // What could not be read is not missing.
      List<ParameterException.Problem> others =
          e.problems().stream().filter(each -> !unread.contains(each.parameter())).toList();
      if (!others.isEmpty()) {
        problems.add(new ParameterException(others));
      }
    }
    problems.throwIfAny();
    return announcements.get(0);
  }

  private boolean flag(String parameter, Problems problems) {
    return Boolean.TRUE.equals(problems.check(() -> Parameters.flag(parameter, text(parameter))));
  }

  private @Nullable String text(String parameter, Problems problems, Set<String> unread) {
    try {
      return text(parameter);
    } catch (ParameterException e) {
      problems.add(e);
      unread.add(parameter);
      return null;
    }
  }

  private @Nullable String text(String parameter) {
    String own = ConfigNames.ofBlock(name).contains(parameter) ? raw.text(name, parameter) : null;
    return own == null && fallback != null && inherited.contains(parameter)
        ? fallback.text(parameter)
        : own;
  }

  /** Names parameters as they are written: {@code title} as {@code incident.title}. */
  private <T> T inPlace(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ParameterException e) {
      throw new ParameterException(
          e.problems().stream()
              .map(
                  problem ->
                      ConfigNames.ofBlock(name).contains(problem.parameter())
                          ? new ParameterException.Problem(
                              path(problem.parameter()), problem.message())
                          : problem)
              .toList());
    }
  }

  /** What is taken from another message is fixed there. */
  private String path(String parameter) {
    return fallback != null && inherited.contains(parameter) && !isOwn(parameter)
        ? fallback.path(parameter)
        : ConfigNames.path(name, parameter);
  }

  private boolean isOwn(String parameter) {
    try {
      return raw.text(name, parameter) != null;
    } catch (ParameterException e) {
      return true;
    }
  }
}
