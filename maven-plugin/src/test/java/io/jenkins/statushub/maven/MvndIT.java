package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jenkins.statushub.testing.RawReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real Maven daemon announces, which keeps this plugin's classes between builds. */
class MvndIT extends AroundBuildTestBase {
  private static final Pattern DAEMON = Pattern.compile("Processing build on daemon (\\w+)");

  /** A deployment by a process of its own, which lasts until it is ended. */
  private static final String DEPLOYING_PROCESS =
      """
      <build><plugins><plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-antrun-plugin</artifactId>
        <version>3.2.0</version>
        <executions><execution>
          <phase>package</phase>
          <goals><goal>run</goal></goals>
          <configuration><target>
            <exec executable="curl" failonerror="true"><arg value="${deploying.url}" /></exec>
          </target></configuration>
        </execution></executions>
      </plugin></plugins></build>
      </project>
      """;

  private static final int CTRL_C = 3;

  private final String home = System.getProperty("it.mvndHome", "");

  @BeforeEach
  void needsMvnd() {
    assumeFalse(
        home.isBlank(),
        "not run: mvnd is not on Maven Central; give the folder of an unpacked one with"
            + " -Dmvnd.home=…");
  }

  @AfterEach
  void stopDaemons() {
    if (!home.isBlank()) {
      build("--stop").run();
    }
  }

  @Override
  Path mvn() {
    Path compiled = Path.of(home, "bin", "mvnd");
    return Files.exists(compiled) ? compiled : Path.of(home, "bin", "mvnd.sh");
  }

  @Override
  MavenRun build(String... arguments) {
    return super.build(arguments)
        // Daemons of its own.
        .env("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -Duser.home=" + work.resolve("mvnd"))
        .args("-Dmvnd.idleTimeout=2m", "-Dmvnd.maxHeapSize=512m");
  }

  private static String daemonOf(MavenRun.Ended run) {
    Matcher daemon = DAEMON.matcher(run.output());
    assertThat(daemon.find()).as(run.output()).isTrue();
    return daemon.group(1);
  }

  @Test
  void announcesEachBuildOnceAndKeepsNothingOfTheBuildBefore() throws IOException {
    MavenRun.Ended failed = deploy(breaking("backend")).run().failed();
    assertThat(published()).containsExactly(MAINTENANCE, OPENED);

    MavenRun.Ended again = deploy(breaking("backend")).run().failed();
    assertThat(published()).containsExactly(UPDATED);

    MavenRun.Ended elsewhere = deploy().env("STATUSHUB_SHOP_URL", "").run().succeeded();
    assertThat(published()).as("the hook URL was the environment's of the build before").isEmpty();
    assertThat(elsewhere.output()).contains("not announced: hook URL: none is known");

    MavenRun.Ended skipped = deploy("-Dstatushub.skip").run().succeeded();
    MavenRun.Ended validated = build("validate").run().succeeded();
    assertThat(published()).isEmpty();
    assertThat(validated.output()).doesNotContain("StatusHub:");

    MavenRun.Ended succeeded = deploy().run().succeeded();
    assertThat(published()).containsExactly(RESOLVED);
    assertThat(succeeded.count("StatusHub:")).isEqualTo(2);
    assertThat(hub.incidents("shop")).singleElement().matches(each -> each.updates().size() == 3);

    assertThat(again.output() + elsewhere.output() + skipped.output() + succeeded.output())
        .as("one daemon")
        .contains("Processing build on daemon " + daemonOf(failed));
    for (MavenRun.Ended run : new MavenRun.Ended[] {again, elsewhere, skipped, succeeded}) {
      assertThat(daemonOf(run)).isEqualTo(daemonOf(failed));
    }
  }

  @Test
  void goalsOfTwoBuildsReachOneIncident() {
    MavenRun.Ended opened = goal("-Dstatushub.status=down").run().succeeded();
    MavenRun.Ended resolved = goal("-Dstatushub.state=resolved").run().succeeded();

    assertThat(hub.incidents("shop")).singleElement().matches(each -> each.updates().size() == 2);
    assertThat(daemonOf(resolved)).isEqualTo(daemonOf(opened));
  }

  private MavenRun goal(String argument) {
    return build().goal("incident").set("service", "shop").set("title", "Shop").args(argument);
  }

  @Test
  void countsABuildThatWasCancelledInTheNext() throws Exception {
    cancel("-Dbackend.url=");

    nextBuildCountsIt();
  }

  /** The daemon ends the processes of a cancelled build, so that its goals fail. */
  @Test
  void takesACancelledBuildWhoseProcessWasEndedForNoFailure() throws Exception {
    String pom = Files.readString(project.resolve("backend/pom.xml"));
    write("backend/pom.xml", pom.replace("</project>", DEPLOYING_PROCESS));
    cancel("-Ddeploying.url=");

    write("backend/pom.xml", pom);
    nextBuildCountsIt();
  }

  /** The daemon builds on, so what becomes of the deployment is announced. */
  @Test
  void announcesTheEndOfABuildWhoseClientWasKilled() throws Exception {
    try (Stuck stuck = new Stuck()) {
      Process client = deploy("-Dbackend.url=" + stuck.url()).start();
      stuck.await();
      client.destroyForcibly().waitFor();
    }
    awaitEndOfBuild();

    assertThat(published()).containsExactly(MAINTENANCE, OPENED);
    deploy().run().succeeded();
    assertThat(published()).containsExactly(RESOLVED);
  }

  /** A server to which a deployment lasts until it is closed. */
  private static final class Stuck implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final RawReceiver receiver;

    Stuck() throws IOException {
      receiver =
          RawReceiver.start(
              connection -> {
                connection.readHead();
                asked.countDown();
                connection.keepOpen();
              });
    }

    String url() {
      return "http://127.0.0.1:" + receiver.port() + "/";
    }

    void await() throws InterruptedException {
      assertThat(asked.await(120, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() throws IOException {
      receiver.close();
    }
  }

  /** Presses Ctrl-C in the terminal in which a build runs, while it deploys. */
  private void cancel(String property) throws Exception {
    Path inTerminal = work.resolve("mvnd-in-terminal");
    Files.writeString(inTerminal, "#!/bin/sh\nexec script -qec \"'" + mvn() + "' $*\" /dev/null\n");
    assertThat(inTerminal.toFile().setExecutable(true)).isTrue();
    // So that the daemon does not end with the terminal.
    MavenRun.Ended first = build("validate").run().succeeded();
    try (Stuck stuck = new Stuck()) {
      Process terminal = deploy(property + stuck.url()).with(inTerminal).start();
      stuck.await();
      terminal.getOutputStream().write(CTRL_C);
      terminal.getOutputStream().flush();
      assertThat(terminal.waitFor(60, TimeUnit.SECONDS)).isTrue();
      awaitEndOfBuild();
      assertThat(Files.readString(work.resolve("run-2.log")))
          .contains("Processing build on daemon " + daemonOf(first), "The build was canceled");
    }
    assertThat(published()).containsExactly(MAINTENANCE);
  }

  private void awaitEndOfBuild() {
    for (int i = 0; i < 60; i++) {
      if (!build("--status").run().output().matches("(?s).*\\b(Busy|Canceled)\\b.*")) {
        return;
      }
    }
    throw new AssertionError("the daemon still builds");
  }

  private void nextBuildCountsIt() {
    MavenRun.Ended next =
        deploy("-Dstatushub.aroundBuild.openAfter=2", breaking("web")).run().failed();
    assertThat(next.output()).contains("was killed before its end; it counts as failed");
    assertThat(published()).containsExactly(OPENED);
    deploy().run().succeeded();
    assertThat(published()).containsExactly(RESOLVED);
  }
}
