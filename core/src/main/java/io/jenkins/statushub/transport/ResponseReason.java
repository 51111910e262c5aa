package io.jenkins.statushub.transport;

import io.jenkins.statushub.json.JsonValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the words for people in the body of a response: JSON and HTML are none. */
final class ResponseReason {
  /** How many reasons are returned at the most. */
  private static final int MAX_REASONS = 5;

  /** The names under which services put words for people, whatever they are nested in. */
  private static final Set<String> NAMES =
      Set.of(
          "cause",
          "description",
          "detail",
          "details",
          "error",
          "error_description",
          "errors",
          "message",
          "messages",
          "msg",
          "reason",
          "reasons",
          "title");

  private ResponseReason() {}

  /**
   * Returns the reason that a body holds: of JSON the texts under names such as {@code message},
   * separated by semicolons; of HTML, and of JSON that was cut off, nothing; any other text as it
   * is.
   */
  static String of(String body) {
    String text = body.strip();
    if (text.startsWith("<")) {
      return "";
    }
    if (!text.startsWith("{") && !text.startsWith("[") && !text.startsWith("\"")) {
      return text;
    }
    Set<String> reasons = new LinkedHashSet<>();
    try {
      byte[] wrapped = ("{\"body\":" + text + "}").getBytes(StandardCharsets.UTF_8);
      Object value = JsonValues.read(wrapped).get("body");
      collect(value, value instanceof String, reasons);
    } catch (IOException e) {
      // Cut off, or it only looks like JSON: no words either way.
      return "";
    }
    return String.join("; ", reasons.stream().limit(MAX_REASONS).toList());
  }

  /**
   * @param named whether the value stands under one of the names
   */
  private static void collect(@Nullable Object value, boolean named, Set<String> reasons) {
    if (value instanceof String text) {
      if (named && !text.isBlank()) {
        reasons.add(text.strip());
      }
    } else if (value instanceof List<?> list) {
      list.forEach(each -> collect(each, named, reasons));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, each) ->
              collect(
                  each, NAMES.contains(String.valueOf(name).toLowerCase(Locale.ROOT)), reasons));
    }
  }
}
