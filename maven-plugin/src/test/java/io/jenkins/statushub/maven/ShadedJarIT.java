package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The plugin's jar. A core extension shares its class loader with other extensions. */
class ShadedJarIT {
  @Test
  void holdsNoClassUnderTheNameOfALibrary() throws Exception {
    String version = MavenRun.setting("it.version");
    Path jar =
        Path.of(
            MavenRun.setting("it.repository"),
            "io/jenkins/statushub/statushub-maven-plugin",
            version,
            "statushub-maven-plugin-" + version + ".jar");
    List<String> classes;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      classes =
          zip.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).toList();
    }

    assertThat(classes)
        .allMatch(name -> name.startsWith("io/jenkins/statushub/"))
        .anyMatch(name -> name.startsWith("io/jenkins/statushub/shaded/jackson/core/"))
        .anyMatch(name -> name.startsWith("io/jenkins/statushub/shaded/commonmark/"));
  }
}
