package io.jenkins.statushub.maven.support;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The user's own fields, from the two parameters that give them. */
public final class ExtraFields {
  private ExtraFields() {}

  /**
   * Puts both together; in doubt the JSON wins.
   *
   * @param extra names and texts; null for none
   * @param extraJson one JSON object; null or blank for none
   * @throws ParameterException if {@code extraJson} is anything else
   */
  public static Map<String, Object> of(
      @Nullable Map<String, String> extra, @Nullable String extraJson) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (extra != null) {
      // Maven reads an empty element as null.
      for (Map.Entry<String, String> field : extra.entrySet()) {
        fields.put(field.getKey(), field.getValue() == null ? "" : field.getValue());
      }
    }
    if (extraJson != null && !extraJson.isBlank()) {
      try {
        fields.putAll(JsonValues.read(extraJson.getBytes(StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw ParameterException.invalidValue(
            "extraJson", extraJson, "one JSON object, such as {\"ticket\": \"OPS-17\"}");
      }
    }
    return fields;
  }
}
