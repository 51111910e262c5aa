package io.jenkins.statushub.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.input.ParameterException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadSizeTest {
  private static final int REST = Samples.incident("t", "d", Samples.START).toJson().length - 1;

  /** One of one, two, three and four bytes in UTF-8, and two that JSON escapes. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "ü", "€", "🔥", "\"", "\u0001"})
  void isBoundedInBytesOfJson(String character) {
    int width = Samples.incident("t", character, Samples.START).toJson().length - REST;
    int room = 64 * 1024 - REST;
    String fill = character.repeat(room / width) + "x".repeat(room % width);

    assertThat(Samples.incident("t", fill, Samples.START).toJson()).hasSize(65_536);
    assertThatThrownBy(() -> Samples.incident("t", fill + "x", Samples.START).toJson())
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "description: makes a message of 65537 bytes; allowed: 65536 bytes with all fields, so"
                + " shorten the description or the extra fields");
  }
}
