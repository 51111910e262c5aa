package io.jenkins.statushub.text;

import io.jenkins.statushub.input.ParameterException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says how a description is written, and so how it becomes the HTML that the hook takes. */
public enum DescriptionFormat {
  /** Plain text: markup is shown, not obeyed; line breaks are kept. */
  PLAIN {
    @Override
    public String toHtml(String text) {
      return PlainText.toHtml(text);
    }
  },
  /**
   * GitHub's Markdown, with tables and addresses as links; comments are dropped, other raw HTML is
   * shown, not obeyed, only harmless links are made, and images become links.
   */
  MARKDOWN {
    @Override
    public String toHtml(String text) {
      return Markdown.toHtml(text);
    }
  },
  /** HTML as it is: for authors who answer for every character of it. */
  HTML {
    @Override
    public String toHtml(String text) {
      return text;
    }

    @Override
    public String beginningToHtml(String text, int max) {
      return HtmlText.toHtml(TextCutter.cut(HtmlText.of(text), max));
    }
  };

  /** Returns the description as HTML. */
  public abstract String toHtml(String text);

  /**
   * Returns the beginning of a description as well-formed HTML, with … at its end if something was
   * cut off. Of HTML, the text is taken without the markup, because HTML that is cut in two is not
   * well-formed.
   *
   * @param max the most UTF-16 units of the description to take, at least 1
   */
  public String beginningToHtml(String text, int max) {
    return toHtml(TextCutter.cut(text, max));
  }

  /** Returns the user's spelling. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a format as users write it; null and blank mean {@link #PLAIN}.
   *
   * @throws ParameterException if it is none of the three
   */
  public static DescriptionFormat parse(@Nullable String format) {
    if (format == null || format.isBlank()) {
      return PLAIN;
    }
    for (DescriptionFormat known : values()) {
      if (known.wire().equalsIgnoreCase(format.trim())) {
        return known;
      }
    }
    throw ParameterException.invalidValue("format", format, "plain, markdown, html");
  }
}
