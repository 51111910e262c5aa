package io.jenkins.statushub.maven;

import io.jenkins.statushub.hub.model.ReceivedRequest;
import io.jenkins.statushub.hub.model.RequestVerdict;
import io.jenkins.statushub.json.JsonValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** Real Maven builds of {@code examples/maven-extension}, and what the hub received meanwhile. */
abstract class AroundBuildTestBase extends GoalTestBase {
  static final String MAINTENANCE = "maintenance degraded: Upgrading the shop to 1.4";
  static final String OPENED = "incident investigating down: The upgrade of the shop failed";
  static final String UPDATED = "incident identified down: The upgrade of the shop failed";
  static final String RESOLVED = "incident resolved up: The shop is upgraded to 1.4";

  /** An address at which nothing can be deployed. */
  static final String NOWHERE = "file:///dev/null/shop";

  private static final Path EXAMPLE =
      Path.of(MavenRun.setting("it.examples")).resolve("maven-extension");

  private int seen;

  /** The Maven to run. */
  abstract Path mvn();

  @BeforeEach
  void copyTheExample() throws IOException {
    Files.createDirectories(project.resolve(".mvn"));
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path relative = EXAMPLE.relativize(file);
        if (!relative.startsWith("target") && Files.isRegularFile(file)) {
          String text = Files.readString(file);
          write(
              relative.toString(),
              text.replaceFirst(
                  "(<statushub\\.version>)[^<]*", "$1" + MavenRun.setting("it.version")));
        }
      }
    }
  }

  /** Puts other lines where the example has its {@code <aroundBuild>}. */
  void configure(String aroundBuild) throws IOException {
    String pom = Files.readString(project.resolve("pom.xml"));
    int from = pom.indexOf("<aroundBuild>");
    int to = pom.indexOf("</aroundBuild>") + "</aroundBuild>".length();
    write("pom.xml", pom.substring(0, from) + aroundBuild + pom.substring(to));
  }

  /** A build of the branch that is deployed to customers. */
  MavenRun build(String... arguments) {
    return maven().with(mvn()).env("BRANCH_NAME", "main").settings(mirror()).args(arguments);
  }

  /** Lets builds take from the repository of this build what they need. */
  static String mirror() {
    return """
        <mirrors><mirror>
          <id>all</id>
          <mirrorOf>*</mirrorOf>
          <url>%s</url>
        </mirror></mirrors>
        """
        .formatted(Path.of(MavenRun.setting("it.upstream")).toUri());
  }

  MavenRun deploy(String... arguments) {
    return build("deploy").args(arguments);
  }

  /** Makes the deployment of a module fail. */
  static String breaking(String module) {
    return "-D" + module + ".url=" + NOWHERE;
  }

  /** Returns what the hub received since the last call, in order, about any service. */
  List<String> published() {
    List<ReceivedRequest> all = hub.received();
    List<String> lines = new ArrayList<>();
    for (ReceivedRequest request : all.subList(seen, all.size())) {
      lines.add(line(request));
    }
    seen = all.size();
    return lines;
  }

  private static String line(ReceivedRequest request) {
    if (request.verdict() != RequestVerdict.ACCEPTED) {
      return request.verdict() + " " + request.reasons();
    }
    Map<String, @Nullable Object> payload;
    try {
      payload = JsonValues.read(request.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String state = payload.get("state") == null ? "" : " " + payload.get("state");
    return Objects.requireNonNull(payload.get("type"))
        + state
        + " "
        + payload.get("status")
        + ": "
        + payload.get("title");
  }

  /** Returns the modules whose deployment succeeded. */
  List<String> deployed() throws IOException {
    Path shop = project.resolve("target/shop/com/example/shop");
    if (!Files.isDirectory(shop)) {
      return List.of();
    }
    try (Stream<Path> modules = Files.list(shop)) {
      return modules.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }
}
