package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.state.HookRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hostile payloads and secrets on the page. */
@NeedsBrowser
class PageSafetyTest extends PageTestBase {
  private static final List<String> HOSTILE =
      List.of(
          "<script>window.harmed = true</script>",
          "<img src=x onerror='window.harmed = true'>",
          "<svg onload='window.harmed = true'><script>window.harmed = true</script></svg>",
          "<iframe srcdoc=\"<script>parent.harmed = true</script>\"></iframe>",
          "<a href='javascript:window.harmed = true' id=trap>click</a>",
          "<a href='&#106;avascript:window.harmed = true' id=trap>click</a>",
          "<a href='data:text/html,<script>opener.harmed = true</script>' id=trap>click</a>",
          "<a href='//evil.example/' onclick='window.harmed = true' id=trap>click</a>",
          "<p onmouseover='window.harmed = true' id=trap>over</p>",
          "<style>body { display: none }</style>",
          "<p style='position:fixed;inset:0;background:red' class='overall'>Everything is fine</p>",
          "<form action='https://evil.example/'><input name=a><button id=trap>Sign in</button></form>",
          "<base href='https://evil.example/'>",
          "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
          "<link rel=stylesheet href='https://evil.example/x.css'>",
          "<object data='https://evil.example/'></object><embed src='https://evil.example/'>",
          "<math><mi xlink:href='javascript:window.harmed = true'>x</mi></math>",
          "<noscript><p title=\"</noscript><img src=x onerror=window.harmed=true>\"></noscript>",
          "<template><script>window.harmed = true</script></template>",
          "</div></main></body><h1>Everything is fine</h1>");

  /** What must not come of them. */
  private static final String FORBIDDEN =
      """
      .prose :is(script, style, img, svg, iframe, form, input, button, base, meta, link, object,
        embed, math, template, h1),
      .prose [style], .prose [class], .prose [id], .prose [onclick],
      .prose a:not([href^="http"])
      """;

  @Test
  void rendersHostileDescriptionsHarmless() {
    double elements = elements();
    for (String description : HOSTILE) {
      hub.reset();
      Sender.post(hook, Sender.update("a", "investigating", "down").put("description", "Harmless"));
      browser.untilShown("Harmless");
      Sender.post(
          hook,
          Sender.update("a", "identified", "down").put("description", description + "<p>End"));
      browser.untilShown("End");
      browser.run("document.querySelectorAll('.prose *').forEach(one => one.click())");

      assertThat(browser.run("return window.harmed")).as(description).isNull();
      assertThat(browser.run("return location.href"))
          .as(description)
          .isEqualTo(hub.pageUrl().toString());
      assertThat(elements()).as(description).isEqualTo(elements);
      assertThat(browser.number("return document.querySelectorAll(`" + FORBIDDEN + "`).length"))
          .as(description)
          .isZero();
      assertThat(browser.find("h1").isDisplayed()).as(description).isTrue();
      assertThat(browser.text("h1")).as(description).isEqualTo("shop is down");
    }
  }

  private static double elements() {
    return browser.number(
        "return document.querySelectorAll('script, style, link, base, meta, iframe, form').length");
  }

  @Test
  void keepsHarmlessElementsOfADescription() {
    Sender.post(
        hook,
        Sender.update("a", "investigating", "down")
            .put(
                "description",
                "One<br>two <b>bold</b> <a href='https://example.org/'>more</a><ul><li>item</ul>"));
    browser.untilShown("item");

    assertThat(browser.find(".prose br")).isNotNull();
    assertThat(browser.text(".prose b")).isEqualTo("bold");
    assertThat(browser.find(".prose a").getDomAttribute("rel")).contains("noopener");
    assertThat(browser.text(".prose li")).isEqualTo("item");
  }

  @Test
  void showsMarkupInATitleAsText() {
    Sender.post(
        hook,
        Sender.update("a", "investigating", "down")
            .put("title", "<img src=x onerror='window.harmed = true'><b>T</b>"));
    browser.untilShown("<b>T</b>");

    assertThat(browser.run("return window.harmed")).isNull();
  }

  @Test
  void forbidsHtmlStringsByItsPolicy() {
    assertThat(
            browser.run(
                """
                try { document.body.innerHTML += '<p>x'; return 'done' } catch (e) { return e.name }
                """))
        .isEqualTo("TypeError");
  }

  @Test
  void showsNoSecret() {
    Sender.post(hook, Sender.update("a", "investigating", "down").put("title", "T " + hook));
    browser.untilShown("[secret]");

    assertThat((String) browser.run("return document.documentElement.outerHTML"))
        .doesNotContain(hook.getPath().substring(HookRegistry.PATH.length()));
  }
}
