package io.jenkins.statushub.announcement;

import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.hook.PayloadRules;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.json.JsonValues;
import io.jenkins.statushub.text.DescriptionFormat;
import io.jenkins.statushub.text.TextCleaner;
import java.util.function.Function;

/** Cuts a description until the message that it makes is as small as the hook's bound demands. */
final class SizeLimit {
  private final TextGate gate;
  private final Function<String, Payload> ofHtml;

  /**
   * @param ofHtml makes the message of a description's HTML
   */
  SizeLimit(TextGate gate, Function<String, Payload> ofHtml) {
    this.gate = gate;
    this.ofHtml = ofHtml;
  }

  /**
   * Returns the message of a description, or of its beginning.
   *
   * @throws ParameterException if the other fields alone are too large
   */
  Payload fit(DescriptionFormat format, String description) {
    Payload whole = payload(format, description);
    int size = size(whole);
    if (size <= PayloadRules.MAX_BYTES) {
      return whole;
    }
    int least = size(payload(DescriptionFormat.PLAIN, "…"));
    if (least > PayloadRules.MAX_BYTES) {
      throw new ParameterException(
          "extra",
          "makes a message of "
              + least
              + " bytes with the shortest description; allowed: "
              + PayloadRules.MAX_BYTES
              + " bytes with all fields, so shorten the extra fields");
    }
    gate.warn(
        "description",
        "makes a message of "
            + size
            + " bytes, so "
            + (format == DescriptionFormat.HTML
                ? "its text is published without markup, and cut where it is too long"
                : "it was cut")
            + "; allowed: "
            + PayloadRules.MAX_BYTES
            + " bytes with all fields");
    return cut(format, description);
  }

  private Payload cut(DescriptionFormat format, String text) {
    Payload longest = payload(DescriptionFormat.PLAIN, "…");
    int low = 1;
    int high = Math.min(text.length(), PayloadRules.MAX_BYTES);
    while (low <= high) {
      int middle = (low + high) >>> 1;
      String html = gate.beginningToHtml(format, text, middle);
      // A comment of Markdown that was cut may be all there is.
      Payload payload = ofHtml.apply(TextCleaner.isBlank(html) ? "…" : html);
      if (size(payload) <= PayloadRules.MAX_BYTES) {
        longest = payload;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return longest;
  }

  private Payload payload(DescriptionFormat format, String description) {
    return ofHtml.apply(gate.html(format, description));
  }

  private static int size(Payload payload) {
    return JsonValues.write(payload.toMap()).length;
  }
}
