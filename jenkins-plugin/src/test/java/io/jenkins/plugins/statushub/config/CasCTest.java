package io.jenkins.plugins.statushub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CasCTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "start-jenkins.md");

  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  @TempDir Path folder;

  private void configure(String yaml) throws Exception {
    Path file = folder.resolve("jenkins.yaml");
    Files.writeString(file, yaml);
    ConfigurationAsCode.get().configure(file.toString());
  }

  private static String documented() throws Exception {
    String document = Files.readString(DOCUMENT);
    int start = document.indexOf("```yaml\nunclassified:") + "```yaml\n".length();
    return document.substring(start, document.indexOf("```", start));
  }

  @Test
  void configuresWhatTheDocumentShowsAndExportsIt() throws Exception {
    configure(documented());

    StatusHubConfiguration settings = StatusHubConfiguration.get();
    assertThat(settings.getServices())
        .extracting(StatusHubService::getName)
        .containsExactly("shop", "payments-api");
    assertThat(Objects.requireNonNull(settings.service("payments-api")).getFolders())
        .isEqualTo("payments, shared/billing");
    assertThat(settings.getAllowedHosts()).isEqualTo("status.example.com");
    assertThat(settings.getTimeoutSeconds()).isEqualTo(15);

    ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
    String out =
        Util.toYamlString(
            Objects.requireNonNull(Util.getUnclassifiedRoot(context).get("statusHub")));
    assertThat(out.lines().map(String::trim))
        .contains(
            "- credentialsId: \"shop-hook\"",
            "name: \"shop\"",
            "folders: \"payments, shared/billing\"",
            "allowedHosts: \"status.example.com\"",
            "timeoutSeconds: 15");
  }

  @Test
  void refusesTwoServicesOfOneNameAndKeepsTheSettings() {
    assertThatThrownBy(
            () ->
                configure(
                    """
                    unclassified:
                      statusHub:
                        services:
                          - name: team
                            credentialsId: a
                            folders: teamA
                          - name: team
                            credentialsId: b
                            folders: teamB
                    """))
        .hasStackTraceContaining("services: 'team' is there twice")
        .hasStackTraceContaining("statusHubServices");

    assertThat(StatusHubConfiguration.get().getServices())
        .extracting(StatusHubService::getName)
        .containsExactly("shop", "pay");
  }

  @Test
  void refusesNamesThatAreNoServices() {
    assertThatThrownBy(
            () ->
                configure(
                    """
                    unclassified:
                      statusHub:
                        services:
                          - name: "no spaces"
                            credentialsId: a
                    """))
        .hasStackTraceContaining("name: 'no spaces' is not allowed");
  }

  @Test
  void aScriptConfiguresAFolderBySymbol() throws Exception {
    Folder team = jenkins.folder();
    JenkinsWithHub.secretText(team, "by-script", jenkins.hookUrl("by-script").toString());

    StatusHubFolderProperty property =
        new DescribableModel<>(StatusHubFolderProperty.class)
            .instantiate(
                Map.of(
                    "services", List.of(Map.of("name", "search", "credentialsId", "by-script"))));
    team.addProperty(property);
    jenkins.run(
        Result.SUCCESS,
        team,
        "statusHubIncident(service: 'search', title: 'Slow', status: 'degraded')");

    assertThat(jenkins.published("by-script")).containsExactly("investigating Slow");
    assertThat(org.jenkinsci.plugins.structs.SymbolLookup.getSymbolValue(property))
        .containsExactly("statusHubServices");
    // Job DSL, which is not among the test's plugins, names things by the same symbols and
    // parameters.
    String document = Files.readString(DOCUMENT);
    String script = document.substring(document.indexOf("folder('payments')"));
    assertThat(script.substring(0, script.indexOf("```")))
        .contains(
            "statusHubServices {", "services {", "statusHubService {", "name(", "credentialsId(");
    assertThat(org.jenkinsci.plugins.structs.SymbolLookup.getSymbolValue(StatusHubService.class))
        .containsExactly("statusHubService");
  }

  @Test
  void aScriptIsRefusedTwoServicesOfOneName() {
    StatusHubService service = new StatusHubService("search", "a");

    assertThatThrownBy(() -> new StatusHubFolderProperty(List.of(service, service)))
        .hasMessageContaining("services: 'search' is there twice");
  }
}
