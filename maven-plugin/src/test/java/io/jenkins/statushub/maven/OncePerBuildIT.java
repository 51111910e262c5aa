package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.model.Incident;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often a bound goal announces in one build. */
class OncePerBuildIT extends GoalTestBase {
  private static final String OPEN_AT_VALIDATE =
      """
      <executions><execution>
        <id>open</id>
        <phase>validate</phase>
        <goals><goal>incident</goal></goals>
        <configuration>
          <service>shop</service>
          <title>Deploying ${project.artifactId}</title>
          <status>degraded</status>
        </configuration>
      </execution></executions>
      """;

  private static final String WINDOW_AT_VALIDATE =
      """
      <executions><execution>
        <id>window</id>
        <phase>validate</phase>
        <goals><goal>maintenance</goal></goals>
        <configuration>
          <service>shop</service>
          <title>Deploying</title>
          <status>degraded</status>
          <duration>30m</duration>
        </configuration>
      </execution></executions>
      """;

  @ParameterizedTest
  @EnumSource
  void announcesOnceIfALaterGoalForksTheLifecycle(MavenHome home) throws IOException {
    write("pom.xml", pom("single", "", WINDOW_AT_VALIDATE));

    maven()
        .with(home)
        .args("validate", "org.apache.maven.plugins:maven-source-plugin:3.3.1:jar")
        .run()
        .succeeded();

    assertThat(hub.maintenances("shop")).hasSize(1);
  }

  @Test
  void runsATypedGoalAsOftenAsItIsTyped() throws IOException {
    write("pom.xml", pom("parent", "a,b", ""));
    for (String name : List.of("a", "b")) {
      write(name + "/pom.xml", module(name, ""));
    }

    maven()
        .args("statushub:incident", "validate", "statushub:incident")
        .set("service", "shop")
        .set("title", "Slow")
        .set("status", "down")
        .run()
        .succeeded();

    assertThat(hub.received()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void announcesAnInheritedExecutionOnceInAParallelReactor(MavenHome home) throws IOException {
    write("pom.xml", pom("parent", "a,b,c", OPEN_AT_VALIDATE));
    for (String name : List.of("a", "b", "c")) {
      write(name + "/pom.xml", module(name, ""));
    }

    maven().with(home).args("-T4", "validate").run().succeeded();
    assertThat(hub.received()).hasSize(1);

    maven().with(home).args("validate", "-pl", "b").run().succeeded();
    assertThat(hub.received()).hasSize(2);
    assertThat(hub.incidents())
        .singleElement()
        .extracting(Incident::title)
        .isEqualTo("Deploying b");

    maven().with(home).args("validate").set("perModule", "true").run().succeeded();
    assertThat(hub.received()).hasSize(6);
  }

  @Test
  void announcesEachExecutionThatModulesDeclareThemselves() throws IOException {
    write("pom.xml", pom("parent", "a,b", ""));
    for (String name : List.of("a", "b")) {
      String plugin =
          """
          <build><plugins><plugin>
            <groupId>io.jenkins.statushub</groupId>
            <artifactId>statushub-maven-plugin</artifactId>
            %s
          </plugin></plugins></build>
          """;
      write(name + "/pom.xml", module(name, plugin.formatted(OPEN_AT_VALIDATE)));
    }

    maven().args("validate").run().succeeded();

    assertThat(hub.received()).hasSize(2);
  }

  @Test
  void announcesATypedGoalOnceInAReactor() throws IOException {
    write("pom.xml", pom("parent", "a,b", ""));
    write("a/pom.xml", module("a", ""));
    write("b/pom.xml", module("b", ""));

    maven()
        .args("statushub:incident")
        .set("service", "shop")
        .set("title", "Slow")
        .set("status", "down")
        .run()
        .succeeded();

    assertThat(hub.received()).hasSize(1);
  }
}
