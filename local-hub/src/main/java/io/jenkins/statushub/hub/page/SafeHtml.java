package io.jenkins.statushub.hub.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * Turns a description, which is HTML from outside, into a small tree of harmless elements. The page
 * builds its nodes from that tree and never hands HTML to the browser, so there is nothing in which
 * a script could hide.
 *
 * <p>A text is a string; an element is {@code {"tag": …, "children": […]}}, for a link with {@code
 * "href"}.
 */
final class SafeHtml {
  private static final int LONGEST = 64 * 1024;
  private static final int DEEPEST = 32;

  private static final Safelist ALLOWED =
      new Safelist()
          .addTags(
              "a",
              "b",
              "blockquote",
              "br",
              "code",
              "del",
              "div",
              "em",
              "hr",
              "i",
              "li",
              "ol",
              "p",
              "pre",
              "s",
              "strong",
              "sub",
              "sup",
              "u",
              "ul")
          .addAttributes("a", "href")
          .addProtocols("a", "href", "http", "https", "mailto");

  private static final int MOST_REMEMBERED = 1000;
  private static final int LONGEST_REMEMBERED = 8 * 1024;

  /** The page asks for the same descriptions again with every change. */
  private static final Map<String, ArrayNode> REMEMBERED =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArrayNode> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  private SafeHtml() {}

  /** The tree is shared: it must not be changed. */
  static ArrayNode tree(String html) {
    if (html.length() > LONGEST_REMEMBERED) {
      return parse(html);
    }
    synchronized (REMEMBERED) {
      return REMEMBERED.computeIfAbsent(html, SafeHtml::parse);
    }
  }

  private static ArrayNode parse(String html) {
    String bounded = html.length() <= LONGEST ? html : html.substring(0, LONGEST) + "…";
    Document dirty = Jsoup.parseBodyFragment(bounded);
    dirty.select("h1, h2, h3, h4, h5, h6").forEach(heading -> heading.tagName("p"));
    return children(new Cleaner(ALLOWED).clean(dirty).body(), 0);
  }

  private static ArrayNode children(Element parent, int depth) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    if (depth >= DEEPEST) {
      return list.add(parent.text());
    }
    for (Node node : parent.childNodes()) {
      if (node instanceof TextNode text) {
        list.add(text.getWholeText());
      } else if (node instanceof Element element) {
        ObjectNode json = list.addObject().put("tag", element.normalName());
        if (element.hasAttr("href")) {
          json.put("href", element.attr("href"));
        }
        json.set("children", children(element, depth + 1));
      }
    }
    return list;
  }
}
