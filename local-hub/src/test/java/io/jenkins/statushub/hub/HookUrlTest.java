package io.jenkins.statushub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.hub.state.HookRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The secret in a hook URL: random, chosen, or the same after each restart. */
class HookUrlTest {
  private static final String GOOD = Sender.update("a", "investigating", "down").toString();
  private static final byte[] SEED = "sixteen bytes or more".getBytes(StandardCharsets.UTF_8);

  @TempDir Path temporary;

  private static String secret(URI hook) {
    assertThat(hook.getPath()).startsWith(HookRegistry.PATH);
    return hook.getPath().substring(HookRegistry.PATH.length());
  }

  private static URI hookUrlOf(LocalHub.Builder builder, String service) {
    try (LocalHub hub = builder.start()) {
      return hub.hookUrl(service);
    }
  }

  @Test
  void hasALongRandomSecretByDefault() {
    try (LocalHub hub = LocalHub.builder().start()) {
      URI hook = hub.hookUrl("shop");

      assertThat(secret(hook)).hasSizeGreaterThanOrEqualTo(32).doesNotContain("shop");
      assertThat(hub.hookUrl("shop")).isEqualTo(hook);
      assertThat(hub.hookUrl("other")).isNotEqualTo(hook);
      assertThat(hookUrlOf(LocalHub.builder(), "shop").getPath()).isNotEqualTo(hook.getPath());
    }
  }

  @Test
  void isTheOnlyPathThatReachesAHook() {
    try (LocalHub hub = LocalHub.builder().start()) {
      URI hook = hub.hookUrl("shop");

      assertThat(Sender.post(URI.create(hook + "x"), GOOD).statusCode()).isEqualTo(404);
      assertThat(Sender.post(hook.resolve("/hooks/v2/"), GOOD).statusCode()).isEqualTo(404);
      assertThat(Sender.post(hook.resolve("/hooks/v2/shop"), GOOD).statusCode()).isEqualTo(404);
      assertThat(hub.received()).isEmpty();
    }
  }

  @Test
  void canHaveAChosenSecret() {
    assertThat(hookUrlOf(LocalHub.builder().service("shop", "demo-secret"), "shop").getPath())
        .isEqualTo("/hooks/v2/demo-secret");
    assertThatThrownBy(() -> LocalHub.builder().service("shop", "a/b").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 to 128 letters");
    assertThatThrownBy(
            () ->
                LocalHub.builder().service("a", "demo-secret").service("b", "demo-secret").start())
        .hasMessageContaining("already");
  }

  @Test
  void isTheSameForAServiceAndASeedWhateverTheOrder() {
    URI shop = hookUrlOf(LocalHub.builder().hookUrlSeed(SEED), "shop");
    try (LocalHub hub = LocalHub.builder().hookUrlSeed(SEED).service("pay").start()) {
      assertThat(secret(hub.hookUrl("shop"))).isEqualTo(secret(shop)).hasSize(32);
      assertThat(secret(hub.hookUrl("pay"))).isNotEqualTo(secret(shop));
      assertThat(Sender.post(hub.hookUrl("shop"), GOOD).statusCode()).isEqualTo(200);
      assertThat(hub.incidents("shop")).hasSize(1);
    }
  }

  @Test
  void isAnotherOneForAnotherSeed() {
    byte[] other = SEED.clone();
    other[0]++;

    assertThat(secret(hookUrlOf(LocalHub.builder().hookUrlSeed(other), "shop")))
        .isNotEqualTo(secret(hookUrlOf(LocalHub.builder().hookUrlSeed(SEED), "shop")));
  }

  @Test
  void needsASeedThatCannotBeGuessed() {
    assertThatThrownBy(() -> LocalHub.builder().hookUrlSeed(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the seed of the hook URLs has 15 bytes; it must have at least 16");
  }

  @Test
  void survivesARestartWithAStateFolder() {
    Path folder = temporary.resolve("not/there/yet");
    int port;
    URI before;
    try (LocalHub first = LocalHub.builder().stateFolder(folder).start()) {
      port = first.port();
      before = first.hookUrl("shop");
    }
    try (LocalHub second = LocalHub.builder().stateFolder(folder).port(port).start()) {
      assertThat(Sender.post(before, GOOD).statusCode()).isEqualTo(404);
      assertThat(second.hookUrl("shop")).isEqualTo(before);
      assertThat(Sender.post(before, GOOD).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void isAnotherOneInAnotherStateFolder() {
    assertThat(secret(hookUrlOf(LocalHub.builder().stateFolder(temporary.resolve("a")), "shop")))
        .isNotEqualTo(
            secret(hookUrlOf(LocalHub.builder().stateFolder(temporary.resolve("b")), "shop")));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
  void comesFromASeedFileThatOnlyItsOwnerCanRead() throws IOException {
    Path folder = temporary.resolve("state");
    hookUrlOf(LocalHub.builder().stateFolder(folder), "shop");
    Path seed = folder.resolve("hook-url-seed");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(seed)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    Files.setPosixFilePermissions(seed, PosixFilePermissions.fromString("rw-r--r--"));
    hookUrlOf(LocalHub.builder().stateFolder(folder), "shop");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(seed)))
        .isEqualTo("rw-------");
  }

  @Test
  void isNotMadeFromADamagedSeedFile() throws IOException {
    Path seed = temporary.resolve("hook-url-seed");
    Files.writeString(seed, "short");

    assertThatThrownBy(() -> LocalHub.builder().stateFolder(temporary).start())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(seed + " is damaged: it must have 32 bytes, but has 5")
        .hasMessageContaining("delete the file to get new hook URLs");
    assertThat(seed).hasContent("short");
  }
}
