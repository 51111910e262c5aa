package io.jenkins.statushub.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.announcement.AnnouncementParameter.Kind;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnnouncementParameterTest {
  private static final Set<String> OF_THE_WRAPPERS = Set.of("dryRun", "failOnError", "enabled");
  private static final Set<String> BETWEEN_WRAPPER_AND_CORE =
      Set.of("origin", "idempotent", "hookUrlRef", "lenient", "sensitiveValues");

  @ParameterizedTest
  @EnumSource(Kind.class)
  void listsWhatTheBuildersTake(Kind kind) {
    Class<?> builder = kind == Kind.INCIDENT ? IncidentBuilder.class : MaintenanceBuilder.class;
    Set<String> setters =
        Stream.of(builder.getMethods())
            .filter(each -> each.getDeclaringClass() != Object.class)
            .filter(each -> Modifier.isPublic(each.getModifiers()) && each.getParameterCount() == 1)
            .map(Method::getName)
            .filter(each -> !each.equals("build") && !BETWEEN_WRAPPER_AND_CORE.contains(each))
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> listed =
        AnnouncementParameter.of(kind).stream()
            .map(AnnouncementParameter::parameterName)
            .filter(each -> !OF_THE_WRAPPERS.contains(each))
            .toList();

    assertThat(listed).containsExactlyInAnyOrderElementsOf(setters);
  }

  @ParameterizedTest
  @EnumSource(AnnouncementParameter.class)
  void saysWhatEachIsInOneSentence(AnnouncementParameter parameter) {
    assertThat(parameter.description()).matches("[A-Z][^\\n]*\\.");
    assertThat(parameter.allowed()).isNotBlank().doesNotEndWith(".");
  }
}
