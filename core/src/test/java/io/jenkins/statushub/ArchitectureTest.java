package io.jenkins.statushub;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.jenkins.statushub.testing.PackageRules;
import io.jenkins.statushub.transport.httpclient.HttpClientTransport;
import java.util.List;
import java.util.Map;

/** The rooms of docs/architecture.md: each package knows only those before it. */
@AnalyzeClasses(
    packages = "io.jenkins.statushub",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutFixtures.class})
class ArchitectureTest {
  /** The fixtures of the tests are a module of their own. */
  static final class WithoutFixtures implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/io/jenkins/statushub/testing/");
    }
  }

  private static final String ROOT = "io.jenkins.statushub";

  /** Each package, and the packages of the core that it may use. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          entry("concurrent", List.of()),
          entry("input", List.of()),
          entry("files", List.of()),
          entry("json", List.of("input")),
          entry("hook", List.of("input", "json")),
          entry("text", List.of("input")),
          entry("announcement", List.of("input", "json", "hook", "text")),
          entry("transport", List.of("input", "concurrent", "json")),
          entry("transport.httpclient", List.of("concurrent", "transport")),
          entry("transport.urlconnection", List.of("concurrent", "transport")),
          entry("environment", List.of("input", "files", "hook", "transport")),
          entry("around", List.of("input", "json", "hook", "ledger", "ledger.model", "sending")),
          entry("ledger.model", List.of("hook")),
          entry(
              "ledger.store",
              List.of("concurrent", "files", "input", "json", "hook", "ledger.model")),
          entry(
              "ledger",
              List.of(
                  "concurrent",
                  "input",
                  "json",
                  "hook",
                  "announcement",
                  "ledger.model",
                  "ledger.store")),
          entry(
              "sending",
              List.of(
                  "concurrent",
                  "input",
                  "json",
                  "hook",
                  "announcement",
                  "transport",
                  "ledger",
                  "ledger.model")));

  @ArchTest
  static void packagesUseOnlyWhatTheyMay(JavaClasses classes) {
    new PackageRules(ROOT, MAY_USE).check(classes);
  }

  @ArchTest
  static void noPackageHoldsMoreThanAThirdOfTheModule(JavaClasses classes) {
    PackageRules.checkSizes(classes);
  }

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
