package io.jenkins.statushub.maven;

import static com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.jenkins.statushub.testing.PackageRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which package of the Maven plugin may use which. */
@AnalyzeClasses(packages = "io.jenkins.statushub.maven", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.jenkins.statushub.maven";

  /** Each package, and the packages of the plugin that it may use. */
  private static final Map<String, List<String>> MAY_USE =
      Map.of(
          "", List.of("hub", "extension.config", "settings", "support"),
          "hub", List.of("support"),
          "extension", List.of("extension.config", "extension.state", "settings", "support"),
          "extension.config", List.of("extension.state", "settings", "support"),
          "extension.state", List.of(),
          "settings", List.of("support"),
          "support", List.of());

  @ArchTest
  static void packagesUseOnlyWhatTheyMay(JavaClasses classes) {
    new PackageRules(ROOT, MAY_USE).check(classes);
  }

  /** A core extension that reads annotations on Java 17 classes is not found before Maven 3.9.6. */
  @ArchTest
  static final ArchRule componentsAreDeclaredByHand =
      noClasses().should().beAnnotatedWith("javax.inject.Named");

  @ArchTest
  static void noPackageHoldsMoreThanAThird(JavaClasses classes) throws IOException {
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
