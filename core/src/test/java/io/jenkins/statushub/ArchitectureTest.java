package io.jenkins.statushub;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.jenkins.statushub.transport.httpclient.HttpClientTransport;

/** The rooms of docs/architecture.md: each package knows only those before it. */
@AnalyzeClasses(
    packages = "io.jenkins.statushub",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule order =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("hook")
          .definedBy("io.jenkins.statushub.hook")
          .layer("text")
          .definedBy("io.jenkins.statushub.text")
          .layer("announcement")
          .definedBy("io.jenkins.statushub.announcement")
          .layer("delivery")
          .definedBy("io.jenkins.statushub.delivery")
          .layer("ledger")
          .definedBy("io.jenkins.statushub.ledger")
          .layer("door")
          .definedBy("io.jenkins.statushub")
          .whereLayer("hook")
          .mayNotAccessAnyLayer()
          .whereLayer("text")
          .mayOnlyAccessLayers("hook")
          .whereLayer("announcement")
          .mayOnlyAccessLayers("hook", "text")
          .whereLayer("delivery")
          .mayOnlyAccessLayers("hook", "text")
          .whereLayer("ledger")
          .mayOnlyAccessLayers("hook", "text", "announcement", "delivery")
          .whereLayer("door")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule nothingOutsideOfTheRooms =
      classes()
          .should()
          .resideInAnyPackage(
              "io.jenkins.statushub",
              "io.jenkins.statushub.hook",
              "io.jenkins.statushub.text",
              "io.jenkins.statushub.announcement",
              "io.jenkins.statushub.delivery",
              "io.jenkins.statushub.ledger");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("io.jenkins.(statushub..)").should().beFreeOfCycles();

  /** What it stands on: the JDK, Jackson's streaming half, CommonMark; no host that it runs in. */
  @ArchTest
  static final ArchRule foundations =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "io.jenkins.statushub..",
              "java..",
              "javax.net.ssl..",
              "com.fasterxml.jackson.core..",
              "org.commonmark..",
              "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule markdownStaysInText =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.jenkins.statushub.text")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.commonmark..");

  /** Its first request costs a cold JVM more than all else that a goal does. */
  @ArchTest
  static final ArchRule httpClientStaysInItsTransport =
      noClasses()
          .that(not(belongToAnyOf(HttpClientTransport.class)))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..");

  /** A logger that somebody turned up would print what must not be printed. */
  @ArchTest
  static final ArchRule noLoggers =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.System$Logger");
}
