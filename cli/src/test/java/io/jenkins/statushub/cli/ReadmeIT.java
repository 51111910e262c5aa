package io.jenkins.statushub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.testing.Document;
import io.jenkins.statushub.testing.Walkthrough;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What somebody types who has a clone, an empty home and the README, and no other document. */
class ReadmeIT {

  @Test
  void linesAboutTheCommandWorkAsTheyStand() throws Exception {
    Path parent = Files.createDirectories(Path.of(Shell.setting("it.work"), "ReadmeIT"));
    try (Walkthrough newcomer =
        new Walkthrough(Files.createTempDirectory(parent, "clone-"))
            .maven(
                Path.of(Shell.setting("it.mavenHome"), "bin", "mvn"),
                Path.of(Shell.setting("it.upstream")))
            .hubOptions("--port 0")) {

      for (Document.Fence block : Document.read("README.md").section("## Command").fences()) {
        newcomer.type(block.text());
      }

      assertThat(newcomer.lines())
          .as(newcomer.output())
          .hasSizeGreaterThan(3)
          .allMatch(line -> line.exitCode() == (line.text().endsWith("-- false") ? 1 : 0));
      assertThat(newcomer.output())
          .contains("opened: 'Upgrade failed'", "resolved: 'Upgrade failed'");
    }
  }
}
