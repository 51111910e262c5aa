package io.jenkins.statushub.text;

import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Makes GitHub's Markdown into HTML. Loaded only if a description asks for it, so that nobody else
 * pays for the parser.
 */
final class Markdown {
  /** Far more than people nest; without a limit the renderer overflows its stack. */
  private static final int MAX_NESTING = 50;

  private static final Pattern COMMENT = Pattern.compile("<!--.*?(?:-->|$)", Pattern.DOTALL);

  private static final List<Extension> EXTENSIONS =
      List.of(
          TablesExtension.create(), AutolinkExtension.create(), StrikethroughExtension.create());

  private static final Parser PARSER =
      Parser.builder()
          .extensions(EXTENSIONS)
          .maxOpenBlockParsers(MAX_NESTING)
          .maxInlineNesting(MAX_NESTING)
          .build();
  // The library's own list has data: in it.
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .extensions(EXTENSIONS)
          .escapeHtml(true)
          .sanitizeUrls(true)
          .urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", "mailto")))
          .softbreak("<br>\n")
          .build();

  private Markdown() {}

  static String toHtml(String text) {
    Node document = PARSER.parse(text);
    document.accept(new Harmless());
    return RENDERER.render(document).strip();
  }

  /** Drops comments, and makes links of images: a page must not load what others serve. */
  private static final class Harmless extends AbstractVisitor {
    @Override
    public void visit(HtmlBlock block) {
      block.setLiteral(COMMENT.matcher(block.getLiteral()).replaceAll("").strip());
      if (block.getLiteral().isEmpty()) {
        block.unlink();
      }
    }

    @Override
    public void visit(HtmlInline inline) {
      if (inline.getLiteral().startsWith("<!--")) {
        inline.unlink();
      }
    }

    @Override
    public void visit(Image image) {
      visitChildren(image);
      Node text = image;
      if (!isInLink(image)) {
        text = new Link(image.getDestination(), image.getTitle());
        image.insertBefore(text);
      }
      for (Node child = image.getFirstChild(); child != null; child = image.getFirstChild()) {
        if (text == image) {
          image.insertBefore(child);
        } else {
          text.appendChild(child);
        }
      }
      image.unlink();
    }

    private static boolean isInLink(Node node) {
      for (Node parent = node.getParent(); parent != null; parent = parent.getParent()) {
        if (parent instanceof Link) {
          return true;
        }
      }
      return false;
    }
  }
}
