package io.jenkins.plugins.statushub;

import static io.jenkins.statushub.testing.MarkdownTable.cell;
import static io.jenkins.statushub.testing.MarkdownTable.code;

import hudson.model.Descriptor;
import io.jenkins.plugins.casc.Attribute;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.statushub.announcement.AnnouncementParameters;
import io.jenkins.plugins.statushub.announcement.IncidentParameters;
import io.jenkins.plugins.statushub.announcement.MaintenanceParameters;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.plugins.statushub.config.StatusHubFolderProperty;
import io.jenkins.plugins.statushub.config.StatusHubService;
import io.jenkins.plugins.statushub.freestyle.StatusHubIncidentBuilder;
import io.jenkins.plugins.statushub.freestyle.StatusHubIncidentPublisher;
import io.jenkins.plugins.statushub.freestyle.StatusHubMaintenanceBuilder;
import io.jenkins.plugins.statushub.freestyle.StatusHubMaintenanceWrapper;
import io.jenkins.plugins.statushub.pipeline.StatusHubIncidentStep;
import io.jenkins.plugins.statushub.pipeline.StatusHubMaintenanceStep;
import io.jenkins.plugins.statushub.pipeline.WithStatusHubIncidentStep;
import io.jenkins.plugins.statushub.pipeline.WithStatusHubMaintenanceStep;
import io.jenkins.statushub.announcement.AnnouncementParameter;
import io.jenkins.statushub.testing.Document;
import io.jenkins.statushub.testing.MarkdownTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/** The reference of steps, fields and configuration says what Jenkins and its forms say. */
class ReferenceTest {
  private static final String COMMAND =
      "mvn -Pjenkins -pl jenkins-plugin -am test -Dtest=ReferenceTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false";
  private static final Pattern FIELD =
      Pattern.compile(
          "<f:entry field=\"(\\w+)\"(?: title=\"\\$\\{%([^}]*)}\")?"
              + "(?: description=\"\\$\\{%(\\w+)}\")?>(?:\\s*<f:checkbox title=\"\\$\\{%([^}]*)}\")?");
  private static final Map<String, String> LABELS = Map.of("silent", "Silent (no notifications)");

  @RegisterExtension static final JenkinsWithHub jenkins = new JenkinsWithHub();

  @Test
  void stepsSayWhatTheirHelpSays() throws Exception {
    StringBuilder text =
        new StringBuilder(
            """
            # Reference: Pipeline steps

            Made from the steps and their help by a test. [Start with Jenkins](../start-jenkins.md) shows how they are used; the Snippet
            Generator has the same help.
            """);
    List<Class<?>> steps =
        List.of(
            WithStatusHubIncidentStep.class,
            WithStatusHubMaintenanceStep.class,
            StatusHubIncidentStep.class,
            StatusHubMaintenanceStep.class);
    Map<Class<?>, Map<String, String>> rows = new LinkedHashMap<>();
    for (Class<?> step : steps) {
      rows.put(step, stepRows(step));
    }
    Set<String> shared = new LinkedHashSet<>(rows.get(steps.get(0)).values());
    rows.values().forEach(each -> shared.retainAll(each.values()));
    for (Class<?> step : steps) {
      StepDescriptor descriptor =
          (StepDescriptor)
              Jenkins.get().getDescriptorOrDie(step.asSubclass(hudson.model.Describable.class));
      text.append("\n## `").append(descriptor.getFunctionName()).append("`\n\n");
      text.append(cell(descriptor.getDisplayName()));
      text.append(descriptor.takesImplicitBlockArgument() ? ". It takes a block, " : ". It takes ");
      text.append("the [parameters of all steps](#all-steps), and:\n\n");
      MarkdownTable table = parameters();
      rows.get(step).values().stream()
          .filter(row -> !shared.contains(row))
          .forEach(row -> table.row(row.split("\n", -1)));
      text.append(table);
    }
    text.append("\n## All steps\n\n");
    MarkdownTable table = parameters();
    shared.forEach(row -> table.row(row.split("\n", -1)));
    text.append(table);

    Document.checkGenerated("docs/reference/jenkins-steps.md", text.toString(), COMMAND);
  }

  @Test
  void freestyleFieldsSayWhatTheirHelpSays() throws Exception {
    StringBuilder text =
        new StringBuilder(
            """
            # Reference: fields of freestyle jobs

            Made from the forms and their help by a test. [Start with Jenkins](../start-jenkins.md#freestyle-jobs) shows where they stand. The
            names are for scripts, such as Job DSL.
            """);
    List<Class<?>> types =
        List.of(
            StatusHubIncidentPublisher.class,
            StatusHubMaintenanceWrapper.class,
            StatusHubIncidentBuilder.class,
            StatusHubMaintenanceBuilder.class);
    for (Class<?> type : types) {
      Descriptor<?> descriptor = descriptor(type);
      text.append("\n## ").append(cell(descriptor.getDisplayName())).append("\n\n");
      text.append(help(descriptor, null)).append("\n\n");
      MarkdownTable table = new MarkdownTable("field", "name", "meaning");
      for (String name : names(type)) {
        if (name.equals("incident") || name.equals("maintenance")) {
          table.row("", code(name), "The fields of [" + name + "s](#" + name + "s).");
        } else {
          table.row(label(type, name), code(name), help(descriptor, name));
        }
      }
      text.append(table);
    }
    Map<String, String> ofIncidents = fieldRows(IncidentParameters.class);
    Map<String, String> ofMaintenances = fieldRows(MaintenanceParameters.class);
    List<String> shared = new ArrayList<>(ofIncidents.values());
    shared.retainAll(ofMaintenances.values());
    fields(text, "Incidents", ofIncidents, shared);
    fields(text, "Maintenances", ofMaintenances, shared);
    text.append("\n## Both\n\n").append(fieldTable(shared));

    Document.checkGenerated("docs/reference/jenkins-freestyle.md", text.toString(), COMMAND);
  }

  @Test
  void configurationSaysWhatItsHelpSays() throws Exception {
    StringBuilder text =
        new StringBuilder(
            """
            # Reference: configuration of the Jenkins plugin

            Made from the forms, their help and Configuration as Code by a test. [Start with Jenkins](../start-jenkins.md#set-it-up) shows an
            example as YAML and in Job DSL.

            ## Manage Jenkins, System, StatusHub

            As code: `unclassified:`, `statusHub:`.

            """);
    StatusHubConfiguration settings = StatusHubConfiguration.get();
    settings.setServices(List.of());
    MarkdownTable global = new MarkdownTable("field", "name", "meaning", "default");
    Set<String> names = new TreeSet<>();
    for (Attribute<?, ?> each :
        ConfiguratorRegistry.get().lookupOrFail(StatusHubConfiguration.class).describe()) {
      names.add(each.getName());
    }
    for (String name : names) {
      String label = label(StatusHubConfiguration.class, name);
      if (!label.isEmpty()) {
        global.row(
            label,
            code(name),
            help(settings.getDescriptor(), name),
            code(defaultValue(settings, name)));
      }
    }
    text.append(global);
    text.append(
        "\n## A service\n\nIn `services`, globally and on folders. On folders without `folders`.\n\n");
    MarkdownTable service = new MarkdownTable("field", "name", "meaning");
    for (String name : names(StatusHubService.class)) {
      service.row(
          label(StatusHubService.class, name),
          code(name),
          help(descriptor(StatusHubService.class), name));
    }
    text.append(service);
    text.append("\n## On a folder\n\n");
    text.append(help(descriptor(StatusHubFolderProperty.class), "services")).append('\n');

    Document.checkGenerated("docs/reference/jenkins-configuration.md", text.toString(), COMMAND);
  }

  private static void fields(
      StringBuilder text, String title, Map<String, String> rows, List<String> shared) {
    text.append("\n## ").append(title).append("\n\nThe [fields of both](#both), and:\n\n");
    text.append(fieldTable(rows.values().stream().filter(row -> !shared.contains(row)).toList()));
  }

  private static MarkdownTable fieldTable(List<String> rows) {
    MarkdownTable table = new MarkdownTable("field", "name", "meaning", "allowed", "default");
    rows.forEach(row -> table.row(row.split("\n", -1)));
    return table;
  }

  private static Map<String, String> fieldRows(Class<?> type) throws Exception {
    Map<String, String> rows = new LinkedHashMap<>();
    for (String name : names(type)) {
      rows.put(name, label(type, name) + "\n" + row(type, name));
    }
    return rows;
  }

  /** Cells are separated by line breaks, which none of them holds. */
  private static String row(Class<?> type, String name) throws Exception {
    String allowed = allowed(name);
    if (type == WithStatusHubIncidentStep.class && name.equals("state")) {
      // It can't begin with its end.
      allowed = allowed.replace(", resolved", "");
    }
    return String.join("\n", code(name), help(descriptor(type), name), allowed, byDefault(name));
  }

  private static MarkdownTable parameters() {
    return new MarkdownTable("parameter", "meaning", "allowed", "default");
  }

  private static Map<String, String> stepRows(Class<?> step) throws Exception {
    Map<String, String> rows = new LinkedHashMap<>();
    for (String name : names(step)) {
      rows.put(name, row(step, name));
    }
    return rows;
  }

  private static List<String> names(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (DescribableParameter each : DescribableModel.of(type).getParameters()) {
      if (!each.isDeprecated()) {
        names.add(each.getName());
      }
    }
    return names.stream().sorted().toList();
  }

  private static Descriptor<?> descriptor(Class<?> type) {
    return Jenkins.get().getDescriptorOrDie(type.asSubclass(hudson.model.Describable.class));
  }

  private static String allowed(String name) {
    return parameter(name).map(each -> cell(each.allowed())).findFirst().orElse("");
  }

  private static String byDefault(String name) {
    return parameter(name)
        .map(each -> each.defaultValue() == null ? "" : cell(each.defaultValue()))
        .findFirst()
        .orElse("");
  }

  private static Stream<AnnouncementParameter> parameter(String name) {
    return Stream.of(AnnouncementParameter.values())
        .filter(each -> each.parameterName().equals(name));
  }

  private static String defaultValue(StatusHubConfiguration settings, String name)
      throws ReflectiveOperationException {
    Object value =
        StatusHubConfiguration.class
            .getMethod("get" + Character.toUpperCase(name.charAt(0)) + name.substring(1))
            .invoke(settings);
    return value == null || value instanceof List<?> ? "" : value.toString();
  }

  /** The label in the form, read from the views. */
  private static String label(Class<?> type, String field) throws IOException {
    if (LABELS.containsKey(field)) {
      return LABELS.get(field);
    }
    for (String view :
        List.of(
            view(type, "config"),
            view(AnnouncementParameters.class, "subject"),
            view(AnnouncementParameters.class, "details"),
            view(AnnouncementParameters.class, "enabled"))) {
      Matcher matcher = FIELD.matcher(view);
      while (matcher.find()) {
        if (matcher.group(1).equals(field)) {
          String label = matcher.group(2) != null ? matcher.group(2) : matcher.group(4);
          return label == null ? "" : cell(label);
        }
      }
    }
    return "";
  }

  /** What stands below the field in the form, in place of help. */
  private static String description(Class<?> type, String field) throws IOException {
    Matcher matcher = FIELD.matcher(view(type, "config"));
    while (matcher.find()) {
      if (matcher.group(1).equals(field) && matcher.group(3) != null) {
        Properties texts = new Properties();
        try (InputStream file =
            type.getResourceAsStream(type.getSimpleName() + "/config.properties")) {
          texts.load(file);
        }
        return cell(texts.getProperty(matcher.group(3)));
      }
    }
    return "";
  }

  private static String view(Class<?> type, String name) throws IOException {
    try (InputStream view =
        type.getResourceAsStream(type.getSimpleName() + "/" + name + ".jelly")) {
      return view == null ? "" : new String(view.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What Jenkins shows at the question mark, as one line of Markdown. */
  private static String help(Descriptor<?> descriptor, @Nullable String field) throws Exception {
    try (JenkinsRule.WebClient client = jenkins.rule().createWebClient()) {
      // The path is found out by the views of a request.
      String path =
          client.executeOnServer(
              () -> field == null ? descriptor.getHelpFile() : descriptor.getHelpFile(field));
      if (path == null) {
        return field == null ? "" : description(descriptor.clazz, field);
      }
      client.addRequestHeader("Accept-Language", "en");
      String html = client.goTo(path.substring(1), null).getWebResponse().getContentAsString();
      return html.replaceAll("(?s)^.*?<div>|</div>.*$", "")
          .replaceAll("</?code>", "`")
          .replaceAll("</?em>", "*")
          .replaceAll("</?strong>", "**")
          .replaceAll("</li>\\s*<li>", "; ")
          .replaceAll("<[^>]*>", " ")
          .replaceAll("\\s+", " ")
          .replace("|", "\\|")
          .strip();
    }
  }
}
