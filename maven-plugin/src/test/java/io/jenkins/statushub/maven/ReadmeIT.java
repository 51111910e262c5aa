package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.testing.Document;
import io.jenkins.statushub.testing.Walkthrough;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody types who has a clone, an empty home and the README, and no other document. */
@Execution(ExecutionMode.CONCURRENT)
class ReadmeIT {

  @ParameterizedTest
  @MethodSource("io.jenkins.statushub.maven.Mavens#all")
  void linesAboutMavenWorkAsTheyStand(Path maven) throws Exception {
    Path parent = Files.createDirectories(Path.of(MavenRun.setting("it.work"), "ReadmeIT"));
    try (Walkthrough newcomer =
        new Walkthrough(Files.createTempDirectory(parent, maven.getFileName() + "-"))
            .maven(Mavens.mvn(maven), Path.of(MavenRun.setting("it.upstream")))
            .hubOptions("-Dstatushub.port=0")) {

      for (Document.Fence block : Document.read("README.md").section("## Maven").fences()) {
        newcomer.type(block.text());
      }

      assertThat(newcomer.lines())
          .as(newcomer.output())
          .hasSizeGreaterThan(4)
          .allMatch(line -> line.exitCode() == 0);
      assertThat(newcomer.output())
          .contains("Slow checkouts' (investigating, degraded)", "Back to normal' (resolved, up)");
    }
  }
}
