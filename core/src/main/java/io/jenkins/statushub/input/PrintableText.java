package io.jenkins.statushub.input;

/** Text of a user or of a server, made fit for one line of a log. */
public final class PrintableText {
  private static final int MAX_CHARS = 80;

  private PrintableText() {}

  /**
   * Shortens a parameter's value for a message: no control characters, at most 80 characters, and
   * nothing of a URL but its scheme, since it may be a hook URL that was given in the wrong place.
   */
  public static String printable(String value) {
    String line = oneLine(value);
    int url = line.indexOf("://");
    if (url >= 0) {
      line = line.substring(0, url + 3) + "…";
    }
    return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS - 1) + "…";
  }

  /** Puts one space where lines break or control characters stand, and trims the ends. */
  public static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (breaksLine(c)) {
        gap = true;
      } else {
        if (gap) {
          line.append(' ');
          gap = false;
        }
        line.append(c);
      }
    }
    return line.toString().strip();
  }

  /** Whether nothing in a text breaks a line. */
  public static boolean isOneLine(String text) {
    return text.chars().noneMatch(PrintableText::breaksLine);
  }

  private static boolean breaksLine(int c) {
    return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
  }
}
