package io.jenkins.statushub.announcement;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an announcement, under the names that Maven, Jenkins and the command line
 * share. What a wrapper offers is compared with this list.
 */
public enum AnnouncementParameter {
  /** The service that the announcement is about. */
  SERVICE(
      "service",
      Type.TEXT,
      "Service that the announcement is about.",
      "1 to 64 letters, digits, '.', '_' and '-', beginning with a letter or digit",
      null),
  /** Several services, each with an announcement of its own. */
  SERVICES(
      "services",
      Type.TEXTS,
      "Several services; each gets an announcement of its own.",
      "names of services, also as one text, separated by commas, spaces or line breaks",
      null),
  /** What groups updates into one incident. */
  KEY(
      "key",
      Type.TEXT,
      "Groups updates into one incident: an announcement with the key of an open incident updates"
          + " it.",
      "any text",
      "the job or project"),
  /** The id of an incident or maintenance. */
  ID(
      "id",
      Type.TEXT,
      "Id of the incident or maintenance, used as it stands.",
      "1 to 200 characters, no line breaks",
      "made by the ledger"),
  /** How far the work on an incident has come. */
  STATE(
      "state",
      Type.TEXT,
      "How far the work on the incident has come.",
      "investigating, identified, monitoring, resolved",
      "investigating",
      Kind.INCIDENT),
  /** What customers are told about the service. */
  STATUS(
      "status",
      Type.TEXT,
      "What customers are told about the service.",
      "up, degraded, down",
      "up if the state is resolved, otherwise required"),
  /** The headline. */
  TITLE(
      "title",
      Type.TEXT,
      "Headline, one line of plain text.",
      "1 to 500 characters; a longer one is cut",
      null),
  /** The body. */
  DESCRIPTION(
      "description",
      Type.TEXT,
      "Body of the message.",
      "any text; one that makes the message larger than 64 KiB is cut",
      "the title"),
  /** How the description is written. */
  FORMAT("format", Type.TEXT, "How the description is written.", "plain, markdown, html", "plain"),
  /** When it happened or begins. */
  START_TIME(
      "startTime",
      Type.TEXT,
      "When the event happened or the maintenance begins.",
      "a date and time with its offset, such as 2026-11-24T09:30:00Z or 2026-11-24T10:30:00+01:00",
      "now"),
  /** When a maintenance is to end. */
  END_TIME(
      "endTime",
      Type.TEXT,
      "When the maintenance is to end; this or duration is required.",
      "a date and time with its offset, such as 2026-11-24T09:30:00Z or 2026-11-24T10:30:00+01:00",
      null,
      Kind.MAINTENANCE),
  /** How long a maintenance is to last. */
  DURATION(
      "duration",
      Type.TEXT,
      "How long the maintenance is to last; this or endTime is required.",
      "such as 90s, 30m, 2h, 1h30m, 1d or PT30M, at most 366 days",
      null,
      Kind.MAINTENANCE),
  /** Whether a window is announced although the same one runs already. */
  ALLOW_DUPLICATE(
      "allowDuplicate",
      Type.FLAG,
      "Whether the window is announced although one with the same key and title is still running.",
      "true, false",
      "false",
      Kind.MAINTENANCE),
  /** Whether subscribers get no notification. */
  SILENT("silent", Type.FLAG, "Whether subscribers get no notification.", "true, false", "false"),
  /** Whether it stays unpublished. */
  DRAFT(
      "draft",
      Type.FLAG,
      "Whether the message stays unpublished; not with the state resolved.",
      "true, false",
      "false"),
  /** Fields of the user's own. */
  EXTRA(
      "extra",
      Type.FIELDS,
      "Fields of your own, sent along with the documented ones.",
      "names and JSON values",
      "none"),
  /** Whether nothing is sent. */
  DRY_RUN(
      "dryRun",
      Type.FLAG,
      "Whether the message is checked and printed, but not sent.",
      "true, false",
      "false"),
  /** Whether the build fails if the announcement could not be delivered. */
  FAIL_ON_ERROR(
      "failOnError",
      Type.FLAG,
      "Whether the build fails if the announcement is not delivered.",
      "true, false",
      "false"),
  /** Whether anything is announced. */
  ENABLED("enabled", Type.FLAG, "Whether anything is announced.", "true, false", "true");

  /** What an announcement is about. */
  public enum Kind {
    /** An incident's update. */
    INCIDENT,
    /** A maintenance window. */
    MAINTENANCE
  }

  /** What a parameter's value is. */
  public enum Type {
    /** One text. */
    TEXT,
    /** Several texts. */
    TEXTS,
    /** True or false. */
    FLAG,
    /** Names and JSON values. */
    FIELDS
  }

  private final String parameterName;
  private final Type type;
  private final String description;
  private final String allowed;
  private final @Nullable String defaultValue;
  private final @Nullable Kind onlyKind;

  AnnouncementParameter(
      String parameterName,
      Type type,
      String description,
      String allowed,
      @Nullable String defaultValue) {
    this(parameterName, type, description, allowed, defaultValue, null);
  }

  AnnouncementParameter(
      String parameterName,
      Type type,
      String description,
      String allowed,
      @Nullable String defaultValue,
      @Nullable Kind onlyKind) {
    this.parameterName = parameterName;
    this.type = type;
    this.description = description;
    this.allowed = allowed;
    this.defaultValue = defaultValue;
    this.onlyKind = onlyKind;
  }

  /** Returns the name that users write. */
  public String parameterName() {
    return parameterName;
  }

  /** Returns what its value is. */
  public Type type() {
    return type;
  }

  /** Returns what it means, in one sentence. */
  public String description() {
    return description;
  }

  /** Returns which values are allowed, for messages and help. */
  public String allowed() {
    return allowed;
  }

  /** Returns what holds if it is left out, for help; null if it has no default. */
  public @Nullable String defaultValue() {
    return defaultValue;
  }

  /** Returns whether announcements of a kind take it. */
  public boolean isFor(Kind kind) {
    return onlyKind == null || onlyKind == kind;
  }

  /** Returns the parameters that announcements of a kind take, in the order of the list. */
  public static List<AnnouncementParameter> of(Kind kind) {
    return Stream.of(values()).filter(each -> each.isFor(kind)).toList();
  }
}
