package io.jenkins.statushub.text;

/** Plain text made into HTML that looks like it. */
final class PlainText {
  private PlainText() {}

  static String toHtml(String text) {
    StringBuilder html = new StringBuilder(text.length() + 32);
    String lines = text.strip().replace("\r\n", "\n");
    for (int i = 0; i < lines.length(); i++) {
      char c = lines.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        // All that Unicode calls a line break.
        case '\n', '\r', '\u000B', '\f', '\u0085', '\u2028', '\u2029' -> html.append("<br>\n");
        case '\t' -> html.append(c);
        default -> {
          if (!Character.isISOControl(c)) {
            html.append(c);
          }
        }
      }
    }
    return html.toString();
  }
}
