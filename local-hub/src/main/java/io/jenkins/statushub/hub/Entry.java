package io.jenkins.statushub.hub;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * One line of the hub's history.
 *
 * @param number counts the lines from 1
 * @param word what happened, in one word
 * @param text the rest of the line
 * @param isPublic whether the public would have seen it
 */
record Entry(
    long number, Instant time, String service, String word, String text, boolean isPublic) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  /** For a terminal: columns, and no character that could steer one. */
  String line() {
    return printable(
        TIME.format(time) + "  " + pad(service, 14) + "  " + pad(word, 12) + "  " + text);
  }

  /** For reading out: a sentence without columns. */
  String sentence() {
    return printable(service + ": " + word + ". " + text);
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }

  /** Titles come from outside: an escape sequence in one must not reach the terminal. */
  static String printable(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) || isFormat(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isFormat(int c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
