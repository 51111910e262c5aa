package io.jenkins.statushub.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.hook.ServiceNames;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterExceptionTest {

  @Test
  void namesTheParameter() {
    ParameterException mistake =
        ParameterException.invalidValue("state", "closed", "this and that");
    assertThat(mistake).hasMessage("state: 'closed' is not allowed; allowed: this and that");
    assertThat(mistake.parameter()).isEqualTo("state");
  }

  @Test
  void whatIsLeftOutIsMissing() {
    assertThat(ParameterException.invalidValue("state", " ", "this"))
        .hasMessage("state: is required; allowed: this");
  }

  @Test
  void aUrlInTheWrongPlaceIsNotShown() {
    assertThat(
            ParameterException.invalidValue(
                "service", "https://hub.example/hooks/s3cr3t", ServiceNames.ALLOWED))
        .hasMessageStartingWith("service: 'https://…' is not allowed; allowed: ");
    assertThat(PrintableText.printable("://hub.example/hooks/s3cr3t")).isEqualTo("://…");
    assertThat(PrintableText.printable("x".repeat(80) + "://hub.example/s3cr3t"))
        .isEqualTo("x".repeat(79) + "…");
  }

  @Test
  void longTextsAreCut() {
    assertThat(PrintableText.printable("x".repeat(80))).isEqualTo("x".repeat(80));
    assertThat(PrintableText.printable("x".repeat(81))).isEqualTo("x".repeat(79) + "…");
  }

  @Property
  void whatIsShownIsOneShortLine(@ForAll String given) {
    assertThat(PrintableText.printable(given)).hasSizeLessThanOrEqualTo(80).doesNotContain("\n");
    assertThat(PrintableText.printable(given).codePoints()).noneMatch(Character::isISOControl);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "payments-api", "9", "a.b_c-D", "0azAZ9"})
  void goodServiceNamesPass(String name) {
    assertThatCode(() -> ServiceNames.check(name)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", ".a", "_a", "a/b", "a b", "ä", "..", "a\nb"})
  void badServiceNamesAreNamed(String name) {
    assertThatThrownBy(() -> ServiceNames.check(name))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "service: '%s' is not allowed; allowed: a service's name of 1 to 64 letters, digits,"
                + " '.', '_' and '-', beginning with a letter or digit",
            name.replace('\n', ' '));
  }

  @Test
  void serviceNamesAreBounded() {
    assertThatCode(() -> ServiceNames.check("a".repeat(64))).doesNotThrowAnyException();
    assertThatThrownBy(() -> ServiceNames.check("a".repeat(65)))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> ServiceNames.check(""))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("service: is required");
  }
}
