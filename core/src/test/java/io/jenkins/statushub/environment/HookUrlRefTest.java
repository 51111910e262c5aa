package io.jenkins.statushub.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HookUrlRefTest {
  @Test
  void keepsNothingForTheUsualPlaces() {
    HookUrlRef ref = HookUrlRef.of(null, " ", null);

    assertThat(ref.text()).isNull();
    assertThat(ref.variableFor("pay.api-2")).isEqualTo("STATUSHUB_PAY_API_2_URL");
    assertThat(ref.serverIdFor("pay.api-2")).isEqualTo("statushub-pay.api-2");
  }

  @Test
  void looksOnlyAtThePlaceThatIsNamed() {
    HookUrlRef variable = HookUrlRef.of("HOOK", null, null);
    HookUrlRef server = HookUrlRef.of(null, "hook", null);
    HookUrlRef file = HookUrlRef.of(null, null, "hook");

    assertThat(variable.serverIdFor("shop")).isNull();
    assertThat(variable.variableFor("shop")).isEqualTo("HOOK");
    assertThat(server.variableFor("shop")).isNull();
    assertThat(server.serverIdFor("shop")).isEqualTo("hook");
    assertThat(file.variableFor("shop")).isNull();
    assertThat(file.serverIdFor("shop")).isNull();
  }

  @Test
  void isReadBackFromTheLedger() {
    for (HookUrlRef ref :
        new HookUrlRef[] {
          HookUrlRef.of(null, null, null),
          HookUrlRef.of("HOOK", null, null),
          HookUrlRef.of(null, "hook", null),
          HookUrlRef.of("HOOK", "hook", null),
          HookUrlRef.of(null, null, "/run/secrets/a hook"),
          HookUrlRef.of("HOOK", "hook", "/run/secrets/a hook")
        }) {
      assertThat(HookUrlRef.parse(ref.text())).isEqualTo(ref);
    }
  }

  @Test
  void readsNothingIntoTheReferenceOfAnotherProgram() {
    assertThat(HookUrlRef.parse("credential:abc")).isEqualTo(HookUrlRef.of(null, null, null));
  }
}
