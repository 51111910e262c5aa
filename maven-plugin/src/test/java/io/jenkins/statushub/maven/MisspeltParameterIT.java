package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Maven ignores names that it does not know; what was meant as a draft would be published. */
class MisspeltParameterIT extends GoalTestBase {
  @AfterEach
  void nothingWasSentOrRecorded() {
    assertThat(hub.received()).isEmpty();
    assertThat(ledger).doesNotExist();
  }

  private MavenRun slow() {
    return incident().set("title", "Slow").set("status", "down");
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedOnTheCommandLineAlsoInAnotherCase(MavenHome home) {
    MavenRun.Ended run = slow().with(home).args("-DstatusHub.draft=true").run().failed();

    assertThat(run.output())
        .contains("-DstatusHub.draft: is not known; did you mean -Dstatushub.draft?");
    AnnounceIT.assertNoStackTrace(run);
  }

  @Test
  void isRefusedInMavenOpts() {
    MavenRun.Ended run =
        slow().env("MAVEN_OPTS", "-XX:+UseSerialGC -DstatusHub.draft=true").run().failed();

    assertThat(run.output()).contains("did you mean -Dstatushub.draft?");
  }

  @Test
  void isRefusedAmongThePropertiesOfThePom() throws IOException {
    write(
        "pom.xml",
        pom("shop", "", "")
            .replace(
                "<modules>",
                "<properties><statushub.Draft>true</statushub.Draft></properties><modules>"));

    assertThat(slow().run().failed().output())
        .contains("property statushub.Draft: is not known; did you mean property statushub.draft?");
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedInTheConfigurationOfThePlugin(MavenHome home) throws IOException {
    write("pom.xml", pom("shop", "", "<configuration><drfat>true</drfat></configuration>"));

    MavenRun.Ended run = slow().with(home).run().failed();

    assertThat(run.output())
        .contains("<drfat> in the plugin's <configuration>: is not known; did you mean <draft>?");
    AnnounceIT.assertNoStackTrace(run);
  }

  @Test
  void isRefusedInTheConfigurationOfAnExecution() throws IOException {
    write(
        "pom.xml",
        pom(
            "shop",
            "",
            """
            <executions><execution>
              <id>open</id><phase>validate</phase><goals><goal>incident</goal></goals>
              <configuration>
                <service>shop</service><title>Slow</title><status>down</status>
                <dryrun>true</dryrun>
              </configuration>
            </execution></executions>
            """));

    assertThat(maven().args("validate").run().failed().output())
        .contains("<dryrun> in the plugin's <configuration>: is not known; did you mean <dryRun>?");
  }

  @Test
  void isReportedWithAllOtherMistakes() {
    MavenRun.Ended run = bareMaven().goal("incident").set("silent", "yes").run().failed();

    assertThat(run.output())
        .contains(
            "StatusHub: 5 mistakes:",
            "silent: 'yes' is not allowed; allowed: true, false",
            "key: is required",
            "service: is required",
            "title: is required",
            "status: is required");
    assertThat(run.count("Fix it with")).isEqualTo(5);
  }
}
