package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Builds that have no hook URL, such as those of a fork's pull request. */
class UnknownHookUrlIT extends GoalTestBase {
  private static final String BOUND =
      """
      <executions><execution>
        <id>open</id>
        <phase>validate</phase>
        <goals><goal>incident</goal></goals>
        <configuration>
          <service>shop</service>
          <title>Deploying</title>
          <status>degraded</status>
          %s
        </configuration>
      </execution></executions>
      """;

  @ParameterizedTest
  @EnumSource
  void warnsInABoundGoalAndRecordsNothing(MavenHome home) throws IOException {
    write("pom.xml", pom("fork", "", BOUND.formatted("")));

    MavenRun.Ended run = bareMaven().with(home).args("validate").run().succeeded();

    assertThat(run.output())
        .contains("[WARNING] StatusHub: not announced: hook URL: none is known for service 'shop'")
        .contains("STATUSHUB_SHOP_URL");
    assertThat(run.count("[WARNING] StatusHub")).isEqualTo(1);
    assertThat(ledger).doesNotExist();
  }

  @Test
  void failsABoundGoalIfFailOnErrorAsks() throws IOException {
    write("pom.xml", pom("fork", "", BOUND.formatted("<failOnError>true</failOnError>")));

    MavenRun.Ended run = bareMaven().args("validate").run().failed();

    assertThat(run.output()).contains("hook URL: none is known for service 'shop'");
  }

  @Test
  void namesTheVariableThatAPasswordIsTakenFrom() {
    MavenRun.Ended run =
        bareMaven()
            .goal("incident")
            .set("service", "shop")
            .set("key", "checkout")
            .set("title", "Slow")
            .set("status", "down")
            .settings(
                "<servers><server><id>statushub-shop</id>"
                    + "<password>${env.SHOP_HOOK}</password></server></servers>")
            .run()
            .failed();

    assertThat(run.output())
        .contains(
            "<server> 'statushub-shop' in settings.xml: its <password> is taken from the"
                + " environment variable SHOP_HOOK, which is not set");
    AnnounceIT.assertNoStackTrace(run);
  }
}
