package io.jenkins.statushub.maven;

import static com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Which package of the Maven plugin may use which. */
@AnalyzeClasses(packages = "io.jenkins.statushub.maven", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.jenkins.statushub.maven";

  @ArchTest
  static final ArchRule layers =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("goals")
          .definedBy(ROOT)
          .layer("hub")
          .definedBy(ROOT + ".hub")
          .layer("extension")
          .definedBy(ROOT + ".extension")
          .layer("config")
          .definedBy(ROOT + ".extension.config")
          .layer("state")
          .definedBy(ROOT + ".extension.state")
          .layer("settings")
          .definedBy(ROOT + ".settings")
          .layer("support")
          .definedBy(ROOT + ".support")
          .whereLayer("goals")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("extension")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("hub")
          .mayOnlyBeAccessedByLayers("goals")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("goals", "extension")
          .whereLayer("state")
          .mayOnlyBeAccessedByLayers("extension", "config")
          .whereLayer("settings")
          .mayOnlyBeAccessedByLayers("goals", "extension", "config")
          .whereLayer("support")
          .mayOnlyBeAccessedByLayers("goals", "hub", "extension", "config", "settings");

  @ArchTest
  static final ArchRule noCycles = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  /** A core extension that reads annotations on Java 17 classes is not found before Maven 3.9.6. */
  @ArchTest
  static final ArchRule componentsAreDeclaredByHand =
      noClasses().should().beAnnotatedWith("javax.inject.Named");

  @ArchTest
  static void noPackageHoldsMoreThanAThird(com.tngtech.archunit.core.domain.JavaClasses classes)
      throws IOException {
    Map<String, Integer> lines = new HashMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        lines.merge(
            String.valueOf(file.getParent()), Files.readAllLines(file).size(), Integer::sum);
      }
    }
    int all = lines.values().stream().mapToInt(Integer::intValue).sum();

    assertThat(lines).allSatisfy((folder, count) -> assertThat(count).isLessThan(all / 3 + 1));
  }
}
