package io.jenkins.statushub.hub.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sanitizes descriptions. */
class SafeHtmlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain & simple | [\"plain & simple\"]",
        "a &lt;b&gt; c | [\"a <b> c\"]",
        "a<br>b | [\"a\",{\"tag\":\"br\",\"children\":[]},\"b\"]",
        "<a href='https://x.example/?a=1&amp;b'>x</a> |"
            + " [{\"tag\":\"a\",\"href\":\"https://x.example/?a=1&b\",\"children\":[\"x\"]}]",
        "<a href='javascript:x'>x</a> | [{\"tag\":\"a\",\"children\":[\"x\"]}]",
        "<a href=' JaVaScRiPt:x'>x</a> | [{\"tag\":\"a\",\"children\":[\"x\"]}]",
        "<a href='/relative'>x</a> | [{\"tag\":\"a\",\"children\":[\"x\"]}]",
        "<p style='x' class='y' id='z' onclick='u'>x</p> | [{\"tag\":\"p\",\"children\":[\"x\"]}]",
        "<h1>x</h1> | [{\"tag\":\"p\",\"children\":[\"x\"]}]",
        "a<script>x</script>b | [\"a\",\"b\"]",
        "a<style>x</style>b | [\"a\",\"b\"]",
        "a<!-- x -->b | [\"a\",\"b\"]",
        "a<img src=x>b | [\"a\",\"b\"]",
        "<unknown>x</unknown> | [\"x\"]"
      })
  void keepsOnlyHarmlessElements(String html, String tree) {
    assertThat(SafeHtml.tree(html)).hasToString(tree);
  }

  @Test
  void limitsDepthAndLength() {
    String deep = "<b>".repeat(20_000) + "core";
    String tree = SafeHtml.tree(deep).toString();

    assertThat(tree).contains("core");
    assertThat(tree.split("\"children\"")).hasSizeLessThan(40);
    assertThat(SafeHtml.tree("x".repeat(200_000)).get(0).asText()).hasSize(64 * 1024 + 1);
  }
}
