package io.jenkins.statushub.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static Outcome of(Outcome.Kind kind, String detail) {
    return new Outcome(kind, "shop", null, detail, null);
  }

  @Test
  void isOneLine() {
    assertThat(of(Outcome.Kind.DELIVERED, "incident INC-7").line())
        .isEqualTo("StatusHub: shop: delivered, incident INC-7");
    assertThat(of(Outcome.Kind.SKIPPED, "").line()).isEqualTo("StatusHub: shop: skipped");
  }

  @Test
  void isAFailureWhereTheHubDoesNotHaveIt() {
    assertThat(Arrays.stream(Outcome.Kind.values()).filter(kind -> of(kind, "").isFailure()))
        .containsExactly(Outcome.Kind.PENDING, Outcome.Kind.FAILED);
  }
}
