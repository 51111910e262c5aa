package io.jenkins.statushub.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts texts where a reader sees a character end, never within one. */
public final class TextCutter {
  /** How far before the end to look for two letters of ASCII, between which no character lies. */
  private static final int WINDOW = 300;

  private static final Pattern CHARACTER = Pattern.compile("\\X");

  private TextCutter() {}

  /**
   * Returns the beginning of a text, with … at its end if something was cut off.
   *
   * @param max the most UTF-16 units of the result, at least 1
   */
  public static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = begin(text, max);
    Matcher matcher = CHARACTER.matcher(text).region(end, text.length());
    while (matcher.find() && matcher.end() < max) {
      end = matcher.end();
    }
    if (end == 0) {
      // One character of very many marks.
      end = max - 1;
      if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
        end--;
      }
    }
    return text.substring(0, end).stripTrailing() + "…";
  }

  /** Where a character surely begins: behind a letter of ASCII that another one follows, or 0. */
  private static int begin(String text, int max) {
    for (int i = max - 1; i > 1 && i > max - WINDOW; i--) {
      if (isSimple(text.charAt(i)) && isSimple(text.charAt(i - 1))) {
        return i;
      }
    }
    return 0;
  }

  private static boolean isSimple(char c) {
    return c >= ' ' && c <= '~';
  }
}
