package io.jenkins.statushub.maven;

import static io.jenkins.statushub.testing.MarkdownTable.cell;
import static io.jenkins.statushub.testing.MarkdownTable.code;

import io.jenkins.statushub.announcement.AnnouncementParameter;
import io.jenkins.statushub.maven.extension.config.ConfigNames;
import io.jenkins.statushub.testing.Document;
import io.jenkins.statushub.testing.MarkdownTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference of goals and extension says what the plugin's descriptor says. */
class ReferenceTest {
  private static final String COMMAND =
      "mvn -pl maven-plugin -am test -Dtest=ReferenceTest -Dsurefire.failIfNoSpecifiedTests=false";

  /** In the order in which a newcomer meets them; help is Maven's own. */
  private static final List<String> GOALS =
      List.of("incident", "maintenance", "flush", "ledger", "check", "hub");

  @Test
  void goalsSayWhatTheDescriptorSays() throws Exception {
    StringBuilder text =
        new StringBuilder(
            """
            # Reference: goals of the Maven plugin

            Made from the plugin's descriptor by a test. Each parameter is an element of the plugin's `<configuration>` and, if it has
            one, a property: `-Dstatushub.title=…`. [Start with Maven](../start-maven.md) shows how they are used.
            """);
    List<GoalDescriptor> goals = new ArrayList<>();
    for (String name : GOALS) {
      goals.add(GoalDescriptor.of(name));
    }
    Set<GoalDescriptor.Parameter> ofAll = common(goals);
    Set<GoalDescriptor.Parameter> ofBoth = common(goals.subList(0, 2));
    ofBoth.removeAll(ofAll);
    for (GoalDescriptor goal : goals) {
      Set<GoalDescriptor.Parameter> own = new LinkedHashSet<>(goal.parameters());
      own.removeAll(ofAll);
      boolean announces = own.containsAll(ofBoth);
      own.removeAll(announces ? ofBoth : Set.of());
      text.append("\n## `statushub:").append(goal.name()).append("`\n\n");
      text.append(cell(goal.description())).append(" It takes ");
      text.append(announces ? "the [parameters of an announcement](#announcements), " : "");
      text.append("the [parameters of all goals](#all-goals)");
      text.append(own.isEmpty() ? ".\n" : ", and:\n\n" + table(own));
    }
    text.append("\n## Announcements\n\nParameters of `incident` and `maintenance`.\n\n");
    text.append(table(ofBoth));
    text.append("\n## All goals\n\n").append(table(ofAll));

    Document.checkGenerated("docs/reference/maven-goals.md", text.toString(), COMMAND);
  }

  @Test
  void extensionSaysWhatTheDescriptorSays() throws Exception {
    String told = GoalDescriptor.of("check").parameter(ConfigNames.ELEMENT).description();
    GoalDescriptor incident = GoalDescriptor.of("incident");
    StringBuilder text =
        new StringBuilder(
            """
            # Reference: elements of the Maven extension

            Made from the plugin's descriptor by a test. [Start with Maven](../start-maven.md#around-a-whole-build) shows a configuration;
            [when.md](../when.md#around-a-whole-maven-build) says when what is announced.

            As with goals, an element of the POM wins over a property, and a property of the command line over one of the POM. A `${…}` that
            nothing replaced is a mistake, and so is a name that is almost known: all mistakes are listed together.

            ## In `<aroundBuild>`

            """);
    MarkdownTable top = new MarkdownTable("element", "property", "meaning");
    for (String name : new TreeSet<>(ConfigNames.ofBlock(""))) {
      String meaning =
          told.lines()
              .filter(line -> line.startsWith(name + ": "))
              .map(line -> line.substring(name.length() + 2))
              .findFirst()
              .orElseGet(() -> withDefault(incident.parameter(name)));
      top.row(code(name), code(String.valueOf(ConfigNames.property("", name))), cell(meaning));
    }
    for (String block : ConfigNames.BLOCKS) {
      top.row("`" + block + "`", "", cell("The message " + announced(told, block) + "."));
    }
    text.append(top);
    text.append(
        """

        ## In the messages

        They mean what they mean for the goals [`maintenance` and `incident`](maven-goals.md), and are checked alike.

        """);
    MarkdownTable messages = new MarkdownTable("message", "element", "property");
    for (String block : ConfigNames.BLOCKS) {
      for (String name : new TreeSet<>(ConfigNames.ofBlock(block))) {
        String property = ConfigNames.property(block, name);
        messages.row(code(block), code(name), property == null ? "" : code(property));
      }
    }
    text.append(messages);

    Document.checkGenerated("docs/reference/maven-extension.md", text.toString(), COMMAND);
  }

  private static Set<GoalDescriptor.Parameter> common(List<GoalDescriptor> goals) {
    Set<GoalDescriptor.Parameter> common = new LinkedHashSet<>(goals.get(0).parameters());
    goals.forEach(goal -> common.retainAll(goal.parameters()));
    return common;
  }

  private static MarkdownTable table(Set<GoalDescriptor.Parameter> parameters) {
    MarkdownTable table =
        new MarkdownTable("parameter", "property", "meaning", "allowed", "default");
    for (GoalDescriptor.Parameter each : parameters) {
      boolean ofExtension = each.name().equals(ConfigNames.ELEMENT);
      table.row(
          code(each.name()),
          code(each.property()),
          ofExtension
              ? "What is announced [around a whole build](maven-extension.md)."
              : cell(each.description()),
          allowed(each.name()),
          code(each.defaultValue()));
    }
    return table;
  }

  private static String withDefault(GoalDescriptor.Parameter parameter) {
    return parameter.defaultValue().isEmpty()
        ? parameter.description()
        : parameter.description() + " By default " + parameter.defaultValue() + ".";
  }

  /** From "In update, which is announced when …: title, …" what stands between. */
  private static String announced(String told, String block) {
    String line =
        told.lines().filter(each -> each.startsWith("In " + block + ",")).findFirst().orElseThrow();
    String clause = line.substring(line.indexOf("which is"), line.indexOf(": "));
    int names = clause.indexOf(", with properties");
    return names < 0 ? clause : clause.substring(0, names);
  }

  private static String allowed(String name) {
    return Stream.of(AnnouncementParameter.values())
        .filter(each -> each.parameterName().equals(name))
        .map(each -> cell(each.allowed()))
        .findFirst()
        .orElse("");
  }
}
