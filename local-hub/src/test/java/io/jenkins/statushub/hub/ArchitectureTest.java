package io.jenkins.statushub.hub;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;

/** Which package of the local hub may use which. */
@AnalyzeClasses(
    packages = "io.jenkins.statushub.hub",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String HUB = "io.jenkins.statushub.hub";

  @ArchTest
  static final ArchRule packagesUseOnlyThoseBelowThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("hub")
          .definedBy(HUB)
          .layer("page")
          .definedBy(HUB + ".page")
          .layer("http")
          .definedBy(HUB + ".http")
          .layer("state")
          .definedBy(HUB + ".state")
          .layer("spec")
          .definedBy(HUB + ".spec")
          .layer("model")
          .definedBy(HUB + ".model")
          .layer("fault")
          .definedBy(HUB + ".fault")
          .whereLayer("hub")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("page")
          .mayOnlyBeAccessedByLayers("hub")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("hub", "page")
          .whereLayer("state")
          .mayOnlyBeAccessedByLayers("hub", "page", "http")
          .whereLayer("spec")
          .mayOnlyAccessLayers("model")
          .whereLayer("model")
          .mayOnlyAccessLayers("fault")
          .whereLayer("fault")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule everyClassIsInAKnownPackage =
      classes()
          .should()
          .resideInAnyPackage(
              HUB,
              HUB + ".page",
              HUB + ".http",
              HUB + ".state",
              HUB + ".spec",
              HUB + ".model",
              HUB + ".fault");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.jenkins.statushub.(hub..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule sharesNoCodeWithTheSender =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.jenkins.statushub..").and(resideOutsideOfPackage(HUB + "..")));

  @ArchTest
  static final ArchRule onlyHttpUsesNettysChannels =
      noClasses()
          .that()
          .resideOutsideOfPackage(HUB + ".http")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty.channel..", "io.netty.buffer..", "io.netty.handler..");

  @ArchTest
  static final ArchRule onlyThePageParsesHtml =
      noClasses()
          .that()
          .resideOutsideOfPackage(HUB + ".page")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jsoup..");

  @ArchTest
  static void noPackageHoldsMoreThanAThirdOfTheTypes(JavaClasses classes) {
    var topLevel =
        classes.stream()
            .filter(javaClass -> javaClass.isTopLevelClass())
            .filter(javaClass -> !javaClass.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    javaClass -> javaClass.getPackageName(), Collectors.counting()));
    long all = topLevel.values().stream().mapToLong(Long::longValue).sum();

    Assertions.assertThat(topLevel)
        .allSatisfy(
            (name, count) -> Assertions.assertThat(count * 3).as(name).isLessThanOrEqualTo(all));
  }
}
