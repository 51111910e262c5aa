package io.jenkins.statushub.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseReasonTest {
  private static final URI HOOK = URI.create("https://hub.example/hooks/s3cr3t-s3cr3t");

  private static String problem(String body, boolean cut) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return TransportResults.of(HOOK, 400, null, bytes, bytes.length, cut).problem();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"message\":\"The title is too long\"} | HTTP 400: The title is too long",
        "{\"verdict\":\"rejected\",\"reasons\":[\"no title\",\"no status\"]} | HTTP 400: no title; no status",
        "{\"error\":{\"code\":17,\"Message\":\"no title\"}} | HTTP 400: no title",
        "[{\"detail\":\"no title\",\"loc\":[\"body\",\"title\"]}] | HTTP 400: no title",
        "{\"errors\":[\"no title\",\"no title\"],\"id\":\"x\"} | HTTP 400: no title",
        "{\"id\":\"x\",\"code\":17} | HTTP 400",
        "{\"message\":\"cut o | HTTP 400",
        "\"no title\" | HTTP 400: no title",
        "<html><body><h1>Bad Gateway</h1></body></html> | HTTP 400",
        "no title | HTTP 400: no title",
      })
  void holdsTheWordsForPeopleAlone(String body, String problem) {
    assertThat(problem(body, false)).isEqualTo(problem);
  }

  @Test
  void holdsNoSecretThatJsonWroteInAnotherWay() {
    assertThat(problem("{\"message\":\"no hook at \\/hooks\\/s3cr3t\\u002ds3cr3t\"}", false))
        .doesNotContain("s3cr3t");
  }

  @Test
  void cutTextLosesItsEnd() {
    assertThat(problem("no hook at /hooks/s3cr3t-", true)).doesNotContain("s3cr3t");
  }
}
