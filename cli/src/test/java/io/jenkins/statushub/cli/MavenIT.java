package io.jenkins.statushub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.statushub.cli.Shell.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a Maven build on this machine opens, the command resolves, and the other way round. */
class MavenIT extends CommandTestBase {
  private static final Path REPOSITORY = Path.of(Shell.setting("it.repository"));
  private static final String VERSION = Shell.setting("it.version");
  private static final String PLUGIN = "io.jenkins.statushub:statushub-maven-plugin:" + VERSION;
  private static final Path CORE = Path.of(Shell.setting("it.core"));

  /** Fails at once, as any build may. */
  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>test</groupId>
        <artifactId>shop</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        <distributionManagement><repository>
          <id>here</id><url>file://${target}</url>
        </repository></distributionManagement>
        <build><plugins>
          <plugin>
            <groupId>org.apache.maven.plugins</groupId>
            <artifactId>maven-install-plugin</artifactId>
            <version>3.2.0</version>
            <configuration><skip>true</skip></configuration>
          </plugin>
          <plugin>
            <groupId>org.apache.maven.plugins</groupId>
            <artifactId>maven-deploy-plugin</artifactId>
            <version>3.2.0</version>
          </plugin>
          <plugin>
            <groupId>io.jenkins.statushub</groupId>
            <artifactId>statushub-maven-plugin</artifactId>
            <version>VERSION</version>
            <extensions>true</extensions>
            <configuration><aroundBuild>
              <service>shop</service>
              <key>deploy</key>
              <incident><title>Upgrade failed</title><status>down</status></incident>
            </aroundBuild></configuration>
          </plugin>
        </plugins></build>
      </project>
      """;

  private static final String SETTINGS =
      """
      <settings><profiles><profile><id>it</id>
        <repositories><repository>REPOSITORY</repository></repositories>
        <pluginRepositories><pluginRepository>REPOSITORY</pluginRepository></pluginRepositories>
      </profile></profiles>
      <activeProfiles><activeProfile>it</activeProfile></activeProfiles></settings>
      """;

  @BeforeEach
  void prepareMaven() throws IOException {
    Path plugin =
        REPOSITORY.resolve(
            "io/jenkins/statushub/statushub-maven-plugin/%1$s/statushub-maven-plugin-%1$s.jar"
                .formatted(VERSION));
    assumeTrue(Files.isRegularFile(plugin), "the Maven plugin's module was not built");
    assumeTrue(
        Files.getLastModifiedTime(plugin).compareTo(Files.getLastModifiedTime(CORE)) >= 0,
        "the Maven plugin's module was built before the core's");
    file("pom.xml", POM.replace("VERSION", VERSION));
    file(
        "settings.xml",
        SETTINGS.replace(
            "REPOSITORY",
            "<id>upstream</id><url>"
                + Path.of(Shell.setting("it.upstream")).toUri()
                + "</url><releases><checksumPolicy>ignore</checksumPolicy></releases>"
                + "<snapshots><enabled>false</enabled></snapshots>"));
    shell.env("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC").env("MAVEN_SKIP_RC", "1");
  }

  @Test
  void commandResolvesWhatAGoalOpened() {
    maven(goal("investigating", "-Dstatushub.status=down"), 0);

    Ended ended =
        shell.run(
            "statushub incident --service shop --key deploy --state resolved --title 'All well'");

    assertThat(ended.output()).startsWith("StatusHub: shop: resolved: 'All well'");
    assertThat(states()).containsExactly("investigating", "resolved");
  }

  @Test
  void successfulRunResolvesWhatAFailedBuildOpened() {
    maven("deploy -Dtarget=/dev/null/shop", 1);
    assertThat(states()).containsExactly("investigating");

    Ended ended = shell.run(RUN + "true");

    assertThat(ended.exitCode()).isZero();
    assertThat(states()).containsExactly("investigating", "resolved");
  }

  @Test
  void failedRunUpdatesWhatAFailedBuildOpened() {
    maven("deploy -Dtarget=/dev/null/shop", 1);

    shell.run(RUN + "false");

    assertThat(states()).containsExactly("investigating", "investigating");
  }

  @Test
  void successfulBuildResolvesWhatARunOpened() {
    shell.run(RUN + "false");

    maven("deploy -Dtarget=" + folder.resolve("deployed"), 0);

    assertThat(states()).containsExactly("investigating", "resolved");
  }

  @Test
  void goalResolvesWhatTheCommandOpened() {
    shell.run("statushub incident --service shop --key deploy --title Slow --status degraded");

    maven(goal("resolved", ""), 0);

    assertThat(states()).containsExactly("investigating", "resolved");
  }

  @Test
  void flushOfMavenTakesTheHookUrlFromTheFileThatTheCommandWasGiven() throws IOException {
    file("hook url", hub.hookUrl("pay").toString());
    hub.goOffline();
    shell.run(
        "statushub incident --service shop --key deploy --title Slow --status degraded"
            + " --url-file 'hook url'");
    hub.comeOnline();

    maven(PLUGIN + ":flush", 0);

    assertThat(hub.incidents("pay")).hasSize(1);
    assertThat(incidents()).as("where STATUSHUB_SHOP_URL leads").isEmpty();
  }

  private static String goal(String state, String more) {
    return PLUGIN
        + ":incident -Dstatushub.service=shop -Dstatushub.key=deploy -Dstatushub.title=Shop"
        + " -Dstatushub.state="
        + state
        + " "
        + more;
  }

  private void maven(String arguments, int expected) {
    Ended ended =
        shell.run(
            "'"
                + Path.of(Shell.setting("it.mavenHome"), "bin", "mvn")
                + "' -B -s settings.xml -Dmaven.repo.local='"
                + REPOSITORY
                + "' -Dstatushub.ledger=\"$STATUSHUB_LEDGER\" "
                + arguments);
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(expected);
  }
}
