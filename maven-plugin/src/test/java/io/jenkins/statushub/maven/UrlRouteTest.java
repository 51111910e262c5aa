package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UrlRouteTest {
  @Test
  void theUsualPlacesNeedNoRoute() {
    UrlRoute route = UrlRoute.of(null, " ");

    assertThat(route.text()).isNull();
    assertThat(route.variable("pay.api-2")).isEqualTo("STATUSHUB_PAY_API_2_URL");
    assertThat(route.serverId("pay.api-2")).isEqualTo("statushub-pay.api-2");
  }

  @Test
  void whereOneIsNamedOnlyThatOneIsLookedAt() {
    UrlRoute variable = UrlRoute.of("HOOK", null);
    UrlRoute server = UrlRoute.of(null, "hook");

    assertThat(variable.serverId("shop")).isNull();
    assertThat(variable.variable("shop")).isEqualTo("HOOK");
    assertThat(server.variable("shop")).isNull();
    assertThat(server.serverId("shop")).isEqualTo("hook");
  }

  @Test
  void isReadBackFromTheLedger() {
    for (UrlRoute route :
        new UrlRoute[] {
          UrlRoute.of(null, null),
          UrlRoute.of("HOOK", null),
          UrlRoute.of(null, "hook"),
          UrlRoute.of("HOOK", "hook")
        }) {
      assertThat(UrlRoute.parse(route.text())).isEqualTo(route);
    }
  }

  @Test
  void readsNothingIntoAnotherWrappersRoute() {
    assertThat(UrlRoute.parse("credential:abc")).isEqualTo(UrlRoute.of(null, null));
  }
}
