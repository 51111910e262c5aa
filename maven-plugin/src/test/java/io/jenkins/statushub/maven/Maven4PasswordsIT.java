package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hook URLs that Maven 4's own {@code mvnenc} encrypted. */
class Maven4PasswordsIT extends GoalTestBase {
  private static final String MASTER = "SHOP_MASTER";

  private static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Duser.home=";

  private static final String SECURITY =
      """
      <settingsSecurity>
        <modelVersion>4.0</modelVersion>
        <defaultDispatcher>master</defaultDispatcher>
        <configurations>
          <configuration>
            <name>master</name>
            <properties>
              <property><name>source</name><value>env:SHOP_MASTER</value></property>
              <property><name>cipher</name><value>AES/GCM/NoPadding</value></property>
            </properties>
          </configuration>
        </configurations>
      </settingsSecurity>
      """;

  private static final Pattern ENCRYPTED = Pattern.compile("\\{\\[.*]\\S+}");

  private final @Nullable Path maven4 = Mavens.maven4();
  private Path home = Path.of("unset");
  private String encrypted = "";

  @BeforeEach
  void encrypt() throws Exception {
    assumeTrue(maven4 != null, "not run: Maven 4 is brought along by the profile all-mavens");
    home = work.resolve("home");
    Files.createDirectories(home.resolve(".m2"));
    Files.writeString(home.resolve(".m2/settings-security4.xml"), SECURITY);
    encrypted = encryptedByMvnenc(hub.hookUrl("shop").toString());
  }

  private String encryptedByMvnenc(String password) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Objects.requireNonNull(maven4).resolve("bin/mvnenc").toString(), "encrypt")
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MAVEN_OPTS", QUICK + home);
    builder.environment().put("MAVEN_SKIP_RC", "true");
    builder.environment().put(MASTER, "the master password");
    Process process = builder.start();
    try (var input = process.getOutputStream()) {
      input.write((password + "\n").getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Matcher found = ENCRYPTED.matcher(output);
    assertThat(found.find()).as("what mvnenc prints").isTrue();
    return found.group();
  }

  private MavenRun slow(Path maven) {
    return bareMaven()
        .with(Mavens.mvn(maven))
        .goal("incident")
        .set("service", "shop")
        .set("key", "checkout")
        .set("title", "Slow")
        .set("status", "down")
        .args("-X")
        .env("MAVEN_OPTS", QUICK + home)
        .settings(
            "<servers><server><id>statushub-shop</id><password>"
                + encrypted
                + "</password></server></servers>");
  }

  @Test
  void areDecrypted() {
    slow(Objects.requireNonNull(maven4)).env(MASTER, "the master password").run().succeeded();

    assertThat(hub.incidents("shop")).hasSize(1);
  }

  /** Maven 4 reads no settings.xml that it can't decrypt. */
  @Test
  void areRefusedByMavenItselfIfTheMasterPasswordIsMissing() {
    MavenRun.Ended run = slow(Objects.requireNonNull(maven4)).run().failed();

    assertThat(run.output()).contains("Error building settings", "Could not decrypt password");
    assertThat(hub.received()).isEmpty();
  }

  @Test
  void areRefusedByMavenItselfIfItsFileIsMissing() throws IOException {
    Files.delete(home.resolve(".m2/settings-security4.xml"));

    MavenRun.Ended run =
        slow(Objects.requireNonNull(maven4)).env(MASTER, "the master password").run().failed();

    assertThat(run.output()).contains("Error building settings", "Could not decrypt password");
    assertThat(hub.received()).isEmpty();
  }

  /** Cut off when it was copied: Maven 4 takes it for plain text. */
  @Test
  void areReportedWithTheRightFileIfTheyAreNotWhole() {
    encrypted = encrypted.substring(0, encrypted.indexOf(']') + 1);

    MavenRun.Ended run =
        slow(Objects.requireNonNull(maven4)).env(MASTER, "the master password").run().failed();

    assertThat(run.output())
        .contains(
            "<server> 'statushub-shop' in settings.xml: its <password> could not be decrypted")
        .contains("run 'mvnenc diag'", "settings-security4.xml");
    assertThat(hub.received()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.jenkins.statushub.maven.Mavens#all")
  void needMaven4(Path maven) {
    assumeTrue(!Mavens.is4(maven));

    MavenRun.Ended run = slow(maven).env(MASTER, "the master password").run().failed();

    assertThat(run.output())
        .contains(
            "<server> 'statushub-shop' in settings.xml: its <password> could not be decrypted")
        .contains("passwords encrypted by Maven 4's mvnenc need Maven 4");
    assertThat(hub.received()).isEmpty();
  }
}
