package io.jenkins.statushub.hub;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.jenkins.statushub.testing.PackageRules;
import java.util.List;
import java.util.Map;

/** Which package of the local hub may use which. */
@AnalyzeClasses(
    packages = "io.jenkins.statushub.hub",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String HUB = "io.jenkins.statushub.hub";

  /** Each package, and the packages of the hub that it may use. */
  private static final Map<String, List<String>> MAY_USE =
      Map.of(
          "page", List.of("http", "state", "spec", "model", "fault"),
          "http", List.of("state", "spec", "model", "fault"),
          "state", List.of("spec", "model", "fault"),
          "spec", List.of("model"),
          "model", List.of("fault"),
          "fault", List.of());

  @ArchTest
  static void packagesUseOnlyWhatTheyMay(JavaClasses classes) {
    new PackageRules(HUB, MAY_USE).check(classes);
  }

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
  static void noPackageHoldsMoreThanAThirdOfTheModule(JavaClasses classes) {
    PackageRules.checkSizes(classes);
  }
}
