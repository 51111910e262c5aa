package io.jenkins.statushub.text;

import java.util.Locale;
import java.util.Set;

/**
 * Takes the text out of HTML. HTML that is too long can't be cut in two and stay well-formed; its
 * text can.
 */
final class HtmlText {
  private static final Set<String> BREAKS =
      Set.of(
          "br",
          "p",
          "div",
          "li",
          "tr",
          "table",
          "ul",
          "ol",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "pre",
          "blockquote",
          "hr",
          "section",
          "article");

  private HtmlText() {}

  /** Returns the text, its entities as they stand, without tags, comments, scripts and styles. */
  static String of(String html) {
    StringBuilder text = new StringBuilder(html.length());
    int i = 0;
    while (i < html.length()) {
      char c = html.charAt(i);
      if (c != '<' || !opensTag(html, i + 1)) {
        text.append(c);
        i++;
        continue;
      }
      int end;
      if (html.startsWith("<!--", i)) {
        end = after(html, "-->", i);
      } else {
        String name = name(html, i + 1);
        end = after(html, ">", i);
        if (name.equals("script") || name.equals("style")) {
          end = after(html, ">", closing(html, name, end));
        }
        if (BREAKS.contains(name)) {
          text.append('\n');
        }
      }
      i = end;
    }
    return text.toString().replaceAll("[ \\t]*\\n\\s*", "\n").strip();
  }

  private static boolean opensTag(String html, int i) {
    if (i >= html.length()) {
      return false;
    }
    char c = html.charAt(i);
    return c == '/' || c == '!' || c == '?' || Character.isLetter(c);
  }

  private static int closing(String html, String name, int from) {
    for (int i = html.indexOf("</", from); i >= 0; i = html.indexOf("</", i + 1)) {
      if (html.regionMatches(true, i + 2, name, 0, name.length())) {
        return i;
      }
    }
    return html.length();
  }

  private static int after(String html, String end, int from) {
    int i = html.indexOf(end, from);
    return i < 0 ? html.length() : i + end.length();
  }

  private static String name(String html, int from) {
    int start = from < html.length() && html.charAt(from) == '/' ? from + 1 : from;
    int end = start;
    while (end < html.length() && Character.isLetterOrDigit(html.charAt(end))) {
      end++;
    }
    return html.substring(start, end).toLowerCase(Locale.ROOT);
  }

  /** Returns HTML that shows a text taken out of HTML, or its beginning. */
  static String toHtml(String text) {
    // A cut may have gone through an entity.
    return text.replaceAll("&[#\\w]{0,31}…$", "…")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\n", "<br>\n");
  }
}
