package io.jenkins.statushub.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.input.ParameterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceIdTest {
  @Test
  void tellsServicesOfOneNameApartByTheirScope() {
    assertThat(ServiceId.of("shop")).isEqualTo(new ServiceId("", "shop")).hasToString("shop");
    assertThat(new ServiceId("folder-1", "shop")).isNotEqualTo(ServiceId.of("shop"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " shop", "../shop", "shöp"})
  void refusesAName(String name) {
    assertThatThrownBy(() -> ServiceId.of(name))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("service: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {" a", "a\nb", "a\u2028b"})
  void refusesAScopeThatCannotBePrinted(String scope) {
    assertThatThrownBy(() -> new ServiceId(scope, "shop"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("200");
  }

  @Test
  void boundsTheScope() {
    assertThat(new ServiceId("x".repeat(200), "shop").scope()).hasSize(200);
    assertThatThrownBy(() -> new ServiceId("x".repeat(201), "shop"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
