package io.jenkins.statushub.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.testing.RawReceiver;
import io.jenkins.statushub.testing.TestTls;
import io.jenkins.statushub.transport.httpclient.HttpClientTransport;
import io.jenkins.statushub.transport.urlconnection.UrlConnectionTransport;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class ProxyTest {
  private static final byte[] JSON = "{}".getBytes(StandardCharsets.UTF_8);
  private static final Duration LONG = Duration.ofSeconds(60);
  // user:pass:wörd
  private static final String BASIC = "Basic dXNlcjpwYXNzOnfDtnJk";

  private static TestTls tls;

  @BeforeAll
  static void makeCertificate() throws Exception {
    tls = TestTls.forLoopback();
  }

  private static Transport through(
      TransportKind kind, RawReceiver proxy, @Nullable SSLContext trust) {
    return switch (kind) {
      case URL_CONNECTION ->
          new UrlConnectionTransport(
              (scheme, host) ->
                  HttpProxy.through("127.0.0.1", proxy.port()).withCredentials("user", "pass:wörd"),
              trust == null ? null : trust.getSocketFactory());
      case HTTP_CLIENT ->
          HttpClientTransport.create(
              ProxySelector.of(InetSocketAddress.createUnresolved("127.0.0.1", proxy.port())),
              null,
              trust);
    };
  }

  private static HookUrl hook(String origin) {
    return HookUrl.parse("hookUrl", origin + "/hooks/" + Fault.SECRET);
  }

  @Test
  void plainHttpGoesToTheProxyWithItsCredentials() throws Exception {
    try (RawReceiver proxy =
            RawReceiver.start(
                connection -> {
                  connection.readRequest();
                  connection.write(RawReceiver.answer(202, "", ""));
                });
        Transport transport = through(TransportKind.URL_CONNECTION, proxy, null)) {
      TransportResult answer =
          transport.post(hook("http://127.0.0.1:1"), JSON, LONG).toCompletableFuture().get();

      assertThat(answer.status()).isEqualTo(202);
      assertThat(proxy.requests()).hasSize(1);
      assertThat(proxy.requests().get(0))
          .startsWith("POST http://127.0.0.1:1/hooks/")
          .contains("\r\nProxy-Authorization: " + BASIC + "\r\n");
    }
  }

  @ParameterizedTest
  @EnumSource(TransportKind.class)
  void tlsGoesThroughATunnelAndTheCredentialsStayOutside(TransportKind kind) throws Exception {
    List<String> heads = new CopyOnWriteArrayList<>();
    try (RawReceiver hub =
            RawReceiver.start(
                tls.listen(),
                connection -> {
                  connection.readRequest();
                  connection.write(RawReceiver.answer(202, "", ""));
                });
        RawReceiver proxy =
            RawReceiver.start(
                connection -> {
                  heads.add(connection.readHead());
                  connection.write("HTTP/1.1 200 Connection established\r\n\r\n");
                  connection.tunnelTo(hub.port());
                });
        Transport transport = through(kind, proxy, tls.trusting())) {
      TransportResult answer =
          transport
              .post(hook("https://localhost:" + hub.port()), JSON, LONG)
              .toCompletableFuture()
              .get();

      assertThat(answer).isEqualTo(new TransportResult(202, null, "", true));
      assertThat(heads).hasSize(1);
      assertThat(heads.get(0))
          .startsWith("CONNECT localhost:" + hub.port() + " HTTP/1.1\r\n")
          .doesNotContain(Fault.SECRET);
      assertThat(hub.requests()).hasSize(1);
      if (kind == TransportKind.URL_CONNECTION) {
        assertThat(heads.get(0)).contains("\r\nProxy-Authorization: " + BASIC + "\r\n");
        assertThat(hub.requests().get(0)).contains("\r\nConnection: close\r\n");
      }
      assertThat(hub.requests().get(0))
          .startsWith("POST /hooks/")
          .doesNotContainIgnoringCase("Proxy-Authorization");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "URL_CONNECTION,true,403",
    "URL_CONNECTION,true,407",
    "URL_CONNECTION,true,502",
    "URL_CONNECTION,true,599",
    "URL_CONNECTION,false,403",
    "URL_CONNECTION,false,407",
    "URL_CONNECTION,false,502",
    "HTTP_CLIENT,false,403",
    "HTTP_CLIENT,false,407",
    "HTTP_CLIENT,false,502"
  })
  void aProxyThatRefusesLetsNothingThrough(TransportKind kind, boolean credentials, int status)
      throws Exception {
    try (RawReceiver proxy =
            RawReceiver.start(
                connection -> {
                  connection.readHead();
                  connection.write(
                      RawReceiver.answer(
                          status, "Proxy-Authenticate: Basic realm=\"x\"\r\n", "hub.example"));
                });
        Transport transport =
            credentials || kind == TransportKind.HTTP_CLIENT
                ? through(kind, proxy, null)
                : new UrlConnectionTransport(
                    (scheme, host) -> HttpProxy.through("127.0.0.1", proxy.port()), null)) {
      TransportResult answer =
          transport.post(hook("https://hub.example"), JSON, LONG).toCompletableFuture().get();

      assertThat(answer)
          .isEqualTo(
              TransportResult.failed(
                  "could not connect (the proxy refused: HTTP " + status + ")", false));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 403 Forbidden\r\n\r\n"})
  void aProxyThatMakesNoTunnelIsLetGoOf(String answer) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (RawReceiver proxy =
            RawReceiver.start(
                connection -> {
                  try {
                    connection.readHead();
                    connection.write(answer);
                    connection.readHead();
                  } finally {
                    ended.countDown();
                  }
                });
        Transport transport = through(TransportKind.URL_CONNECTION, proxy, null)) {
      var unused = transport.post(hook("https://hub.example"), JSON, Duration.ofMillis(300));

      ended.await();
    }
  }

  @Test
  void credentialsAreNotPrinted() {
    assertThat(HttpProxy.through("proxy.example", 3128).withCredentials("user", "pass"))
        .asString()
        .contains("proxy.example")
        .endsWith(" with credentials")
        .doesNotContain("user", "pass", "dXNl");
  }
}
