package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.model.RequestVerdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds and modules that share a ledger at the same moment, seen from the hub's side. */
class ConcurrentBuildsIT extends GoalTestBase {
  private static final int MODULES = 20;

  private static final String INCIDENT_IN_EACH_MODULE =
      """
      <executions><execution>
        <id>open</id>
        <phase>validate</phase>
        <goals><goal>incident</goal></goals>
        <configuration>
          <service>shop</service>
          <title>Deploying ${project.artifactId}</title>
          <status>degraded</status>
          <perModule>true</perModule>
          <timeout>60s</timeout>
        </configuration>
      </execution></executions>
      """;

  /** How often: more by -Dstatushub.rounds. */
  static IntStream rounds() {
    return IntStream.rangeClosed(1, Integer.getInteger("statushub.rounds", 3));
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void announceOneIncidentAndLoseNoUpdate(int round) throws Exception {
    writeReactor();
    List<Process> builds = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      builds.add(maven().args("-T4", "validate").start());
    }
    for (Process build : builds) {
      assertThat(build.waitFor(300, TimeUnit.SECONDS)).isTrue();
      assertThat(build.exitValue()).isZero();
    }

    assertThat(hub.received())
        .hasSize(2 * (MODULES + 1))
        .allMatch(request -> request.verdict() == RequestVerdict.ACCEPTED);
    assertThat(hub.incidents())
        .as("round " + round)
        .singleElement()
        .satisfies(incident -> assertThat(incident.updates()).hasSize(2 * (MODULES + 1)));
    assertThat(maven().goal("flush").run().succeeded().output())
        .contains("delivered 0, nothing is pending");
  }

  private void writeReactor() throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < MODULES; i++) {
      names.add("m" + i);
      write("m" + i + "/pom.xml", module("m" + i, ""));
    }
    write("pom.xml", pom("parent", String.join(",", names), INCIDENT_IN_EACH_MODULE));
  }
}
