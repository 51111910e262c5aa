package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goals for a project whose POM can't be read, as {@code docs/maven.md} says. */
class UnreadablePomIT extends GoalTestBase {
  private MavenRun goal(Path home, Path folder, String... arguments) throws IOException {
    return new MavenRun(folder, Files.createTempFile(work, "run-", ".log"))
        .with(Mavens.mvn(home))
        .set("ledger", ledger.toString())
        .env("STATUSHUB_SHOP_URL", hub.hookUrl("shop").toString())
        .goal("incident")
        .args(arguments)
        .args("-Dstatushub.service=shop", "-Dstatushub.title=Shop is down");
  }

  @ParameterizedTest
  @MethodSource("io.jenkins.statushub.maven.Mavens#all")
  void announceFromAnEmptyFolderWithTheKeyOfTheProject(Path home) throws IOException {
    String readable = pom("shop", "", "");
    write("pom.xml", readable.replace("<version>1</version>", ""));
    Path empty = Files.createDirectories(work.resolve("empty"));

    MavenRun.Ended beside = goal(home, project, "-Dstatushub.status=down").run().failed();
    assertThat(beside.output()).contains("'version' is missing");
    assertThat(hub.received()).isEmpty();

    goal(home, empty, "-Dstatushub.status=down", "-Dstatushub.key=test:shop").run().succeeded();
    write("pom.xml", readable);
    goal(home, project, "-Dstatushub.state=resolved").run().succeeded();

    assertThat(hub.incidents("shop"))
        .singleElement()
        .satisfies(incident -> assertThat(incident.updates()).hasSize(2));
  }
}
