package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.testing.Document;
import io.jenkins.statushub.testing.RawReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is announced around whole builds, on each Maven that this build has brought along: the
 * running and the oldest, and all supported lines with the profile {@code all-mavens}.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.jenkins.statushub.maven.Mavens#all")
@Execution(ExecutionMode.CONCURRENT)
public class AroundBuildIT extends AroundBuildTestBase {
  private final Path home;

  AroundBuildIT(Path home) {
    this.home = home;
  }

  @Override
  Path mvn() {
    return home.resolve("bin/mvn");
  }

  @Test
  void keepsOneIncidentFromTheFirstFailureUntilAllModulesSucceeded() throws IOException {
    MavenRun.Ended first = deploy(breaking("backend")).run().failed();
    assertThat(published()).containsExactly(MAINTENANCE, OPENED);
    assertThat(deployed()).containsExactly("shop-schema", "shop-upgrade");
    assertThat(first.output()).contains("Failed to execute goal", "on project shop-backend");
    assertThat(first.count("StatusHub:")).isEqualTo(2);

    deploy(breaking("backend"), breaking("web"), "--fail-at-end", "-T2").run().failed();
    assertThat(published()).as("the window still runs").containsExactly(UPDATED);

    MavenRun.Ended other = deploy("--projects", ":shop-schema").run().succeeded();
    assertThat(published()).isEmpty();
    assertThat(other.output())
        .contains("not resolved yet", "com.example.shop:shop-backend, com.example.shop:shop-web");

    MavenRun.Ended resumed = deploy("--resume-from", ":shop-backend").run().succeeded();
    assertThat(published()).containsExactly(RESOLVED);
    assertThat(resumed.count("StatusHub:")).isEqualTo(2);
    assertThat(hub.incidents("shop")).singleElement().matches(each -> each.updates().size() == 3);
    assertThat(hub.maintenances("shop")).hasSize(1);

    deploy().run().succeeded();
    assertThat(published()).isEmpty();
  }

  @Test
  void staysSilentUnlessANamedPhaseIsRequested() {
    MavenRun.Ended validated = build("validate").run().succeeded();
    MavenRun.Ended failed = build("no-such-phase").run().failed();
    MavenRun.Ended skipped = deploy("-Dstatushub.skip", breaking("web")).run().failed();
    MavenRun.Ended branch = deploy(breaking("web")).env("BRANCH_NAME", "topic").run().failed();
    MavenRun.Ended variable = deploy(breaking("web")).env("STATUSHUB_SKIP", "true").run().failed();

    assertThat(published()).isEmpty();
    assertThat(validated.output() + failed.output()).doesNotContain("StatusHub:");
    assertThat(skipped.output()).contains("StatusHub: skipped");
    assertThat(branch.output()).contains("StatusHub: skipped");
    assertThat(variable.output()).contains("StatusHub: skipped (STATUSHUB_SKIP)");
    assertThat(ledger).doesNotExist();
  }

  @Test
  void takesIgnoredFailuresForNeitherSuccessNorFailure() {
    MavenRun.Ended quiet = deploy(breaking("backend"), "--fail-never").run().succeeded();
    assertThat(published()).containsExactly(MAINTENANCE);
    assertThat(quiet.output()).contains("neither a failure nor a success is announced");

    deploy(breaking("backend")).run().failed();
    assertThat(published()).containsExactly(OPENED);
    deploy(breaking("web"), "--fail-never").run().succeeded();
    assertThat(published()).isEmpty();
    deploy().run().succeeded();
    assertThat(published()).containsExactly(RESOLVED);
  }

  @Test
  void recordsOffline() {
    String[] asked = {"-Dstatushub.aroundBuild.goals=validate", "--offline"};
    MavenRun.Ended kept = build("validate").args(asked).run().succeeded();
    assertThat(kept.output()).contains("StatusHub: shop: pending", "Maven works offline");
    MavenRun.Ended broken =
        build("validate", "deploy:none@none").args(asked).args(breaking("web")).run().failed();
    assertThat(broken.count("StatusHub: shop: pending")).isEqualTo(2);
    assertThat(published()).isEmpty();

    build().goal("flush").run().succeeded();
    assertThat(published()).containsExactlyInAnyOrder(MAINTENANCE, OPENED);
  }

  @Test
  void countsAKilledBuildInTheNext() throws Exception {
    List<String> announced = new ArrayList<>();
    String fourth = "-Dstatushub.aroundBuild.openAfter=4";
    for (String signal : List.of("TERM", "INT", "KILL")) {
      CountDownLatch deploying = new CountDownLatch(1);
      try (RawReceiver stuck =
          RawReceiver.start(
              connection -> {
                connection.readHead();
                deploying.countDown();
                connection.keepOpen();
              })) {
        Process build =
            deploy(fourth, "-Dbackend.url=http://127.0.0.1:" + stuck.port() + "/").start();
        assertThat(deploying.await(120, TimeUnit.SECONDS)).isTrue();
        new ProcessBuilder("kill", "-" + signal, String.valueOf(build.pid())).start().waitFor();
        assertThat(build.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(build.exitValue()).isNotZero();
      }
      announced.addAll(published());
    }

    assertThat(announced).containsExactly(MAINTENANCE);
    MavenRun.Ended next = deploy(fourth, breaking("web")).run().failed();
    assertThat(next.count("was killed before its end; it counts as failed")).isEqualTo(1);
    assertThat(published()).containsExactly(OPENED);

    deploy().run().succeeded();
    assertThat(published()).containsExactly(RESOLVED);
  }

  @Test
  void announcesUnreadableProjectsAsACoreExtension() throws IOException {
    List<Document.Fence> shown =
        Document.read("docs/start-maven.md").section("### As a core extension").fences();
    write(
        ".mvn/extensions.xml",
        shown.get(0).text().replace("1.0.0-SNAPSHOT", MavenRun.setting("it.version")));
    // Here the title comes from the environment.
    write(".mvn/maven.config", shown.get(1).text().replaceAll(".*incident\\.title=.*\n", ""));
    String readable = Files.readString(project.resolve("pom.xml"));
    write("pom.xml", readable.replace("<version>1.4</version>", ""));
    String title = "STATUSHUB_AROUNDBUILD_INCIDENT_TITLE";

    MavenRun.Ended unread = deploy().env(title, "The upgrade of the shop failed").run().failed();
    assertThat(published()).containsExactly(OPENED);
    assertThat(unread.output()).contains("'version' is missing");
    build("validate").env(title, "The upgrade of the shop failed").run().failed();
    assertThat(published()).isEmpty();

    write("pom.xml", readable);
    MavenRun.Ended read = deploy().run().succeeded();
    assertThat(published())
        .as("once, although it is loaded twice")
        .containsExactly(MAINTENANCE, RESOLVED);
    assertThat(read.count("StatusHub:")).isEqualTo(2);
  }

  @Test
  void leavesTheBuildAloneIfTheLedgerCantBeUsed() throws IOException {
    Files.writeString(ledger, "no folder");
    MavenRun.Ended good = deploy().run().succeeded();
    assertThat(good.output()).contains("BUILD SUCCESS", "StatusHub: ");

    assertThat(published()).containsExactly(MAINTENANCE);

    MavenRun.Ended bad = deploy(breaking("backend")).run().failed();
    assertThat(bad.output()).contains("Failed to execute goal", "on project shop-backend");
    assertThat(published()).as("sent once").containsExactly(MAINTENANCE, OPENED);
  }

  @Test
  void announcesWithoutALedgerIfTheUserHasNoHome() throws IOException {
    MavenRun.Ended bad =
        homeless(work.resolve("bad.log")).args("deploy", breaking("backend")).run().failed();
    assertThat(published()).as("sent once").containsExactly(MAINTENANCE, OPENED);
    assertThat(bad.count("StatusHub: no ledger: the home folder")).isEqualTo(1);
    assertThat(bad.output()).contains("Failed to execute goal", "on project shop-backend");
    assertThat(bad.output()).doesNotContain("the ledger can't be used");

    homeless(work.resolve("good.log")).args("deploy").run().succeeded();
    assertThat(published()).as("nothing is known to be open").containsExactly(MAINTENANCE);
    assertThat(project.resolve("?")).doesNotExist();
  }

  private MavenRun homeless(Path log) {
    return new MavenRun(project, log)
        .with(mvn())
        .env("BRANCH_NAME", "main")
        .env("STATUSHUB_SHOP_URL", hub.hookUrl("shop").toString())
        .env("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Duser.home=?")
        .settings(mirror());
  }

  @Test
  void endsTheBuildBeforeItBeginsIfAParameterIsWrong() throws IOException {
    configure(
        "<aroundBuild><service>shop</service><incident><title>Broken</title></incident></aroundBuild>");
    MavenRun.Ended ended = deploy().run().failed();
    assertThat(ended.output())
        .contains(
            "StatusHub: incident.status: is required; allowed: ",
            "Fix it in <aroundBuild><incident><status> of statushub-maven-plugin's <configuration>"
                + " or with -Dstatushub.aroundBuild.incident.status=…")
        .doesNotContain("Reactor Summary");
    assertThat(deployed()).isEmpty();
    assertThat(published()).isEmpty();
  }

  @Test
  void warnsOnceAndRecordsNothingIfTheHookUrlIsUnknown() {
    MavenRun.Ended good = deploy().env("STATUSHUB_SHOP_URL", "").run().succeeded();

    assertThat(good.count("[WARNING] StatusHub: not announced: hook URL: none is known"))
        .isEqualTo(1);
    assertThat(published()).isEmpty();
    assertThat(ledger).doesNotExist();
  }

  @Test
  void refusesAPropertyInAnotherCase() {
    MavenRun.Ended ended = deploy("-DstatusHub.dryRun=true").run().failed();

    assertThat(ended.output())
        .contains("-DstatusHub.dryRun: is not known; did you mean -Dstatushub.dryRun?");
    assertThat(published()).isEmpty();
  }

  @Test
  void announcesTheDefaultGoalOfTheProject() throws IOException {
    String pom = Files.readString(project.resolve("pom.xml"));
    write("pom.xml", pom.replaceFirst("<build>", "<build><defaultGoal>deploy</defaultGoal>"));

    build().run().succeeded();

    assertThat(published()).containsExactly(MAINTENANCE);
  }

  @Test
  void checkShowsEachMessageAndSendsNothing() {
    MavenRun.Ended check = build().goal("check").run().succeeded();

    assertThat(check.output())
        .contains("<maintenance>:", "<incident>:", "<update>:", "<resolved>:")
        .contains("The shop is upgraded to 1.4");
    assertThat(published()).isEmpty();
    assertThat(ledger).doesNotExist();
  }
}
