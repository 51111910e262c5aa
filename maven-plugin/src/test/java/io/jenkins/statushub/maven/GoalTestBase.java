package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.statushub.hub.LocalHub;
import io.jenkins.statushub.hub.model.ReceivedRequest;
import io.jenkins.statushub.testing.SecretSearch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/**
 * A local hub and a folder for real Maven runs. After each test, no log, ledger or other file of it
 * may hold a hook URL.
 */
abstract class GoalTestBase {
  private static final String SECRET = "s3cret-hook-of-";

  LocalHub hub;
  Path work;
  Path project;
  Path ledger;
  private int runs;

  @BeforeEach
  void startHub(TestInfo info) throws IOException {
    hub =
        LocalHub.builder()
            .strict(true)
            .service("shop", SECRET + "shop")
            .service("pay", SECRET + "pay")
            .start();
    String name = info.getTestMethod().orElseThrow().getName();
    Path parent = Path.of(MavenRun.setting("it.work"), getClass().getSimpleName());
    Files.createDirectories(parent);
    work = Files.createTempDirectory(parent, name + "-");
    project = Files.createDirectories(work.resolve("project"));
    ledger = work.resolve("ledger");
  }

  @AfterEach
  void noFileHoldsAHookUrl() throws IOException {
    hub.close();
    assertThat(SecretSearch.filesWith(List.of(SECRET), work))
        .allMatch(file -> file.getFileName().toString().endsWith("settings.xml"));
  }

  /** A run in the project's folder that knows both services and the test's ledger. */
  MavenRun maven() {
    return bareMaven()
        .env("STATUSHUB_SHOP_URL", hub.hookUrl("shop").toString())
        .env("STATUSHUB_PAY_URL", hub.hookUrl("pay").toString());
  }

  /** The same without hook URLs. */
  MavenRun bareMaven() {
    return new MavenRun(project, work.resolve("run-" + ++runs + ".log"))
        .set("ledger", ledger.toString());
  }

  MavenRun incident() {
    return maven().goal("incident").set("service", "shop").set("key", "checkout");
  }

  void write(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  /** A POM of packaging pom, in which the plugin is configured. */
  static String pom(String artifactId, String modules, String configuration) {
    StringBuilder modulesXml = new StringBuilder();
    for (String module : modules.split(",")) {
      if (!module.isBlank()) {
        modulesXml.append("<module>").append(module).append("</module>");
      }
    }
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>test</groupId>
          <artifactId>%s</artifactId>
          <version>1</version>
          <packaging>pom</packaging>
          <modules>%s</modules>
          <build><plugins><plugin>
            <groupId>io.jenkins.statushub</groupId>
            <artifactId>statushub-maven-plugin</artifactId>
            <version>%s</version>
            %s
          </plugin></plugins></build>
        </project>
        """
        .formatted(artifactId, modulesXml, MavenRun.setting("it.version"), configuration);
  }

  /** A module that inherits from the project {@code parent} in the folder above. */
  static String module(String artifactId, String build) {
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <parent><groupId>test</groupId><artifactId>parent</artifactId><version>1</version></parent>
          <artifactId>%s</artifactId>
          <packaging>pom</packaging>
          %s
        </project>
        """
        .formatted(artifactId, build);
  }

  /** Asserts that a payload is what the document asks for, by a validator of its own. */
  static void assertValid(ReceivedRequest request, String schema) {
    try (InputStream source =
        GoalTestBase.class.getResourceAsStream(
            "/io/jenkins/statushub/testing/" + schema + ".schema.json")) {
      assertThat(
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                  .getSchema(Objects.requireNonNull(source))
                  .validate(request.body(), InputFormat.JSON))
          .isEmpty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
