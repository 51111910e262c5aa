package io.jenkins.statushub.announcement;

import io.jenkins.statushub.hook.PayloadRules;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.PrintableText;
import io.jenkins.statushub.input.Problems;
import io.jenkins.statushub.text.DescriptionFormat;
import io.jenkins.statushub.text.Placeholders;
import io.jenkins.statushub.text.Placeholders.Placeholder;
import io.jenkins.statushub.text.SensitiveValues;
import io.jenkins.statushub.text.TextCleaner;
import io.jenkins.statushub.text.TextCutter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one gate that every text passes on its way to the public. The rules, with an example of each,
 * stand in {@code docs/text.md}.
 */
final class TextGate {
  /** Stands in for a text that is missing, so that the other mistakes are found, too. */
  static final String STAND_IN = "-";

  /** Stands in for the mask in Markdown, where asterisks have a meaning: a private character. */
  private static final String MASK_IN_SOURCE = "\uDBFF\uDFFD";

  /** What Java puts where it can't decode a byte, such as those of an ö in the locale C. */
  private static final char UNDECODABLE = '\uFFFD';

  private static final Pattern TAG = Pattern.compile("<[^<>]*>");
  private static final Pattern ATTRIBUTE = Pattern.compile("=\"([^\"]*)\"");

  private final SensitiveValues sensitive;
  private final boolean lenient;
  private final Problems problems;
  private final Set<String> warnings = new LinkedHashSet<>();

  TextGate(Collection<String> sensitiveValues, boolean lenient, Problems problems) {
    this.sensitive = SensitiveValues.of(sensitiveValues);
    this.lenient = lenient;
    this.problems = problems;
  }

  void warn(String parameter, String message) {
    warnings.add(parameter + ": " + message);
  }

  /** Returns the warnings so far, one printable line each, without any sensitive value. */
  List<String> warnings() {
    return warnings.stream().map(PrintableText::oneLine).map(sensitive::withhold).toList();
  }

  /**
   * Throws the mistakes so far, if any, without any sensitive value.
   *
   * @throws ParameterException with all mistakes
   */
  void throwProblems() {
    try {
      problems.throwIfAny();
    } catch (ParameterException e) {
      List<ParameterException.Problem> shown = new ArrayList<>();
      for (ParameterException.Problem problem : e.problems()) {
        shown.add(
            new ParameterException.Problem(
                problem.parameter(), sensitive.withhold(problem.message())));
      }
      throw new ParameterException(shown);
    }
  }

  private String withheld(String parameter, String text) {
    return withheld(parameter, text, SensitiveValues.MASK);
  }

  private String withheld(String parameter, String text, String mask) {
    String rest = sensitive.withhold(text, mask);
    if (!rest.equals(text)) {
      warn(
          parameter,
          "holds a sensitive value, so '" + SensitiveValues.MASK + "' is published instead of it");
    }
    return rest;
  }

  /** A value that is hidden behind invisible characters is found once these are gone. */
  private String cleaned(String parameter, String text, String mask) {
    if (text.indexOf(UNDECODABLE) >= 0) {
      warn(
          parameter,
          "holds '"
              + UNDECODABLE
              + "', which stands for characters that could not be read; run this with a UTF-8"
              + " locale, such as LC_ALL=C.UTF-8");
    }
    return withheld(parameter, TextCleaner.clean(withheld(parameter, text, mask)), mask);
  }

  String id(String id) {
    String published = withheld("id", id);
    problems.check(() -> PayloadRules.id(published));
    return published;
  }

  /**
   * Returns a title that is fit for the public.
   *
   * @param fallback what is published if nothing is left of the title
   */
  String title(@Nullable String title, String fallback) {
    String line =
        title == null ? "" : TextCleaner.oneLine(cleaned("title", title, SensitiveValues.MASK));
    if (line.isEmpty()) {
      problems.check(() -> PayloadRules.title(null));
      return STAND_IN;
    }
    // Breaks that became spaces may have completed a value.
    line = withheld("title", line);
    List<Placeholder> placeholders = Placeholders.find(line);
    if (!placeholders.isEmpty()) {
      line = withoutPlaceholders(line, placeholders, fallback);
    }
    // The gate's own bound, since what PayloadRules replaces stays as long as it is.
    String cut = TextCutter.cut(line, PayloadRules.MAX_TITLE);
    if (!cut.equals(line)) {
      warn(
          "title",
          "is "
              + line.length()
              + " characters long, so it was cut; allowed: 1 to "
              + PayloadRules.MAX_TITLE);
    }
    return withheld("title", PayloadRules.title(cut));
  }

  private String withoutPlaceholders(String line, List<Placeholder> placeholders, String fallback) {
    if (!lenient) {
      for (Placeholder each : placeholders) {
        problems.add(new ParameterException("title", unreplaced(each) + fix(each)));
      }
      return STAND_IN;
    }
    String rest = Placeholders.remove(line);
    boolean nothing = rest.codePoints().noneMatch(Character::isLetterOrDigit);
    for (Placeholder each : placeholders) {
      warn(
          "title",
          unreplaced(each)
              + (nothing
                  ? ", so '" + fallback + "' is published instead"
                  : ", so it was left out"));
    }
    return nothing ? fallback : rest;
  }

  private static String unreplaced(Placeholder placeholder) {
    return placeholder.isNull()
        ? "holds 'null' where a value should stand"
        : "holds '" + PrintableText.printable(placeholder.text()) + "', which nothing replaced";
  }

  private static String fix(Placeholder placeholder) {
    return placeholder.isNull()
        ? "; allowed: a title without it, so define the variable that is null, or put the word in"
            + " quotes if it is meant"
        : "; allowed: a title without placeholders, so define the property or variable '"
            + PrintableText.printable(name(placeholder.text()))
            + "', or take it out";
  }

  private static String name(String placeholder) {
    return placeholder.substring(2, placeholder.length() - 1);
  }

  private void warnOfPlaceholders(String parameter, String text) {
    for (Placeholder each : Placeholders.find(text)) {
      warn(parameter, unreplaced(each) + "; it is published as it stands");
    }
  }

  /** Returns a description that is fit to be made into HTML; null if nothing is left of it. */
  @Nullable String description(@Nullable String description) {
    String text =
        description == null
            ? ""
            : cleaned("description", description.replace(MASK_IN_SOURCE, ""), MASK_IN_SOURCE);
    if (TextCleaner.isBlank(text)) {
      return null;
    }
    warnOfPlaceholders("description", text);
    return text;
  }

  /** Returns a description as HTML that is fit for the public. */
  String html(DescriptionFormat format, String description) {
    return publicHtml(format.toHtml(description));
  }

  /** Returns the beginning of a description as HTML that is fit for the public. */
  String beginningToHtml(DescriptionFormat format, String description, int max) {
    return publicHtml(format.beginningToHtml(description, max));
  }

  /** Markup may have hidden a character as &#8203; or split a value by a backslash. */
  private String publicHtml(String html) {
    String cleaned = TextCleaner.clean(html.replace(MASK_IN_SOURCE, SensitiveValues.MASK));
    if (!sensitive.isIn(cleaned)) {
      return cleaned;
    }
    StringBuilder fit = new StringBuilder(cleaned.length());
    int from = 0;
    Matcher tag = TAG.matcher(cleaned);
    while (tag.find()) {
      fit.append(withheld("description", cleaned.substring(from, tag.start())));
      fit.append(
          ATTRIBUTE
              .matcher(tag.group())
              .replaceAll(
                  each ->
                      Matcher.quoteReplacement(
                          "=\"" + withheld("description", each.group(1)) + '"')));
      from = tag.end();
    }
    return fit.append(withheld("description", cleaned.substring(from))).toString();
  }

  Map<String, Object> extra(@Nullable Map<String, ? extends @Nullable Object> extra) {
    Map<String, Object> copy = problems.check(() -> PayloadRules.extra(extra));
    if (copy == null || copy.isEmpty()) {
      return Map.of();
    }
    Map<String, Object> fit = new LinkedHashMap<>();
    copy.forEach((name, value) -> fit.put(withheld("extra", name), extraValue(value)));
    return fit;
  }

  @SuppressWarnings("NullAway") // A null value is a JSON null.
  private Object extraValue(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> fit = new LinkedHashMap<>();
      map.forEach((name, each) -> fit.put(withheld("extra", (String) name), extraValue(each)));
      return fit;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> fit = new ArrayList<>();
      list.forEach(each -> fit.add(extraValue(each)));
      return fit;
    }
    if (value instanceof String text) {
      warnOfPlaceholders("extra", text);
      return withheld("extra", text);
    }
    if (value instanceof Number number) {
      String digits = withheld("extra", number.toString());
      return digits.equals(number.toString()) ? number : digits;
    }
    return value;
  }
}
