package io.jenkins.statushub.text;

import java.util.List;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * CommonMark made into HTML. Loaded only when a description asks for it, so that nobody else pays
 * for the parser.
 */
final class Markdown {
  /** Far more than people nest; without a limit the renderer overflows its stack. */
  private static final int MAX_NESTING = 50;

  private static final Parser PARSER =
      Parser.builder().maxOpenBlockParsers(MAX_NESTING).maxInlineNesting(MAX_NESTING).build();
  // The library's own list has data: in it.
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .escapeHtml(true)
          .sanitizeUrls(true)
          .urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", "mailto")))
          .softbreak("<br>\n")
          .build();

  private Markdown() {}

  static String toHtml(String text) {
    return RENDERER.render(PARSER.parse(text)).strip();
  }
}
