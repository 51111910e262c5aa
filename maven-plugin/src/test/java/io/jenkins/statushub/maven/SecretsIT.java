package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.fault.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;

/** Where hook URLs and proxies come from, and that they stay out of every log. */
class SecretsIT extends GoalTestBase {
  private static final String SERVER =
      "<servers><server><id>%s</id><password>%s</password></server></servers>";

  private MavenRun slow(MavenRun run) {
    return run.goal("incident")
        .set("service", "shop")
        .set("key", "checkout")
        .set("title", "Slow")
        .set("status", "down")
        .set("attempts", "1");
  }

  @ParameterizedTest
  @EnumSource
  void noLogHoldsTheUrlWhateverGoesWrong(MavenHome home) {
    hub.inject(
        Fault.status(404).body("no hook at " + hub.hookUrl("shop")),
        Fault.resetAfterReading(),
        Fault.garbage());
    for (int i = 0; i < 3; i++) {
      MavenRun.Ended run = slow(maven()).with(home).args("-X").run().succeeded();
      assertThat(run.output()).doesNotContain("s3cret-hook");
    }
    maven().with(home).goal("flush").args("-X", "-e").run().succeeded();
    assertThat(hub.incidents()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("io.jenkins.statushub.maven.Mavens#all")
  void aServerOfSettingsXmlIsDecrypted(Path home) throws Exception {
    DefaultPlexusCipher cipher = new DefaultPlexusCipher();
    Path security = work.resolve("settings-security.xml");
    Files.writeString(
        security,
        "<settingsSecurity><master>"
            + cipher.encryptAndDecorate("master", "settings.security")
            + "</master></settingsSecurity>");
    String encrypted = cipher.encryptAndDecorate(hub.hookUrl("shop").toString(), "master");
    String settings = SERVER.formatted("statushub-shop", encrypted);

    slow(bareMaven())
        .with(Mavens.mvn(home))
        .settings(settings)
        .args("-X", "-Dsettings.security=" + security)
        .run()
        .succeeded();
    assertThat(hub.incidents()).hasSize(1);

    MavenRun.Ended undecryptable =
        slow(bareMaven())
            .with(Mavens.mvn(home))
            .settings(settings)
            .args("-X", "-Dsettings.security=" + work.resolve("not-there.xml"))
            .run()
            .failed();
    assertThat(undecryptable.output())
        .contains(
            Mavens.is4(home)
                ? "Could not decrypt password"
                : "<server> 'statushub-shop' in settings.xml: its <password> could not be"
                    + " decrypted, so nothing was sent");
    assertThat(hub.received()).hasSize(1);
  }

  @Test
  void flushLooksWhereTheAnnouncementWasToldTo() {
    hub.goOffline();
    slow(bareMaven())
        .set("urlVariable", "MY_HOOK")
        .env("MY_HOOK", hub.hookUrl("shop").toString())
        .run()
        .succeeded();
    slow(bareMaven())
        .set("key", "other")
        .set("serverId", "my-hook")
        .settings(SERVER.formatted("my-hook", hub.hookUrl("shop")))
        .run()
        .succeeded();
    hub.comeOnline();

    bareMaven()
        .goal("flush")
        .env("MY_HOOK", hub.hookUrl("shop").toString())
        .settings(SERVER.formatted("my-hook", hub.hookUrl("shop")))
        .run()
        .succeeded();
    assertThat(hub.incidents()).hasSize(2);
  }

  @Test
  void aLiteralUrlIsTakenForThisMachineAlone() {
    slow(bareMaven()).set("url", hub.hookUrl("shop").toString()).args("-X").run().succeeded();
    assertThat(hub.incidents()).hasSize(1);

    MavenRun.Ended run =
        slow(bareMaven()).set("url", "https://hub.example/s3cret-hook-of-mine").run().failed();
    assertThat(run.output()).contains("-Dstatushub.url: is for a local hub only");
  }

  @Test
  void aProxyOfSettingsXmlIsAskedWithItsPassword() throws Exception {
    BlockingQueue<List<String>> asked = new LinkedBlockingQueue<>();
    try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> refuseAll(proxy, asked), "proxy");
      thread.setDaemon(true);
      thread.start();
      String settings =
          """
          <proxies><proxy>
            <active>true</active><protocol>http</protocol>
            <host>127.0.0.1</host><port>%d</port>
            <username>user</username><password>pass</password>
            <nonProxyHosts>*.internal</nonProxyHosts>
          </proxy></proxies>
          """
              .formatted(proxy.getLocalPort());
      MavenRun.Ended run =
          slow(bareMaven())
              .env("STATUSHUB_SHOP_URL", "https://hub.invalid/s3cret-hook-of-shop")
              .settings(settings)
              .args("-X")
              .run()
              .succeeded();
      assertThat(run.output()).contains("shop: pending");
    }
    assertThat(asked.poll())
        .contains("CONNECT hub.invalid:443 HTTP/1.1", "Proxy-Authorization: Basic dXNlcjpwYXNz");
  }

  private static void refuseAll(ServerSocket proxy, BlockingQueue<List<String>> asked) {
    while (true) {
      try (Socket socket = proxy.accept();
          BufferedReader reader =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
        List<String> head = reader.lines().takeWhile(line -> !line.isEmpty()).toList();
        asked.add(head);
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        return;
      }
    }
  }
}
