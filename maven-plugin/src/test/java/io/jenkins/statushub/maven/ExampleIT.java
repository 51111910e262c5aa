package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.model.Incident;
import io.jenkins.statushub.hub.model.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples, as their READMEs run them. That of the extension has tests of its own. */
class ExampleIT extends GoalTestBase {

  private void copy(String example) throws IOException {
    Files.copy(
        Path.of(MavenRun.setting("it.examples"), example, "pom.xml"), project.resolve("pom.xml"));
  }

  private MavenRun build(MavenHome home) {
    return maven().with(home).set("version", MavenRun.setting("it.version"));
  }

  @ParameterizedTest
  @EnumSource
  void goalsAnnounceADeploymentThatBreaksAndRecovers(MavenHome home) throws IOException {
    copy("maven-goals");

    build(home).args("verify", "-Dshop.answers=no").run().failed();
    build(home).args("statushub:incident@broke").run().succeeded();
    build(home).args("statushub:incident@rolling-back", "-Dshop.version=1.3").run().succeeded();
    build(home).args("verify", "-Dshop.version=1.3").run().succeeded();

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

  @ParameterizedTest
  @EnumSource
  void nightlyOpensAfterTheThirdFailure(MavenHome home) throws IOException {
    copy("maven-nightly");

    build(home).args("verify", "-Dshop.answers=no").run().failed();
    build(home).args("verify", "-Dshop.answers=no").run().failed();
    assertThat(hub.received()).isEmpty();
    build(home).args("verify", "-Dshop.answers=no").run().failed();
    build(home).args("verify", "-Dshop.answers=no").run().failed();
    build(home).args("verify").run().succeeded();

    assertThat(hub.incidents("shop"))
        .singleElement()
        .satisfies(
            incident ->
                assertThat(incident.updates())
                    .extracting(update -> update.title() + ", " + update.silent())
                    .containsExactly(
                        "The shop fails its nightly check, false",
                        "The shop fails its nightly check, true",
                        "The shop passes its nightly check again, false"));
  }

  @Test
  void releaseAnnouncesOnlyWhenItIsPerformed() throws Exception {
    copy("maven-release");
    Path remote = work.resolve("remote.git");
    git("init", "-q", "--bare", remote.toString());
    git("init", "-q");
    Files.writeString(
        project.resolve(".gitignore"), "target/\nrelease.properties\n*.releaseBackup\n");
    git("add", ".");
    git("commit", "-qm", "Begin");

    release(remote, "release:prepare").run().succeeded();
    assertThat(hub.received()).isEmpty();
    release(remote, "release:perform").env("STATUSHUB_SKIP", "true").run().succeeded();
    assertThat(hub.received()).isEmpty();
    // It removes what it needs for another time.
    git("tag", "-d", "shop-release-1.4");
    git("reset", "-q", "--hard", "HEAD~2");
    release(remote, "release:prepare").run().succeeded();
    release(remote, "release:perform").run().succeeded();

    assertThat(hub.maintenances("shop"))
        .extracting(window -> window.title())
        .containsExactly("Upgrading the shop to 1.4");
  }

  private MavenRun release(Path remote, String goal) {
    String arguments =
        "-s "
            + work.resolve("release.log.settings.xml")
            + " -Dmaven.repo.local="
            + MavenRun.setting("it.repository")
            + " -Dstatushub.ledger="
            + ledger
            + " -Dstatushub.version="
            + MavenRun.setting("it.version")
            + " -Dshop.git=file://"
            + remote
            + " -Dshop.url="
            + work.resolve("deployed").toUri();
    return new MavenRun(project, work.resolve("release.log"))
        .env("STATUSHUB_SHOP_URL", hub.hookUrl("shop").toString())
        .env("GIT_AUTHOR_NAME", "Test")
        .env("GIT_AUTHOR_EMAIL", "test@example.com")
        .env("GIT_COMMITTER_NAME", "Test")
        .env("GIT_COMMITTER_EMAIL", "test@example.com")
        .args(
            goal,
            "-DreleaseVersion=1.4",
            "-Dtag=shop-release-1.4",
            // The plugin itself is not released yet.
            "-DignoreSnapshots=true",
            "-DdevelopmentVersion=1.5-SNAPSHOT",
            "-Dshop.git=file://" + remote,
            "-Dshop.url=" + work.resolve("deployed").toUri(),
            "-Dstatushub.version=" + MavenRun.setting("it.version"),
            "-Darguments=" + arguments);
  }

  private void git(String... arguments) throws Exception {
    java.util.List<String> command =
        new java.util.ArrayList<>(
            java.util.List.of("git", "-c", "user.name=Test", "-c", "user.email=test@example.com"));
    command.addAll(java.util.List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("git.log").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(work.resolve("git.log"))).isZero();
  }
}
