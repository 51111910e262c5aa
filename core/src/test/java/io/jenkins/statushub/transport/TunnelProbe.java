package io.jenkins.statushub.transport;

import io.jenkins.statushub.testing.RawReceiver;
import io.jenkins.statushub.testing.TestTls;
import io.jenkins.statushub.transport.httpclient.HttpClientTransport;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.time.Duration;

/**
 * Run in a JVM of its own, which lets java.net.http show Basic credentials to a proxy: posts
 * through a tunnel that is refused at first, and prints what came of it.
 */
final class TunnelProbe {
  private TunnelProbe() {}

  public static void main(String[] args) throws Exception {
    TestTls tls = TestTls.forLoopback();
    Authenticator credentials =
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("user", "pass".toCharArray());
          }
        };
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
                  String head = connection.readHead();
                  if (head != null && head.contains("Proxy-Authorization: Basic ")) {
                    connection.write("HTTP/1.1 200 Connection established\r\n\r\n");
                    connection.tunnelTo(hub.port());
                  } else {
                    connection.write(
                        RawReceiver.answer(
                            407,
                            "Proxy-Authenticate: Basic realm=\"x\"\r\nConnection: close\r\n",
                            ""));
                  }
                });
        Transport transport =
            HttpClientTransport.create(
                ProxySelector.of(InetSocketAddress.createUnresolved("127.0.0.1", proxy.port())),
                credentials,
                tls.trusting())) {
      HookUrl url =
          HookUrl.parse("hookUrl", "https://localhost:" + hub.port() + "/" + Fault.SECRET);
      TransportResult answer =
          transport
              .post(url, new byte[] {'{', '}'}, Duration.ofSeconds(30))
              .toCompletableFuture()
              .get();
      boolean inside =
          hub.requests().stream().anyMatch(request -> request.contains("Proxy-Authorization"));
      System.out.println(
          "requests=" + hub.requests().size() + " credentials inside=" + inside + " " + answer);
    }
  }
}
