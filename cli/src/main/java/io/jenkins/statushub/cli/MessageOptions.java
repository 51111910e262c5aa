package io.jenkins.statushub.cli;

import io.jenkins.statushub.announcement.AnnouncementBuilder;
import io.jenkins.statushub.hook.ExtraFields;
import io.jenkins.statushub.input.ParameterException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What customers read. */
final class MessageOptions {
  @Option(names = "--title", paramLabel = "<text>", description = "The headline. Required.")
  @Nullable String title;

  @Option(
      names = "--description",
      paramLabel = "<text>",
      description = "The body. Default: the title.")
  @Nullable String description;

  @Option(
      names = "--format",
      paramLabel = "<format>",
      description =
          "How the description is written: plain (default), markdown, or html (sent as it is).")
  @Nullable String format;

  @Option(
      names = "--status",
      paramLabel = "<status>",
      description =
          "The service's public status: up, degraded or down. Required, except with --state=resolved.")
  @Nullable String status;

  @Option(names = "--silent", description = "No notifications to subscribers.")
  boolean silent;

  @Option(
      names = "--draft",
      description = "Not published yet: the first update that is no draft publishes it.")
  boolean draft;

  @Option(
      names = "--extra",
      paramLabel = "<name>=<text>",
      description = "An extra field, sent along as text; may be repeated.")
  @Nullable List<String> extra;

  @Option(
      names = "--extra-json",
      paramLabel = "<object>",
      description = "Extra fields as one JSON object: '{\"ticket\": \"OPS-17\", \"attempt\": 2}'.")
  @Nullable String extraJson;

  void fill(AnnouncementBuilder<?> builder) {
    builder
        .title(title)
        .description(description)
        .format(format)
        .status(status)
        .silent(silent)
        .draft(draft)
        .extra(ExtraFields.of(fields(extra), extraJson));
  }

  private static @Nullable Map<String, String> fields(@Nullable List<String> extra) {
    if (extra == null) {
      return null;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (String each : extra) {
      int end = each.indexOf('=');
      if (end < 1) {
        throw ParameterException.invalidValue(
            "extra", each, "a field's name and text, such as ticket=OPS-17");
      }
      fields.put(each.substring(0, end), each.substring(end + 1));
    }
    return fields;
  }
}
