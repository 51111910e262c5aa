package io.jenkins.statushub.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.statushub.hook.Payload;
import io.jenkins.statushub.hook.PayloadRules;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.PrintableText;
import io.jenkins.statushub.testing.ManualClock;
import io.jenkins.statushub.text.SensitiveValues;
import io.jenkins.statushub.text.TextCleaner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds for every text that gets through the gate. */
class TextGatePropertyTest {
  private static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-11-26T09:00:00Z"));
  private static final Schema INCIDENT = schema();
  private static final String FORBIDDEN_DIRECTIONS =
      "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

  private static Schema schema() {
    try (InputStream in =
        Objects.requireNonNull(
            Payload.class.getResourceAsStream(
                "/io/jenkins/statushub/testing/incident.schema.json"))) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Texts of what is hard: parts of escape sequences, markup, secrets, and any character. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> parts =
        Arbitraries.of(
            "\u001b",
            "\u001b[",
            "\u001b[31m",
            "\u001b]0;t\u0007",
            "\u009b1m",
            "\u009d",
            "\u009c",
            "\u0090",
            "\u0007",
            "\b",
            "\u001b(B",
            "\u001b[8mha:AA==\u001b[0m",
            "[0m",
            "m",
            "31",
            "\u202e",
            "\u2066",
            "\u200b",
            "\u200d",
            "\ufe0f",
            "\ufeff",
            "\u00ad",
            "\u200e",
            "\ud83d",
            "\udc69",
            "\ud83d\udc69",
            "\ud83d\udcbb",
            "\udb40\udc67",
            "\udb40\udc7f",
            "\ud83c\udff4",
            "\ufffe",
            "\u0000",
            "\n",
            "\r",
            "\t",
            " ",
            "\u2028",
            "\u0085",
            "a",
            "hunter2",
            "hun",
            "ter2",
            "**",
            "<",
            ">",
            "&",
            "\"",
            "'",
            "`",
            "[",
            "](",
            ")",
            "<!--",
            "-->",
            "|",
            "http://",
            "\\",
            "${",
            "}",
            "null",
            "to ",
            "\u0301",
            "é",
            "&#8238;",
            "&#x200b;",
            "x".repeat(400));
    return Arbitraries.oneOf(
        parts.list().ofMaxSize(40).map(all -> String.join("", all)),
        Arbitraries.strings().ofMaxLength(700));
  }

  private static void assertFit(String text) {
    assertThat(TextCleaner.clean(text)).as("nothing is left to remove").isEqualTo(text);
    // One assertion for the whole text: one for each character takes longer than all else.
    assertThat(
            text.codePoints().filter(TextGatePropertyTest::isUnfit).mapToObj(Integer::toHexString))
        .as("control characters, directions and halves of characters")
        .isEmpty();
  }

  private static boolean isUnfit(int c) {
    boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
    return (control && c != '\r' && c != 0x0B && c != '\f' && c != 0x85)
        || FORBIDDEN_DIRECTIONS.indexOf(c) >= 0
        || (c >= 0xD800 && c <= 0xDFFF);
  }

  @Property(tries = 1500)
  void publishesNothingUnfit(
      @ForAll("texts") String title,
      @ForAll("texts") String description,
      @ForAll("formats") String format) {
    Payload payload = published(title, description, format);

    if (payload != null) {
      assertFit(payload.title());
      assertThat(PrintableText.isOneLine(payload.title())).isTrue();
      assertThat(payload.title()).isNotBlank().doesNotContain("<", ">");
      assertThat(payload.title().length()).isLessThanOrEqualTo(PayloadRules.MAX_TITLE);
      assertFit(payload.description());
      byte[] json = payload.toJson();
      assertThat(json.length).isLessThanOrEqualTo(PayloadRules.MAX_BYTES);
      String text = new String(json, StandardCharsets.UTF_8);
      assertThat(text).doesNotContain("hunter2");
      assertThat(INCIDENT.validate(text, InputFormat.JSON)).isEmpty();
    }
  }

  @Provide
  Arbitrary<String> formats() {
    return Arbitraries.of("plain", "markdown", "html");
  }

  private static @Nullable Payload published(String title, String description, String format) {
    try {
      Announcement announcement =
          Announcement.incident()
              .service("shop")
              .key("job")
              .title(title)
              .description(description)
              .format(format)
              .status("down")
              .extra(Map.of("note", List.of(title)))
              .sensitiveValues(List.of("hunter2"))
              .lenient(true)
              .build(CLOCK)
              .get(0);
      for (String warning : announcement.warnings()) {
        assertThat(PrintableText.isOneLine(warning)).isTrue();
        assertThat(warning).doesNotContain("hunter2");
      }
      return announcement.payload();
    } catch (ParameterException e) {
      assertThat(e.problems())
          .extracting(ParameterException.Problem::parameter)
          .containsOnly("title");
      assertThat(e.getMessage()).doesNotContain("hunter2");
      return null;
    }
  }

  @Property(tries = 60)
  void staysWithinTheBoundsOfAMessage(
      @ForAll("texts") String piece, @ForAll("formats") String format) {
    String description = (piece + " x").repeat(70_000 / (piece.length() + 2));

    Payload payload = published("t", description, format);

    assertThat(Objects.requireNonNull(payload).toJson().length)
        .isLessThanOrEqualTo(PayloadRules.MAX_BYTES);
    assertFit(payload.description());
    assertThat(payload.description()).doesNotContain("hunter2");
  }

  /** A value is found in every form that a text may bring it in. */
  @Property(tries = 1000)
  void withholdsAValueInEveryForm(
      @ForAll("secrets") String secret, @ForAll("formats") String format) {
    String encoded = java.net.URLEncoder.encode(secret, StandardCharsets.UTF_8);
    String text =
        String.join(
            " ; ",
            secret,
            encoded,
            secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    Announcement announcement =
        Announcement.incident()
            .service("shop")
            .key("job")
            .title("a " + secret + " b")
            .description(text)
            .format(format)
            .status("down")
            .extra(Map.of("note", Map.of("deep", List.of(text))))
            .sensitiveValues(List.of(secret))
            .build(CLOCK)
            .get(0);

    Payload payload = announcement.payload();
    assertThat(payload.title()).isEqualTo("a **** b");
    assertThat(payload.description()).doesNotContain(secret).doesNotContain(encoded);
    assertThat(payload.extra().toString()).doesNotContain(secret).doesNotContain(encoded);
    assertThat(SensitiveValues.of(List.of(secret)).isIn(payload.title())).isFalse();
    assertThat(announcement.warnings()).isNotEmpty().noneMatch(line -> line.contains(secret));
  }

  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings()
        .withChars("QWX7#%&<>\"'\\*_`$+/=~[](){}!^")
        .ofMinLength(6)
        .ofMaxLength(24)
        .filter(each -> each.chars().filter(Character::isLetterOrDigit).count() >= 3);
  }
}
