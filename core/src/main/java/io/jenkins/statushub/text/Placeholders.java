package io.jenkins.statushub.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what stands in a text because a value was missing: <code>${…}</code> and "null". */
public final class Placeholders {
  /**
   * The word "null" as a value: in lower case, not in quotes, and the whole text, its first or last
   * word, or behind what a value follows; but not what developers write about, as in "null
   * reference".
   */
  private static final Pattern NULL =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_'\"`‘“])null(?![\\p{L}\\p{N}_'\"`’”])"
              + "(?![- ]?(?:pointer|reference|ref|value|object|check|character|char|byte|safe|dereference)"
              + "[\\p{L}]*)");

  private static final Pattern BEFORE_VALUE =
      Pattern.compile(
          "(?:^|[=:#(/]|(?<![\\p{L}\\p{N}])(?:to|from|of|version|release|build|branch|tag|commit|revision|v))"
              + "\\s*$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern END = Pattern.compile("^[\\s.!?)]*$");

  private Placeholders() {}

  /**
   * A part of a text that stands for a missing value.
   *
   * @param start where it begins
   * @param end where it ends
   * @param text the part itself
   */
  public record Placeholder(int start, int end, String text) {
    /** Returns whether it is the word "null" rather than <code>${…}</code>. */
    public boolean isNull() {
      return text.equals("null");
    }
  }

  /** Returns all placeholders of a text, in their order; a line ends a placeholder. */
  public static List<Placeholder> find(String text) {
    List<Placeholder> found = new ArrayList<>();
    int from = 0;
    for (String line : text.split("\n", -1)) {
      findInLine(line, from, found);
      from += line.length() + 1;
    }
    return found;
  }

  private static void findInLine(String line, int from, List<Placeholder> found) {
    List<Placeholder> here = new ArrayList<>();
    for (int start = line.indexOf("${"); start >= 0; start = line.indexOf("${", start)) {
      int end = closing(line, start + 2);
      if (end < 0) {
        break;
      }
      here.add(new Placeholder(start + from, end + from, line.substring(start, end)));
      start = end;
    }
    if (line.contains("null")) {
      Matcher matcher = NULL.matcher(line);
      while (matcher.find()) {
        String before = line.substring(Math.max(0, matcher.start() - 20), matcher.start());
        String after = line.substring(matcher.end(), Math.min(line.length(), matcher.end() + 20));
        boolean value =
            matcher.start() == 0
                || BEFORE_VALUE.matcher(before).find()
                || (line.length() - matcher.end() < 20 && END.matcher(after).matches());
        if (value) {
          here.add(new Placeholder(matcher.start() + from, matcher.end() + from, "null"));
        }
      }
      here.removeIf(
          each -> here.stream().anyMatch(other -> !other.equals(each) && covers(other, each)));
      here.sort((a, b) -> Integer.compare(a.start(), b.start()));
    }
    found.addAll(here);
  }

  private static boolean covers(Placeholder outer, Placeholder inner) {
    return outer.start() <= inner.start() && inner.end() <= outer.end();
  }

  /** Where the brace that was opened before is closed again; -1 if it is not. */
  private static int closing(String line, int from) {
    int depth = 1;
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  /** Returns a text without its placeholders and without the spaces that would stand double. */
  public static String remove(String text) {
    StringBuilder rest = new StringBuilder(text);
    List<Placeholder> found = find(text);
    for (int i = found.size() - 1; i >= 0; i--) {
      rest.delete(found.get(i).start(), found.get(i).end());
    }
    return TextCleaner.strip(rest.toString().replaceAll(" {2,}", " "));
  }
}
