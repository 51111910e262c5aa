package io.jenkins.plugins.statushub.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CasCTest {
  private static final String YAML =
      """
      services:
      - credentialsId: "hook-shop"
        name: "shop"
      - credentialsId: "hook-pay"
        folders: "team-a"
        name: "pay"
      timeoutSeconds: 15
      format: "markdown"
      """;

  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  @Test
  void inAndOutAgain(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("jenkins.yaml");
    Files.writeString(
        file, "unclassified:\n  statusHub:\n" + YAML.indent(4), StandardCharsets.UTF_8);

    ConfigurationAsCode.get().configure(file.toString());

    StatusHubConfiguration settings = StatusHubConfiguration.get();
    assertThat(settings.getServices()).hasSize(2);
    assertThat(Objects.requireNonNull(settings.service("pay")).getFolders()).isEqualTo("team-a");
    assertThat(settings.getTimeoutSeconds()).isEqualTo(15);
    assertThat(settings.getFormat()).isEqualTo("markdown");

    ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
    String out =
        Util.toYamlString(
            Objects.requireNonNull(Util.getUnclassifiedRoot(context).get("statusHub")));
    assertThat(out.lines().map(String::trim))
        .contains(
            "- credentialsId: \"hook-shop\"",
            "name: \"shop\"",
            "folders: \"team-a\"",
            "timeoutSeconds: 15",
            "format: \"markdown\"");
  }
}
