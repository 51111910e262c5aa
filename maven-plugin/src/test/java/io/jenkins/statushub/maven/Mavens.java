package io.jenkins.statushub.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Mavens that this build has brought along: the running and the oldest, and all supported lines
 * with the profile {@code all-mavens}.
 */
final class Mavens {
  private Mavens() {}

  /** Returns their homes. */
  static List<Path> all() {
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(MavenRun.setting("it.mavenHome")));
    homes.add(Path.of(MavenRun.setting("it.oldestMavenHome")));
    String others = System.getProperty("it.otherMavens", "");
    for (String version : others.isBlank() ? List.<String>of() : List.of(others.split(","))) {
      homes.add(Path.of(MavenRun.setting("it.otherMavensFolder"), "apache-maven-" + version));
    }
    return homes;
  }

  /** Returns the home of Maven 4; null if this build has not brought it along. */
  static @Nullable Path maven4() {
    return all().stream().filter(Mavens::is4).findFirst().orElse(null);
  }

  /** Returns whether Maven 4, which encrypts passwords in another form, has this home. */
  static boolean is4(Path home) {
    return mvn(home).resolveSibling("mvnenc").toFile().exists();
  }

  /** Returns the command of a home. */
  static Path mvn(Path home) {
    return home.resolve("bin/mvn");
  }
}
