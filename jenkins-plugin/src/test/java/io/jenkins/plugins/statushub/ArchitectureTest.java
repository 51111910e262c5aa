package io.jenkins.plugins.statushub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.jenkins.statushub.testing.PackageRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rooms of docs/architecture.md: each package knows only those before it. */
class ArchitectureTest {
  private static final String ROOT = "io.jenkins.plugins.statushub";

  /** Each package, and the packages of the plugin that it may use. */
  private static final Map<String, List<String>> MAY_USE =
      Map.of(
          "http", List.of(),
          "config", List.of("http"),
          "client", List.of("http", "config"),
          "announcement", List.of("config", "client"),
          "pages", List.of("client", "announcement"),
          "pipeline", List.of("client", "announcement"),
          "freestyle", List.of("config", "announcement", "pipeline"));

  private final JavaClasses plugin =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void packagesUseOnlyWhatTheyMay() {
    new PackageRules(ROOT, MAY_USE).check(plugin);
  }

  /** Requests and pages belong apart: only the transport sends, and pages send nothing. */
  @Test
  void onlyTheTransportUsesTheHttpClient() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".http")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "io.jenkins.statushub.transport.httpclient..")
        .check(plugin);
  }
}
