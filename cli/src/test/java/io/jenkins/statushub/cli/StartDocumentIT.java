package io.jenkins.statushub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.testing.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** Types what docs/start-command.md shows. */
class StartDocumentIT extends CommandTestBase {

  @Test
  void runAnnouncesTheDeploymentAsTheDocumentSays() throws IOException {
    String command = block("## Around a deployment");
    Files.setPosixFilePermissions(
        file("deploy.sh", "#!/bin/sh\ntest $1 = --now && exit 3\n"),
        PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(shell.run(command).exitCode()).isEqualTo(3);
    file("deploy.sh", "#!/bin/sh\nexit 0\n");
    assertThat(shell.run(command).exitCode()).isZero();

    assertThat(windows()).isNotEmpty();
    assertThat(states()).containsExactly("investigating", "resolved");
  }

  @Test
  void commandsTypedByHandAnnounceAsTheDocumentSays() throws IOException {
    assertThat(shell.run("set -e\n" + block("## By hand")).exitCode()).isZero();

    assertThat(states()).containsExactly("investigating", "resolved");
    assertThat(windows()).hasSize(1);
  }

  private static String block(String heading) throws IOException {
    return Document.read("docs/start-command.md").section(heading).fences().get(0).text();
  }
}
