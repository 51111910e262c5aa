package io.jenkins.statushub.maven.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HookUrlRefTest {
  @Test
  void theUsualPlacesNeedNoRoute() {
    HookUrlRef route = HookUrlRef.of(null, " ");

    assertThat(route.text()).isNull();
    assertThat(route.variable("pay.api-2")).isEqualTo("STATUSHUB_PAY_API_2_URL");
    assertThat(route.serverId("pay.api-2")).isEqualTo("statushub-pay.api-2");
  }

  @Test
  void whereOneIsNamedOnlyThatOneIsLookedAt() {
    HookUrlRef variable = HookUrlRef.of("HOOK", null);
    HookUrlRef server = HookUrlRef.of(null, "hook");

    assertThat(variable.serverId("shop")).isNull();
    assertThat(variable.variable("shop")).isEqualTo("HOOK");
    assertThat(server.variable("shop")).isNull();
    assertThat(server.serverId("shop")).isEqualTo("hook");
  }

  @Test
  void isReadBackFromTheLedger() {
    for (HookUrlRef route :
        new HookUrlRef[] {
          HookUrlRef.of(null, null),
          HookUrlRef.of("HOOK", null),
          HookUrlRef.of(null, "hook"),
          HookUrlRef.of("HOOK", "hook")
        }) {
      assertThat(HookUrlRef.parse(route.text())).isEqualTo(route);
    }
  }

  @Test
  void readsNothingIntoAnotherWrappersRoute() {
    assertThat(HookUrlRef.parse("credential:abc")).isEqualTo(HookUrlRef.of(null, null));
  }
}
