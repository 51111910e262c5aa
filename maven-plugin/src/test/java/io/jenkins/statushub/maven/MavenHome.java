package io.jenkins.statushub.maven;

import java.nio.file.Path;

/** The Mavens that the tests run. */
enum MavenHome {
  /** The one that runs this build. */
  RUNNING("it.mavenHome"),
  /** The oldest that the goals support. */
  OLDEST("it.oldestMavenHome");

  private final String property;

  MavenHome(String property) {
    this.property = property;
  }

  Path command() {
    return Path.of(MavenRun.setting(property), "bin", "mvn");
  }
}
