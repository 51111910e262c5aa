package io.jenkins.statushub.text;

import io.jenkins.statushub.input.ParameterException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a description is written, and so how it becomes the HTML that the hook takes. */
public enum DescriptionFormat {
  /** Text as it stands: markup is shown, not obeyed; line breaks are kept. */
  PLAIN {
    @Override
    public String toHtml(String text) {
      return PlainText.toHtml(text);
    }
  },
  /** CommonMark; raw HTML in it is shown, not obeyed, and only harmless links are made. */
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
  };

  /** The description as HTML. */
  public abstract String toHtml(String text);

  /** The user's spelling. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a format as users write it; null and blank mean {@link #PLAIN}.
   *
   * @throws ParameterException if it is none of the three
   */
  public static DescriptionFormat parse(@Nullable String given) {
    if (given == null || given.isBlank()) {
      return PLAIN;
    }
    for (DescriptionFormat format : values()) {
      if (format.wire().equalsIgnoreCase(given.trim())) {
        return format;
      }
    }
    throw ParameterException.invalidValue("format", given, "plain, markdown, html");
  }
}
