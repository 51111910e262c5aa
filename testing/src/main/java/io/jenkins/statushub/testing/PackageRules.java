package io.jenkins.statushub.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which package of a module may use which others of it. Callers bring ArchUnit. */
public final class PackageRules {
  private final String root;
  private final Map<String, List<String>> mayUse;

  /**
   * Creates the rules.
   *
   * @param root the package that holds all others
   * @param mayUse each package and those that it may use, by their names without the root's; the
   *     root itself, {@code ""}, may use all if it is not among them
   */
  public PackageRules(String root, Map<String, List<String>> mayUse) {
    this.root = root;
    this.mayUse = mayUse;
  }

  /**
   * Checks that each package uses what it may, that no class is in another package, and that there
   * are no cycles.
   *
   * @throws AssertionError if that is not so
   */
  public void check(JavaClasses module) {
    mayUse.forEach(
        (name, others) -> {
          List<String> allowed = new ArrayList<>();
          allowed.add(full(name));
          others.forEach(other -> allowed.add(full(other)));
          noClasses()
              .that()
              .resideInAPackage(full(name))
              .should()
              .dependOnClassesThat(
                  resideInAPackage(root + "..")
                      .and(not(resideInAnyPackage(allowed.toArray(String[]::new)))))
              .check(module);
        });
    classes()
        .should()
        .resideInAnyPackage(
            Stream.concat(Stream.of(root), mayUse.keySet().stream().map(this::full))
                .toArray(String[]::new))
        .check(module);
    int parent = root.lastIndexOf('.');
    slices()
        .matching(root.substring(0, parent) + ".(" + root.substring(parent + 1) + "..)")
        .should()
        .beFreeOfCycles()
        .check(module);
  }

  private String full(String name) {
    return name.isEmpty() ? root : root + "." + name;
  }

  /**
   * Checks that no package has more than a third of the module's top-level classes.
   *
   * @throws AssertionError if that is not so
   */
  public static void checkSizes(JavaClasses module) {
    Map<String, Long> sizes =
        module.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(each -> !each.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    long all = sizes.values().stream().mapToLong(Long::longValue).sum();
    sizes.forEach(
        (name, size) -> {
          if (size * 3 > all) {
            throw new AssertionError(name + " has " + size + " of " + all + " classes");
          }
        });
  }
}
