package io.jenkins.statushub.around;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.around.IncidentPolicy.Resolve;
import io.jenkins.statushub.input.ParameterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTest {
  @Test
  void opensAtOnceAndResolvesWhatIsOpenByDefault() {
    IncidentPolicy policy = IncidentPolicy.parse(null, " ", null);

    assertThat(policy).isEqualTo(new IncidentPolicy(1, Resolve.IF_OPEN));
    assertThat(policy.opens(1)).isTrue();
    assertThat(policy.resolves(true)).isTrue();
    assertThat(policy.resolves(false)).isFalse();
  }

  @Test
  void opensOnlyAfterSoManyFailures() {
    IncidentPolicy policy = IncidentPolicy.parse("3", null, null);

    assertThat(policy.opens(2)).isFalse();
    assertThat(policy.opens(3)).isTrue();
  }

  @Test
  void resolvesAGivenIdAlwaysOrNothingEver() {
    assertThat(IncidentPolicy.parse(null, "always", "id").resolves(false)).isTrue();
    assertThat(IncidentPolicy.parse(null, "never", null).resolves(true)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"0, -, openAfter", "many, -, openAfter", "1001, -, openAfter", "1, maybe, resolve"})
  void namesTheParameterThatIsWrong(String openAfter, String resolve, String parameter) {
    assertThatThrownBy(() -> IncidentPolicy.parse(openAfter, resolve, "id"))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith(parameter + ": ");
  }

  @Test
  void demandsAnIdToResolveAlways() {
    assertThatThrownBy(() -> IncidentPolicy.parse(null, "always", " "))
        .hasMessageContaining("needs an id");
  }

  @Test
  void warnsAboutAnOverrunByDefault() {
    assertThat(OverrunPolicy.parse(null)).isEqualTo(OverrunPolicy.WARN);
    assertThat(OverrunPolicy.parse("announce")).isEqualTo(OverrunPolicy.ANNOUNCE);
    assertThatThrownBy(() -> OverrunPolicy.parse("stop"))
        .hasMessage("onOverrun: 'stop' is not allowed; allowed: warn, announce");
  }
}
