package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.model.State;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters in an {@code <execution>}, wherever Maven takes them from. */
class ExecutionParametersIT extends GoalTestBase {
  private void execution(String idAndGoals, String elements) throws IOException {
    write(
        "pom.xml",
        pom(
            "shop",
            "",
            """
            <configuration>
              <service>shop</service><status>degraded</status><title>Slow</title>
            </configuration>
            <executions><execution>%s<configuration>%s</configuration></execution></executions>
            """
                .formatted(idAndGoals, elements)));
  }

  private MavenRun typed(Path home, String goal) {
    return maven().with(Mavens.mvn(home)).args("statushub:" + goal);
  }

  @ParameterizedTest
  @MethodSource("io.jenkins.statushub.maven.Mavens#all")
  void areTakenFromAnExecutionWithoutGoals(Path home) throws IOException {
    execution("<id>slow</id>", "<key>nightly</key><state>identified</state>");

    typed(home, "incident@slow").run().succeeded();

    assertThat(hub.incidents("shop"))
        .singleElement()
        .satisfies(
            incident -> assertThat(incident.updates().get(0).state()).isEqualTo(State.IDENTIFIED));
    assertThat(maven().goal("ledger").set("json", "true").run().succeeded().output())
        .contains("nightly");
  }

  @Test
  void areTakenFromTheExecutionOfAllTypedGoalsThoughMeantForSeveral() throws IOException {
    execution("<id>default-cli</id>", "<key>nightly</key><duration>30m</duration>");
    Path home = Mavens.all().get(0);

    typed(home, "incident").run().succeeded();
    typed(home, "maintenance").run().succeeded();
    typed(home, "ledger").run().succeeded();
    typed(home, "flush").run().succeeded();

    assertThat(hub.incidents("shop")).hasSize(1);
    assertThat(hub.maintenances("shop")).hasSize(1);
  }

  @Test
  void areTakenForAGoalThatIsTypedWithTheExecutionOfAnother() throws IOException {
    execution(
        "<id>window</id><goals><goal>maintenance</goal></goals>",
        "<key>nightly</key><state>identified</state><duration>30m</duration>");

    typed(Mavens.all().get(0), "incident@window").run().succeeded();

    assertThat(hub.incidents("shop")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("io.jenkins.statushub.maven.Mavens#all")
  void areRefusedIfMisspelt(Path home) throws IOException {
    execution("<id>slow</id>", "<dryrun>true</dryrun>");

    assertThat(typed(home, "incident@slow").run().failed().output())
        .contains("<dryrun> in the plugin's <configuration>: is not known; did you mean <dryRun>?");
    assertThat(hub.received()).isEmpty();
  }
}
