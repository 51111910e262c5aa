package io.jenkins.statushub.hook;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads fields of the user's own, which are sent along with the documented ones. */
public final class ExtraFields {
  private static final String ALLOWED = "one JSON object, such as {\"ticket\": \"OPS-17\"}";

  private ExtraFields() {}

  /**
   * Reads the JSON text of an object. A field that stands twice is refused.
   *
   * @param parameter the parameter that holds the text, for messages
   * @param json null and blank mean no fields
   * @return the fields in their order; a JSON null is a null value
   * @throws ParameterException if it is anything but one JSON object; the message is one line, says
   *     where in the text the mistake is, and holds no part of the text
   */
  public static Map<String, @Nullable Object> parse(String parameter, @Nullable String json) {
    if (json == null || json.isBlank()) {
      return Map.of();
    }
    try {
      return JsonValues.read(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ParameterException(parameter, e.getMessage() + "; allowed: " + ALLOWED);
    }
  }

  /**
   * Joins fields that were given as texts and fields that were given as JSON. If both have a field,
   * the one of the JSON text is taken.
   *
   * @param extra names and texts; null for none; a null text is an empty one
   * @param extraJson one JSON object, the value of the parameter {@code extraJson}; null or blank
   *     for none
   * @throws ParameterException if {@code extraJson} is anything else
   */
  public static Map<String, @Nullable Object> of(
      @Nullable Map<String, String> extra, @Nullable String extraJson) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (extra != null) {
      // Maven reads an empty element as null.
      extra.forEach((name, text) -> fields.put(name, text == null ? "" : text));
    }
    fields.putAll(parse("extraJson", extraJson));
    return fields;
  }
}
