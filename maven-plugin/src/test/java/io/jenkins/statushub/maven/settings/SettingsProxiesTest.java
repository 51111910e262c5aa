package io.jenkins.statushub.maven.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.transport.HttpProxy;
import java.util.List;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsProxiesTest {
  @SuppressWarnings("deprecation") // There is no other way to make a session.
  private static final SettingsSecrets UNUSED =
      new SettingsSecrets(
          new MavenSession(null, null, new DefaultMavenExecutionRequest(), null),
          () -> {
            throw new AssertionError("no password is needed");
          });

  private static Proxy proxy(String protocol, int port, boolean active) {
    Proxy proxy = new Proxy();
    proxy.setProtocol(protocol);
    proxy.setHost("proxy.example");
    proxy.setPort(port);
    proxy.setActive(active);
    proxy.setNonProxyHosts("*.internal|plain.example");
    return proxy;
  }

  private static String way(List<Proxy> proxies, String scheme, String host) {
    return String.valueOf(new SettingsProxies(proxies, UNUSED).to(scheme, host));
  }

  @Test
  void takesTheFirstActiveOneForTheProtocol() {
    List<Proxy> proxies =
        List.of(proxy("https", 1, false), proxy("http", 2, true), proxy("https", 3, true));

    assertThat(way(proxies, "https", "hub.example")).contains("proxy.example").contains(":3");
    assertThat(way(proxies, "http", "hub.example")).contains(":2");
  }

  @Test
  void httpsGoesThroughTheOneForHttpWhereThereIsNoOther() {
    assertThat(way(List.of(proxy("http", 2, true)), "https", "hub.example")).contains(":2");
  }

  @Test
  void withoutOneTheJvmDecides() {
    assertThat(new SettingsProxies(List.of(), UNUSED).to("https", "hub.example")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"a.internal", "PLAIN.example", "127.0.0.1", "localhost", "[::1]"})
  void goesDirectlyToExceptionsAndToThisMachine(String host) {
    assertThat(new SettingsProxies(List.of(proxy("http", 2, true)), UNUSED).to("https", host))
        .isSameAs(HttpProxy.DIRECT);
  }

  @ParameterizedTest
  @CsvSource({
    "hub.example, hub.example, true",
    "hub.example, *.example, true",
    "hub.example, hub.*, true",
    "hub.example, *b.ex*, true",
    "hub.example, *, true",
    "hub.example, 'a|hub.example', true",
    "hub.example, 'a,hub.example', true",
    "hub.example, example, false",
    "hub.example, *.examples, false",
    "hub.example, '', false",
    "hub.example, '|', false",
  })
  void readsNonProxyHosts(String host, String patterns, boolean excepted) {
    assertThat(SettingsProxies.isExcepted(host, patterns)).isEqualTo(excepted);
  }
}
