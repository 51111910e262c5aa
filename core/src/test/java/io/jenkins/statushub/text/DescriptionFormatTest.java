package io.jenkins.statushub.text;

import static io.jenkins.statushub.text.DescriptionFormat.HTML;
import static io.jenkins.statushub.text.DescriptionFormat.MARKDOWN;
import static io.jenkins.statushub.text.DescriptionFormat.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.input.ParameterException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionFormatTest {

  @Test
  void plainTextIsShownAsItStands() {
    assertThat(PLAIN.toHtml("<script>alert('x') & \"y\"</script>"))
        .isEqualTo("&lt;script&gt;alert(&#39;x&#39;) &amp; &quot;y&quot;&lt;/script&gt;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\nb", "a\r\nb", "a\rb", "a\u000bb", "a\fb", "a\u0085b", "a\u2028b", "a\u2029b"})
  void plainTextKeepsItsLines(String text) {
    assertThat(PLAIN.toHtml("\n" + text + "\n\n")).isEqualTo("a<br>\nb");
  }

  @Test
  void plainTextLosesControlCharacters() {
    assertThat(PLAIN.toHtml("a\u0000\u0007\u001b\tb\n\nc")).isEqualTo("a\tb<br>\n<br>\nc");
  }

  @Property
  void plainTextIsNeverMarkup(@ForAll String text) {
    assertThat(PLAIN.toHtml(text).replace("<br>\n", "")).doesNotContain("<", ">", "\"", "'");
  }

  @Test
  void markdownBecomesHtml() {
    assertThat(MARKDOWN.toHtml("# Slow\n\nWe *know*\nwhy: [more](https://example.org/a?b=c&d=e)"))
        .isEqualTo(
            "<h1>Slow</h1>\n<p>We <em>know</em><br>\nwhy: <a rel=\"nofollow\""
                + " href=\"https://example.org/a?b=c&amp;d=e\">more</a></p>");
  }

  @Test
  void rawHtmlInMarkdownIsShown() {
    assertThat(MARKDOWN.toHtml("<script>alert(1)</script>\n\nand <b onclick=x>this</b>"))
        .isEqualTo(
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
                + "<p>and &lt;b onclick=x&gt;this&lt;/b&gt;</p>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "![x](javascript:alert(1))",
        "<javascript:alert(1)>",
        "[x]\n\n[x]: javascript:alert(1)"
      })
  void onlyHarmlessLinksAreMade(String text) {
    Matcher target = Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(MARKDOWN.toHtml(text));
    while (target.find()) {
      assertThat(target.group(1)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"https://example.org", "http://example.org", "mailto:a@example.org", "/here"})
  void harmlessLinksAreKept(String target) {
    assertThat(MARKDOWN.toHtml("[x](" + target + ")")).contains("href=\"" + target + "\"");
  }

  @Provide
  Arbitrary<String> markup() {
    return Arbitraries.of(
            "<",
            ">",
            "\"",
            "'",
            "&",
            "`",
            "*",
            "_",
            "[",
            "]",
            "(",
            ")",
            "!",
            "\n",
            " ",
            "#",
            "-",
            "1.",
            "    ",
            "<script>",
            "<img src=x onerror=y>",
            "javascript:",
            "onclick=",
            "a",
            "\\",
            "&#60;",
            "&lt;",
            "]: ",
            "http://")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  private static final Set<String> HARMLESS =
      Set.of(
          "p",
          "br",
          "em",
          "strong",
          "code",
          "pre",
          "a",
          "img",
          "ul",
          "ol",
          "li",
          "blockquote",
          "hr",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6");

  @Property(tries = 3000)
  void markdownMakesHarmlessElementsOnly(@ForAll("markup") String text) {
    Matcher tag = Pattern.compile("<([^>]*)>").matcher(MARKDOWN.toHtml(text));
    Set<String> others = new TreeSet<>();
    while (tag.find()) {
      Matcher known =
          Pattern.compile("/?([a-z0-9]+)( (rel|href|src|alt|title|class|start)=\"[^\"<>]*\")*( /)?")
              .matcher(tag.group(1));
      if (!known.matches() || !HARMLESS.contains(known.group(1))) {
        others.add(tag.group());
      }
    }
    assertThat(others).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {">", "* ", "- ", "[", "![", "*a ", "**", "_", "`", "1. ", "(", "<a>", "\\"})
  void hugeMarkdownDoesNotOverflow(String piece) {
    assertThat(MARKDOWN.toHtml(piece.repeat(65_536 / piece.length()))).isNotNull();
    assertThat(MARKDOWN.toHtml("x".concat(piece.repeat(10_000)).concat("x"))).isNotEmpty();
  }

  @Test
  void htmlIsUsedAsItIs() {
    String html = " <b onclick=\"x\">it</b>\r\n<script>y</script>";
    assertThat(HTML.toHtml(html)).isSameAs(html);
  }

  @ParameterizedTest
  @CsvSource({"plain,PLAIN", "' Markdown',MARKDOWN", "HTML,HTML", "'',PLAIN", "' ',PLAIN"})
  void formatsAreReadAsUsersWriteThem(String given, DescriptionFormat expected) {
    assertThat(DescriptionFormat.parse(given)).isEqualTo(expected);
  }

  @ParameterizedTest
  @NullSource
  void plainIsTheDefault(String given) {
    assertThat(DescriptionFormat.parse(given)).isEqualTo(PLAIN);
  }

  @Test
  void otherFormatsAreNamed() {
    assertThatThrownBy(() -> DescriptionFormat.parse("asciidoc"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("format: 'asciidoc' is not allowed; allowed: plain, markdown, html");
  }
}
