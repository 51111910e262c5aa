package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.statushub.testing.RawReceiver;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;

/**
 * How often one build decrypts a hook URL. Maven 3 reads the master password for each decryption,
 * and takes it from an address, too: so this counts requests.
 */
class DecryptedOnceIT extends GoalTestBase {
  private static final String GOALS_AND_EXTENSION =
      """
      <extensions>true</extensions>
      <configuration>
        <service>shop</service>
        <aroundBuild>
          <service>shop</service>
          <goals>validate</goals>
          <maintenance>
            <title>Upgrading</title><status>degraded</status><duration>30m</duration>
          </maintenance>
          <incident><title>Broken</title><status>down</status></incident>
        </aroundBuild>
      </configuration>
      <executions>
        <execution>
          <id>open</id>
          <phase>validate</phase>
          <goals><goal>incident</goal></goals>
          <configuration>
            <title>Deploying</title><status>degraded</status><perModule>true</perModule>
          </configuration>
        </execution>
        <execution>
          <id>window</id>
          <phase>validate</phase>
          <goals><goal>maintenance</goal></goals>
          <configuration>
            <title>Deploying</title><status>degraded</status><duration>30m</duration>
          </configuration>
        </execution>
      </executions>
      """;

  @ParameterizedTest
  @MethodSource("io.jenkins.statushub.maven.Mavens#all")
  void isOnceForAllGoalsAllModulesAndTheExtension(Path home) throws Exception {
    assumeTrue(!Mavens.is4(home), "Maven 4 reads the master password from files alone");
    write("pom.xml", pom("parent", "a,b", GOALS_AND_EXTENSION));
    write("a/pom.xml", module("a", ""));
    write("b/pom.xml", module("b", ""));

    int withoutUs = decryptions(home, "-Dstatushub.skip");
    assertThat(hub.received()).isEmpty();
    int withUs = decryptions(home);

    assertThat(hub.received()).as("two windows, an update for each module, and the end").hasSize(6);
    assertThat(withUs - withoutUs).isEqualTo(1);
  }

  private int decryptions(Path home, String... arguments) throws Exception {
    DefaultPlexusCipher cipher = new DefaultPlexusCipher();
    String security =
        "<settingsSecurity><master>"
            + cipher.encryptAndDecorate("master", "settings.security")
            + "</master></settingsSecurity>";
    String encrypted = cipher.encryptAndDecorate(hub.hookUrl("shop").toString(), "master");
    try (RawReceiver master =
        RawReceiver.start(
            connection -> {
              connection.readHead();
              connection.write(RawReceiver.answer(200, "Connection: close\r\n", security));
            })) {
      bareMaven()
          .with(Mavens.mvn(home))
          .args("-Dsettings.security=http://127.0.0.1:" + master.port() + "/security.xml")
          .settings(
              "<servers><server><id>statushub-shop</id><password>"
                  + encrypted
                  + "</password></server></servers>")
          .args("-T2", "validate")
          .args(arguments)
          .run()
          .succeeded();
      return master.connections();
    }
  }
}
