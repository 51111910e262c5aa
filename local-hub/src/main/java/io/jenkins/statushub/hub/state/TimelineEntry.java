package io.jenkins.statushub.hub.state;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * One line of the hub's timeline.
 *
 * @param number counts the lines from 1
 * @param event what happened, in one word
 * @param text the rest of the line
 * @param isPublic whether the public page shows it
 */
public record TimelineEntry(
    long number, Instant time, String service, String event, String text, boolean isPublic) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  /** Formats the entry in columns for a terminal, without control characters. */
  public String line() {
    return printable(
        TIME.format(time) + "  " + pad(service, 14) + "  " + pad(event, 12) + "  " + text);
  }

  /** Formats the entry as a sentence for screen readers. */
  public String sentence() {
    return printable(service + ": " + event + ". " + text);
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }

  /**
   * Replaces control and format characters by spaces: a title comes from outside, and an escape
   * sequence in it must not reach the terminal.
   */
  public static String printable(String text) {
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
