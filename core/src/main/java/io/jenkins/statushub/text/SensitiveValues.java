package io.jenkins.statushub.text;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Withholds values that must not be published, wherever a text holds them: as they are, as one
 * line, and escaped for HTML, JSON or URLs, or in Base64. The values are never shown.
 */
public final class SensitiveValues {
  /** What is published instead of a value. */
  public static final String MASK = "****";

  /** The shortest value that is withheld; a shorter one would take ordinary words apart. */
  public static final int MIN_LENGTH = 3;

  /** The shortest line of a value of several lines that is withheld for itself. */
  private static final int MIN_LINE = 8;

  private final List<String> forms;

  private SensitiveValues(List<String> forms) {
    this.forms = forms;
  }

  /**
   * Returns an object that withholds values; those shorter than {@link #MIN_LENGTH} are ignored.
   */
  public static SensitiveValues of(Collection<String> values) {
    Set<String> forms = new LinkedHashSet<>();
    for (String value : values) {
      addForms(value, forms);
      addForms(value.strip(), forms);
      value
          .lines()
          .map(String::strip)
          .filter(each -> each.length() >= MIN_LINE)
          .forEach(each -> addForms(each, forms));
    }
    return new SensitiveValues(List.copyOf(forms));
  }

  private static void addForms(String value, Set<String> forms) {
    if (value.strip().length() < MIN_LENGTH || value.chars().allMatch(c -> c == '*')) {
      return;
    }
    String line = TextCleaner.oneLine(value);
    String escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    String quoted = escaped.replace("\"", "&quot;");
    String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
    List<String> all =
        Arrays.asList(
            value,
            TextCleaner.clean(value),
            line,
            line.replace('<', '‹').replace('>', '›'),
            escaped,
            quoted,
            quoted.replace("'", "&#39;"),
            PlainText.toHtml(value),
            value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"),
            encoded,
            encoded.replace("+", "%20"),
            lowerHex(encoded),
            lowerHex(encoded.replace("+", "%20")));
    for (String form : all) {
      if (form.length() >= MIN_LENGTH) {
        forms.add(form);
      }
    }
    addBase64(value, forms);
  }

  /** An encoder's %2F as others write it, %2f. */
  private static String lowerHex(String encoded) {
    StringBuilder text = new StringBuilder(encoded);
    for (int i = text.indexOf("%"); i >= 0; i = text.indexOf("%", i + 3)) {
      text.replace(i, i + 3, text.substring(i, i + 3).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }

  /** Base64 of the value within a longer text, wherever in a group of three bytes it begins. */
  private static void addBase64(String value, Set<String> forms) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[shift + bytes.length];
      System.arraycopy(bytes, 0, shifted, shift, bytes.length);
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      // The first and the last digit depend on the neighbours, too.
      int from = shift == 0 ? 0 : shift + 1;
      int to = shifted.length % 3 == 0 ? encoded.length() : encoded.length() - 1;
      if (to - from >= MIN_LINE) {
        String core = encoded.substring(from, to);
        forms.add(core);
        forms.add(core.replace('+', '-').replace('/', '_'));
      }
    }
  }

  /** Returns a text in which {@link #MASK} stands for each value. */
  public String withhold(String text) {
    return withhold(text, MASK);
  }

  /** Returns a text in which something else stands for each value. */
  public String withhold(String text, String mask) {
    BitSet hidden = new BitSet();
    for (String form : forms) {
      for (int i = text.indexOf(form); i >= 0; i = text.indexOf(form, i + 1)) {
        hidden.set(i, i + form.length());
      }
    }
    if (hidden.isEmpty()) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    int from = 0;
    for (int i = hidden.nextSetBit(0); i >= 0; i = hidden.nextSetBit(from)) {
      shown.append(text, from, i).append(mask);
      from = hidden.nextClearBit(i);
    }
    return shown.append(text, from, text.length()).toString();
  }

  /** Returns whether a text holds one of the values. */
  public boolean isIn(String text) {
    return forms.stream().anyMatch(text::contains);
  }

  /** Returns nothing of the values. */
  @Override
  public String toString() {
    return "SensitiveValues";
  }
}
