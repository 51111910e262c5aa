package io.jenkins.statushub.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.input.ParameterException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

// What nulls do is a part of what is tested.
@NullUnmarked
class TitleTest {
  private static String sent(String title) {
    return (String) Samples.incident(title, "d", Samples.START).toMap().get("title");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\nb", "a\r\nb", "a\tb", "a\u0000b", "a\u0085b", "a\u2028b", "\na\u000bb\n"})
  void isOneLine(String given) {
    assertThat(sent(given)).isEqualTo("a b");
  }

  @ParameterizedTest
  @CsvSource({
    "<script>alert(1)</script>,‹script›alert(1)‹/script›",
    "List<String> & more,List‹String› & more",
    "  Störung  ,Störung"
  })
  void holdsNoMarkup(String given, String expected) {
    assertThat(sent(given)).isEqualTo(expected);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " \n", "\u0000", " \u0007 ", "\u2028"})
  void hasToBeGiven(String given) {
    assertThatThrownBy(() -> sent(given))
        .isInstanceOf(ParameterException.class)
        .hasMessage("title: is required; allowed: 1 to 500 characters");
  }

  @Test
  void isBounded() {
    assertThat(sent("x".repeat(500))).hasSize(500);
    assertThatThrownBy(() -> sent("x".repeat(501)))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "title: is 501 characters long, beginning '%s…'; allowed: 1 to 500", "x".repeat(79));
  }
}
