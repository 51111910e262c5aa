package io.jenkins.statushub.cli;

import static io.jenkins.statushub.testing.MarkdownTable.cell;
import static io.jenkins.statushub.testing.MarkdownTable.code;

import io.jenkins.statushub.testing.Document;
import io.jenkins.statushub.testing.MarkdownTable;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The reference of the command says what its help says. */
class ReferenceTest {
  private static final List<String> ANNOUNCING = List.of("run", "incident", "maintenance");

  @Test
  void commandSaysWhatItsHelpSays() throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            # Reference: options of the command `statushub`

            Made from the command's help by a test. [Start with the command](../start-command.md) shows how it is used;
            [command.md](../command.md) says how it behaves.
            """);
    Map<String, CommandLine> commands = StatusHubCommand.commandLine("").getSubcommands();
    Map<String, OptionSpec> shared = shared(commands);
    commands.forEach(
        (name, command) -> {
          CommandSpec spec = command.getCommandSpec();
          text.append("\n## `statushub ").append(name).append("`\n\n");
          text.append(paragraphs(spec.usageMessage().description())).append('\n');
          boolean announces = ANNOUNCING.contains(name);
          text.append(
              announces
                  ? "It takes the [options of an announcement](#announcements), and:\n\n"
                  : "");
          MarkdownTable table = new MarkdownTable("option", "meaning");
          spec.options().stream()
              .filter(option -> !option.hidden())
              .filter(option -> !announces || !shared.containsKey(option.longestName()))
              .forEach(option -> row(table, option));
          spec.positionalParameters()
              .forEach(
                  parameter ->
                      table.row(
                          code(parameter.paramLabel()),
                          cell(String.join(" ", parameter.description()))));
          text.append(table);
          text.append(footer(spec.usageMessage().footer()));
        });
    text.append("\n## Announcements\n\nOptions of `run`, `incident` and `maintenance`.\n\n");
    MarkdownTable table = new MarkdownTable("option", "meaning");
    shared.values().forEach(option -> row(table, option));
    text.append(table);

    Document.checkGenerated(
        "docs/reference/command.md",
        text.toString(),
        "mvn -pl cli -am test -Dtest=ReferenceTest -Dsurefire.failIfNoSpecifiedTests=false");
  }

  /** The options that all three have, with the same words. */
  private static Map<String, OptionSpec> shared(Map<String, CommandLine> commands) {
    Map<String, OptionSpec> shared = new LinkedHashMap<>();
    List<String> words =
        ANNOUNCING.stream()
            .map(name -> help(commands, name))
            .reduce((one, other) -> one.stream().filter(other::contains).toList())
            .orElseThrow();
    Objects.requireNonNull(commands.get(ANNOUNCING.get(0))).getCommandSpec().options().stream()
        .filter(option -> words.contains(meaning(option)))
        .forEach(option -> shared.put(option.longestName(), option));
    return shared;
  }

  private static List<String> help(Map<String, CommandLine> commands, String name) {
    return Objects.requireNonNull(commands.get(name)).getCommandSpec().options().stream()
        .map(ReferenceTest::meaning)
        .toList();
  }

  private static void row(MarkdownTable table, OptionSpec option) {
    table.row(code(written(option)), meaning(option));
  }

  private static String written(OptionSpec option) {
    String names = String.join(", ", option.names());
    return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
  }

  private static String meaning(OptionSpec option) {
    return cell(String.join(" ", option.description()));
  }

  private static String paragraphs(String... lines) {
    return Arrays.stream(lines)
            .map(line -> line.isBlank() ? "" : cell(line) + "\n")
            .collect(Collectors.joining("\n"))
            .replaceAll("\n{3,}", "\n\n")
            .strip()
        + "\n";
  }

  /** The examples and exit codes below the options, as they are printed. */
  private static String footer(String... lines) {
    String printed =
        Stream.of(lines)
            .map(line -> line.replace("%n", "\n").replace("%%", "%"))
            .collect(Collectors.joining("\n"))
            .strip();
    return printed.isEmpty() ? "" : "\n```text\n" + printed + "\n```\n";
  }
}
