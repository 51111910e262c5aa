package io.jenkins.statushub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.announcement.AnnouncementParameter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The options are the parameters that all wrappers share, in kebab case. */
class OptionsTest {
  /** The variable STATUSHUB_SKIP stands for it: it also reaches what a script starts. */
  private static final Set<String> NOT_OFFERED = Set.of("--enabled");

  /** What only the command and the goals have: where hook URL and ledger are, and how to print. */
  private static final Set<String> OF_ITS_OWN =
      Set.of(
          "--extra-json",
          "--url-variable",
          "--url-file",
          "--server-id",
          "--attempts",
          "--timeout",
          "--request-timeout",
          "--ledger",
          "--json",
          "--help");

  @ParameterizedTest
  @EnumSource(AnnouncementParameter.Kind.class)
  void commandOffersTheParametersOfItsKind(AnnouncementParameter.Kind kind) {
    Set<String> expected = new TreeSet<>(OF_ITS_OWN);
    for (AnnouncementParameter each : AnnouncementParameter.of(kind)) {
      expected.add(OptionNames.of(each.parameterName()));
    }
    expected.removeAll(NOT_OFFERED);

    assertThat(
            options(kind == AnnouncementParameter.Kind.INCIDENT ? "incident" : "maintenance")
                .keySet())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @EnumSource(AnnouncementParameter.Kind.class)
  void flagsTakeNoValueAndTextsOne(AnnouncementParameter.Kind kind) {
    Map<String, OptionSpec> options =
        options(kind == AnnouncementParameter.Kind.INCIDENT ? "incident" : "maintenance");
    for (AnnouncementParameter each : AnnouncementParameter.of(kind)) {
      OptionSpec option = options.get(OptionNames.of(each.parameterName()));
      if (option != null) {
        assertThat(option.arity().max())
            .isEqualTo(each.type() == AnnouncementParameter.Type.FLAG ? 0 : 1);
      }
    }
  }

  /** The window's words go without a prefix; those of the incident and of its end have one. */
  @Test
  void runOffersTheParametersOfItsThreeMessages() {
    assertThat(options("run").keySet())
        .containsAll(
            List.of(
                "--service",
                "--services",
                "--key",
                "--id",
                "--title",
                "--description",
                "--format",
                "--status",
                "--silent",
                "--draft",
                "--extra",
                "--extra-json",
                "--window",
                "--on-overrun",
                "--on-failure-title",
                "--on-failure-description",
                "--on-failure-status",
                "--on-failure-state",
                "--resolved-title",
                "--resolved-description",
                "--open-after",
                "--resolve",
                "--dry-run"));
  }

  @Test
  void noOptionTakesAHookUrl() {
    for (String command : List.of("run", "incident", "maintenance", "flush", "ledger", "hub")) {
      assertThat(options(command)).doesNotContainKeys("--url", "--hook-url");
    }
  }

  @Test
  void helpShowsEveryOption() {
    CommandLine command = StatusHubCommand.commandLine("");
    command
        .getSubcommands()
        .forEach(
            (name, each) -> assertThat(each.getUsageMessage()).contains(options(name).keySet()));
  }

  private static Map<String, OptionSpec> options(String command) {
    CommandLine found = StatusHubCommand.commandLine("").getSubcommands().get(command);
    return Objects.requireNonNull(found).getCommandSpec().options().stream()
        .collect(Collectors.toMap(OptionSpec::longestName, each -> each));
  }
}
