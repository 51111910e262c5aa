package io.jenkins.statushub.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.statushub.input.ParameterException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookUrlTest {
  private static final String ALLOWED =
      "; allowed: the https address that StatusHub shows under Services & Integrations (plain http"
          + " for loopback addresses only)";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hub.example/hooks/s3cr3t",
        " https://hub.example:8443/hooks/s3cr3t?x=y\n",
        "HTTPS://hub.example/s3cr3t",
        "http://localhost:8080/s3cr3t",
        "http://LOCALHOST/s3cr3t",
        "http://127.0.0.1/s3cr3t",
        "http://127.1.2.3:1/s3cr3t",
        "http://127.9.9.9/s3cr3t",
        "http://[::1]:65535/s3cr3t",
        "http://[0:0:0:0:0:0:0:1]/s3cr3t"
      })
  void readsAddressesOfAHub(String given) {
    HookUrl url = HookUrl.parse("hookUrl", given);
    assertThat(url.reveal()).hasToString(given.trim());
    assertThat(url.revealUrl()).hasToString(given.trim().replace("HTTPS", "https"));
    assertThat(url).hasToString("[hook URL]");
  }

  @ParameterizedTest
  @CsvSource({
    "https://hub.example/x,false",
    "https://localhost/x,true",
    "https://127.0.0.1/x,true",
    "https://127.0.0.1.example/x,false",
    "https://127.example/x,false",
    "https://128.0.0.1/x,false",
    "https://[::2]/x,false"
  })
  void knowsLoopbackByItsSpelling(String given, boolean loopback) {
    assertThat(HookUrl.parse("hookUrl", given).isLoopback()).isEqualTo(loopback);
  }

  @ParameterizedTest
  @CsvSource({
    "http://hub.example/s3cr3t,'is plain http, which would show the secret to the network'",
    "http://127.0.0.1.example/s3cr3t,'is plain http, which would show the secret to the network'",
    "http://localhost.example/s3cr3t,'is plain http, which would show the secret to the network'",
    "http://0.0.0.0/s3cr3t,'is plain http, which would show the secret to the network'",
    "ftp://hub.example/s3cr3t,is not an https URL",
    "file:///s3cr3t,is not an https URL",
    "hub.example/s3cr3t,is not an https URL",
    "mailto:s3cr3t,is not an https URL",
    "https:s3cr3t,is not an https URL",
    "https:///s3cr3t,is not an https URL",
    "https://hub example/s3cr3t,is not a URL",
    "https://hub.example/s3cr3t%zz,is not a URL",
    "https://hub_1.example/s3cr3t,is not a URL",
    "https://hub.example:port/s3cr3t,is not a URL",
    "https://hub.example:65536/s3cr3t,has a port outside of 1 to 65535",
    "https://hub.example:0/s3cr3t,has a port outside of 1 to 65535",
    "https://user:s3cr3t@hub.example/,holds a user name or a fragment",
    "https://hub.example/#s3cr3t,holds a user name or a fragment",
  })
  void refusesOthersWithoutShowingThem(String given, String words) {
    assertThatThrownBy(() -> HookUrl.parse("STATUSHUB_SHOP_URL", given))
        .isInstanceOf(ParameterException.class)
        .hasMessage("STATUSHUB_SHOP_URL: " + words + " (it is secret, so not shown)" + ALLOWED)
        .hasNoCause();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " \n"})
  void hasToBeGiven(@Nullable String given) {
    assertThatThrownBy(() -> HookUrl.parse("hookUrl", given))
        .isInstanceOf(ParameterException.class)
        .hasMessage("hookUrl: is required" + ALLOWED);
  }

  @Test
  void isEqualToTheSameAddress() {
    HookUrl url = HookUrl.parse("a", "https://hub.example/x");
    assertThat(url)
        .isEqualTo(HookUrl.parse("b", " https://hub.example/x"))
        .hasSameHashCodeAs(HookUrl.parse("b", "https://hub.example/x"))
        .isNotEqualTo(HookUrl.parse("a", "https://hub.example/y"))
        .doesNotHaveSameHashCodeAs(HookUrl.parse("a", "https://hub.example/y"))
        .isNotEqualTo("https://hub.example/x");
  }

  @Provide
  Arbitrary<String> nearlyUrls() {
    return Arbitraries.of(
            "https://",
            "http://",
            "hub.example",
            "localhost",
            "127.0.0.1",
            "[::1]",
            "[",
            "]",
            "@",
            ":",
            "/",
            "?",
            "#",
            "%",
            "%41",
            "\\",
            " ",
            "99999",
            "8080",
            "ü",
            "\n",
            "..",
            "\uD83D")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts) + "/s3cr3t");
  }

  @Property(tries = 5000)
  void anyTextIsReadOrRefusedWithoutShowingIt(@ForAll("nearlyUrls") String given) {
    try {
      HookUrl url = HookUrl.parse("hookUrl", given);
      assertThat(url.revealUrl().getHost()).isNotEmpty();
      assertThat(url).hasToString("[hook URL]");
    } catch (ParameterException e) {
      assertThat(e).hasNoCause();
      assertThat(e.getMessage()).startsWith("hookUrl: ").doesNotContain("s3cr3t");
    }
  }
}
