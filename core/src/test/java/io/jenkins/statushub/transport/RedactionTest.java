package io.jenkins.statushub.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  private final Redaction redaction =
      new Redaction(URI.create("https://hub.example/hooks/s3cr3t-t0ken/a%20b%20c?key=v4lue-x"));

  @ParameterizedTest
  @CsvSource({
    "POST https://hub.example/hooks/s3cr3t-t0ken/a%20b%20c?key=v4lue-x failed,POST [redacted] failed",
    "no hookUrlRef /hooks/s3cr3t-t0ken/a%20b%20c,no hookUrlRef [redacted]",
    "no hookUrlRef /hooks/s3cr3t-t0ken/a b c,no hookUrlRef [redacted]",
    "token s3cr3t-t0ken unknown,token [redacted] unknown",
    "part a%20b%20c,part [redacted]",
    "part a b c,part [redacted]",
    "token S3CR3T-T0KEN unknown,token [redacted] unknown",
    "v4lue-x v4lue-x,[redacted] [redacted]",
    "https:\\/\\/hub.example\\/hooks\\/s3cr3t-t0ken,https:\\/\\/[redacted]\\/[redacted]\\/[redacted]",
    "s3cr3t-t0kens3cr3t-t0ken,[redacted][redacted]",
    "s3cr3t,s3cr3t",
    "Service is down for maintenance,Service is down for maintenance"
  })
  void nothingOfTheUrlIsLeft(String text, String expected) {
    assertThat(redaction.clean(text, false)).isEqualTo(expected);
  }

  @Test
  void controlCharactersDoNotHideIt() {
    assertThat(redaction.clean("a s3cr3t\u0000-\u200bt0k\u001ben b", false))
        .isEqualTo("a [redacted] b");
  }

  @Test
  void isOneLine() {
    assertThat(redaction.clean(" v\r\n\tw\u2028x\u0085y\u00a0z ", false)).isEqualTo("v w xy z");
  }

  @Test
  void aPieceThatAnotherBeginsWithIsNotLeftInHalf() {
    Redaction pieces = new Redaction(URI.create("https://hub.example/abcd/abcdefgh?k=wxyz%2Dkey"));
    assertThat(pieces.clean("abcdefgh, abcd", false)).isEqualTo("[redacted], [redacted]");
    assertThat(pieces.clean("wxyz%2Dkey, wxyz-key", false)).isEqualTo("[redacted], [redacted]");
  }

  @Test
  void shortPiecesAreWords() {
    Redaction words = new Redaction(URI.create("https://hub.example/abcd/xyz"));
    assertThat(words.clean("abcd and xyz", false)).isEqualTo("[redacted] and xyz");
  }

  @Test
  void isShort() {
    assertThat(redaction.clean("x".repeat(200), false)).isEqualTo("x".repeat(200));
    assertThat(redaction.clean("x".repeat(201), false)).isEqualTo("x".repeat(199) + "…");
  }

  @Test
  void aBeginningOfItAtTheEndOfWhatWasReadIsNotShown() {
    assertThat(redaction.clean("it is s3cr3t-t0ke", true)).doesNotContain("s3cr");
    assertThat(redaction.clean("", true)).isEmpty();
  }

  @Property
  void anyTextAroundItChangesNothing(@ForAll String before, @ForAll String after) {
    assertThat(redaction.clean(before + "s3cr3t-t0ken" + after, false))
        .doesNotContainIgnoringCase("s3cr3t-t0ken")
        .hasSizeLessThanOrEqualTo(Redaction.MAX_CHARS);
  }
}
