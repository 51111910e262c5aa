package io.jenkins.statushub.text;

import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * CommonMark made into HTML. Loaded only when a description asks for it, so that nobody else pays
 * for the parser.
 */
final class Markdown {
  private static final Parser PARSER = Parser.builder().build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).softbreak("<br>\n").build();

  private Markdown() {}

  static String toHtml(String text) {
    return RENDERER.render(PARSER.parse(text)).strip();
  }
}
