package io.jenkins.statushub.hook;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.PrintableText;
import io.jenkins.statushub.json.JsonValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What both kinds of payload are checked for. */
public final class PayloadRules {
  /**
   * The largest request body, in bytes of UTF-8 JSON. The document names no limit; a hub that
   * silently cut a long text would say something wrong in public.
   */
  public static final int MAX_BYTES = 64 * 1024;

  /** The longest id, in UTF-16 units. The document names no limit. */
  public static final int MAX_ID = 200;

  /** The longest title, in UTF-16 units. The document names no limit. */
  public static final int MAX_TITLE = 500;

  private static final Set<String> DOCUMENTED =
      Set.of(
          "id",
          "type",
          "title",
          "description",
          "start_time",
          "end_time",
          "state",
          "status",
          "silent",
          "draft");

  private PayloadRules() {}

  /**
   * An id as it is sent: given, one line, not too long.
   *
   * @throws ParameterException if it is not
   */
  public static String id(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw ParameterException.required("id", "1 to " + MAX_ID + " characters");
    }
    if (text.length() > MAX_ID || !PrintableText.isOneLine(text)) {
      throw ParameterException.invalidValue(
          "id", text, "1 to " + MAX_ID + " characters, no line breaks");
    }
    return text;
  }

  /**
   * A title as it is sent: one line of text. The document does not say whether the hub takes it for
   * HTML, so angle brackets are replaced by their harmless likenesses, which read alike either way.
   *
   * @throws ParameterException if it is missing, blank or too long
   */
  public static String title(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw ParameterException.required("title", "1 to " + MAX_TITLE + " characters");
    }
    String line = PrintableText.oneLine(text).replace('<', '‹').replace('>', '›');
    if (line.isEmpty()) {
      throw ParameterException.required("title", "1 to " + MAX_TITLE + " characters");
    }
    if (line.length() > MAX_TITLE) {
      throw new ParameterException(
          "title",
          "is "
              + line.length()
              + " characters long, beginning '"
              + PrintableText.printable(line)
              + "'; allowed: 1 to "
              + MAX_TITLE);
    }
    return line;
  }

  static String description(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw ParameterException.required("description", "text, or leave it out to repeat the title");
    }
    return text;
  }

  static void required(String parameter, @Nullable Object value, String allowed) {
    if (value == null) {
      throw ParameterException.required(parameter, allowed);
    }
  }

  /**
   * Copies the user's own fields.
   *
   * @param fields null for none
   * @throws ParameterException if a name is missing or is that of a documented field, or a value is
   *     none that JSON has
   */
  public static Map<String, Object> extra(
      @Nullable Map<String, ? extends @Nullable Object> fields) {
    if (fields == null || fields.isEmpty()) {
      return Map.of();
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (name == null || name.isBlank()) {
            throw new ParameterException("extra", "holds a field without a name");
          }
          if (DOCUMENTED.contains(name)) {
            throw new ParameterException(
                "extra",
                "'"
                    + name
                    + "' is a field of the hook itself; allowed: any other name, and the parameter"
                    + " of that name for this one");
          }
          copy.put(name, JsonValues.checked("extra", name, value));
        });
    return Collections.unmodifiableMap(copy);
  }

  static void putFlags(Map<String, Object> map, boolean silent, boolean draft) {
    if (silent) {
      map.put("silent", true);
    }
    if (draft) {
      map.put("draft", true);
    }
  }

  static byte[] bounded(byte[] json) {
    if (json.length > MAX_BYTES) {
      throw new ParameterException(
          "description",
          "makes a message of "
              + json.length
              + " bytes; allowed: "
              + MAX_BYTES
              + " bytes with all fields, so shorten the description or the extra fields");
    }
    return json;
  }
}
