package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.hub.model.Incident;
import io.jenkins.statushub.hub.model.State;
import io.jenkins.statushub.testing.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Types what docs/start-maven.md and docs/operating.md show. */
class StartDocumentIT extends GoalTestBase {
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @Test
  void incidentLivesAsTheDocumentsSay() throws IOException {
    Document start = Document.read("docs/start-maven.md");
    String settings =
        start.section("## The short prefix").fences().get(0).text().replaceAll("</?settings>", "");
    Files.copy(
        Path.of(MavenRun.setting("it.examples"), "maven-goals", "pom.xml"),
        project.resolve("pom.xml"));

    List<String> lines = lines(start.section("## An incident's life"), 0);
    assertThat(lines).hasSize(3);
    type(lines.get(0), settings);
    String id = hub.incidents("shop").get(0).id().orElseThrow();
    for (String line : lines(Document.read("docs/operating.md"), "mvn statushub:ledger")) {
      if (!line.contains("close")) {
        type(line.replace("<id>", id), settings);
      }
    }
    assertThat(Files.readString(project.resolve("ledger.json"))).contains(id);
    type(lines.get(1), settings);
    type(lines.get(2), settings);

    Incident incident = hub.incidents("shop").get(0);
    assertThat(hub.incidents()).hasSize(1);
    assertThat(incident.updates())
        .extracting(update -> update.state())
        .containsExactly(State.INVESTIGATING, State.IDENTIFIED, State.RESOLVED);
  }

  @Test
  void pendingAnnouncementsAreReportedAsTheDocumentShows() throws IOException {
    hub.injectUntilCleared("shop", Fault.status(503));
    String output =
        incident()
            .set("title", "Slow checkouts")
            .set("status", "degraded")
            .set("timeout", "1s")
            .run()
            .succeeded()
            .output();

    String shown = lines(Document.read("docs/operating.md"), "[WARNING]").get(0);
    assertThat(output).contains(shown.substring(0, shown.indexOf("shop-")));
  }

  private void type(String line, String settings) {
    Matcher matcher = ARGUMENT.matcher(line.replaceFirst("\\s#.*", ""));
    List<String> arguments = new ArrayList<>();
    while (matcher.find()) {
      arguments.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    assertThat(arguments.remove(0)).isEqualTo("mvn");
    maven()
        .settings(settings)
        .set("version", MavenRun.setting("it.version"))
        .args(arguments.toArray(String[]::new))
        .run()
        .succeeded();
  }

  private static List<String> lines(Document document, int fence) {
    return List.of(document.fences().get(fence).text().replace("\\\n", "").split("\n"));
  }

  private static List<String> lines(Document document, String beginning) {
    return document.fences().stream()
        .filter(fence -> fence.text().startsWith(beginning))
        .findFirst()
        .map(fence -> List.of(fence.text().split("\n")))
        .orElseThrow();
  }
}
