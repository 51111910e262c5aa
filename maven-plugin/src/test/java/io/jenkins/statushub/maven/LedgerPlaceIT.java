package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the ledger lies unless {@code statushub.ledger} is set. */
class LedgerPlaceIT extends GoalTestBase {
  private MavenRun withHome(String home) {
    return new MavenRun(project, work.resolve("run.log"))
        .env("STATUSHUB_SHOP_URL", hub.hookUrl("shop").toString())
        .env("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Duser.home=" + home)
        .goal("incident")
        .set("service", "shop")
        .set("key", "checkout")
        .set("title", "Slow")
        .set("status", "down");
  }

  @Test
  void isTheHomeOfTheUser() {
    withHome(work.resolve("home").toString()).run().succeeded();

    assertThat(work.resolve("home/.statushub/ledger")).isDirectory();
  }

  /** What Java says in a container whose user has no entry. */
  @ParameterizedTest
  @EnumSource
  void isNowhereIfTheUserHasNoHomeAndTheMessageIsSentAllTheSame(MavenHome home) throws IOException {
    MavenRun.Ended run = withHome("?").with(home).run().succeeded();

    assertThat(hub.incidents("shop")).hasSize(1);
    assertThat(run.output())
        .contains("[WARNING] StatusHub: no ledger: the home folder of this user (user.home) is '?'")
        .contains("-Dstatushub.ledger=")
        .contains("sent without the ledger");
    assertThat(run.count("[WARNING] StatusHub:")).isEqualTo(1);
    try (var files = Files.list(project)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "/"})
  void isNowhereForTheOtherGoalsEither(String home) throws IOException {
    MavenRun.Ended shown = goal("ledger", home).run().failed();
    MavenRun.Ended flushed = goal("flush", home).run().succeeded();

    String problem =
        "StatusHub: no ledger: the home folder of this user (user.home) is '" + home + "'";
    assertThat(shown.output()).contains(problem);
    assertThat(flushed.output()).contains("[WARNING] " + problem);
    AnnounceIT.assertNoStackTrace(shown);
    try (var files = Files.list(project)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void isNowhereForADryRun() {
    MavenRun.Ended shown = withHome("?").set("dryRun", "true").run().succeeded();

    assertThat(shown.output()).contains("dry run, nothing is sent or recorded", "\"id\"");
    assertThat(hub.received()).isEmpty();
  }

  private MavenRun goal(String goal, String home) {
    return new MavenRun(project, work.resolve(goal + ".log"))
        .env("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Duser.home=" + home)
        .goal(goal);
  }

  @Test
  void isNowhereIfTheHomeCantBeWrittenAndTheMessageIsSentAllTheSame() throws IOException {
    Path file = Files.writeString(work.resolve("no-folder"), "");

    MavenRun.Ended run = withHome(file.toString()).run().succeeded();

    assertThat(hub.incidents("shop")).hasSize(1);
    assertThat(run.output()).contains("[WARNING] StatusHub: sent without the ledger");
  }

  @Test
  void isToldIfItIsNewInACiJob() {
    MavenRun.Ended first = slow("shop").run().succeeded();
    MavenRun.Ended second = slow("shop").run().succeeded();

    assertThat(first.output())
        .contains("[WARNING] StatusHub: the ledger " + ledger + " is new")
        .contains("keep the folder (statushub.ledger), or give an id (statushub.id)");
    assertThat(second.output()).doesNotContain("is new");
  }

  private MavenRun slow(String job) {
    return maven()
        .env("GITHUB_ACTIONS", "true")
        .env("GITHUB_REPOSITORY", "example/" + job)
        .env("GITHUB_WORKFLOW", "deploy")
        .env("GITHUB_JOB", "prod")
        .goal("incident")
        .set("service", "shop")
        .set("title", "Slow")
        .set("status", "down");
  }

  @ParameterizedTest
  @EnumSource
  void isOneForAllModulesIfItIsRelative(MavenHome home) throws IOException {
    write(
        "pom.xml",
        pom(
            "parent",
            "a,b",
            """
            <executions><execution>
              <phase>validate</phase>
              <goals><goal>incident</goal></goals>
              <configuration>
                <service>shop</service><title>Slow</title><status>down</status>
                <perModule>true</perModule>
              </configuration>
            </execution></executions>
            """));
    write("a/pom.xml", module("a", ""));
    write("b/pom.xml", module("b", ""));

    maven().with(home).set("ledger", "kept/ledger").args("validate").run().succeeded();

    assertThat(project.resolve("kept/ledger")).isDirectory();
    assertThat(project.resolve("a/kept")).doesNotExist();
    assertThat(project.resolve("b/kept")).doesNotExist();
  }
}
