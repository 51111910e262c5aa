package io.jenkins.plugins.statushub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The plugin's {@code .hpi}, as the build has made it. */
final class ShippedPlugin {
  private ShippedPlugin() {}

  /** Puts it among the plugins of a Jenkins that does not run. */
  static void installInto(RealJenkinsExtension jenkins) throws IOException {
    Path plugins = jenkins.getHome().toPath().resolve("plugins");
    Files.createDirectories(plugins);
    Files.copy(Path.of(System.getProperty("statushub.hpi")), plugins.resolve("statushub.jpi"));
  }
}
