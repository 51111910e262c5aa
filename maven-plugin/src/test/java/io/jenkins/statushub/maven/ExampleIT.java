package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.model.Incident;
import io.jenkins.statushub.hub.model.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example {@code maven-goals}, as its README and the demo run it. */
class ExampleIT extends GoalTestBase {

  @ParameterizedTest
  @EnumSource
  void aDeploymentBreaksAndRecovers(MavenHome home) throws IOException {
    Path example = Path.of(MavenRun.setting("it.examples"), "maven-goals", "pom.xml");
    Files.copy(example, project.resolve("pom.xml"));

    deployment(home).args("verify", "-Dshop.answers=no").run().failed();
    deployment(home).args("statushub:incident@broke").run().succeeded();
    deployment(home)
        .args("statushub:incident@rolling-back", "-Dshop.version=1.3")
        .run()
        .succeeded();
    deployment(home).args("verify", "-Dshop.version=1.3").run().succeeded();

    assertThat(hub.maintenances("shop"))
        .extracting(window -> window.title())
        .containsExactly("Deploying shop 1.4", "Deploying shop 1.3");
    Incident incident = hub.incidents("shop").get(0);
    assertThat(hub.incidents()).hasSize(1);
    assertThat(incident.updates())
        .extracting(update -> update.state())
        .containsExactly(State.INVESTIGATING, State.IDENTIFIED, State.RESOLVED);
    assertThat(incident.updates().get(0).description())
        .contains("The update to version 1.4 went wrong.<br>");
  }

  private MavenRun deployment(MavenHome home) {
    return maven().with(home).set("version", MavenRun.setting("it.version"));
  }
}
