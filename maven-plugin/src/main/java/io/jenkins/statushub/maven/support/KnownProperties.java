package io.jenkins.statushub.maven.support;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.PrintableText;
import io.jenkins.statushub.input.Problems;
import io.jenkins.statushub.input.Suggestions;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * Finds misspelt properties and elements. Maven ignores those, so that {@code
 * -DstatusHub.draft=true} would put on the public page what was meant as a draft. Properties that
 * resemble none of ours pass: a POM may well have a property {@code statushub.version}.
 */
public final class KnownProperties {
  /** The beginning of all properties of this plugin. */
  public static final String PREFIX = "statushub.";

  /** A user property for a hub on this machine; refused for any other address. */
  public static final String URL = "statushub.url";

  /** The plugin as POMs name it. */
  public static final String PLUGIN = "io.jenkins.statushub:statushub-maven-plugin";

  /** The extension checks those. */
  private static final String AROUND_BUILD = "statushub.aroundBuild.";

  private static final String PREFIX_LETTERS = "statushub";

  private KnownProperties() {}

  /**
   * Checks all that a goal may read.
   *
   * @throws ParameterException if a name is misspelt
   */
  public static void check(MavenSession session, MojoExecution execution) {
    Problems problems = new Problems();
    Set<String> known =
        GoalParameters.properties(execution.getMojoDescriptor().getPluginDescriptor());
    known.add(URL);
    checkProperties(session.getUserProperties(), "-D", known, problems);
    checkProperties(session.getSystemProperties(), "-D", known, problems);
    MavenProject project = session.getCurrentProject();
    if (project != null) {
      checkProperties(project.getProperties(), "property ", known, problems);
      checkElements(project.getPlugin(PLUGIN), execution, problems);
    }
    problems.throwIfAny();
  }

  /**
   * Adds properties that are almost known ones.
   *
   * @param how what goes before a name where a user writes it
   */
  public static void checkProperties(
      Properties properties, String how, Collection<String> known, Problems problems) {
    for (Object key : properties.keySet()) {
      if (key instanceof String name
          && isOurs(name)
          && !known.contains(name)
          && !name.startsWith(AROUND_BUILD)) {
        String meant = Suggestions.nearest(name, known);
        if (meant != null) {
          problems.add(
              new ParameterException(
                  how + PrintableText.printable(name),
                  "is not known; did you mean " + how + meant + "?"));
        }
      }
    }
  }

  private static boolean isOurs(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    return letters.startsWith(PREFIX_LETTERS);
  }

  private static void checkElements(
      @Nullable Plugin plugin, MojoExecution execution, Problems problems) {
    if (plugin == null) {
      return;
    }
    List<MojoDescriptor> goals = execution.getMojoDescriptor().getPluginDescriptor().getMojos();
    checkElements(plugin.getConfiguration(), elementsOf(goals), problems);
    for (PluginExecution declared : plugin.getExecutions()) {
      if (declared.getId().equals(execution.getExecutionId())) {
        List<MojoDescriptor> users =
            goals.stream().filter(goal -> mayUse(goal, declared, execution)).toList();
        Set<String> known = elementsOf(users);
        known.addAll(elements(plugin.getConfiguration()));
        checkElements(declared.getConfiguration(), known, problems);
      }
    }
  }

  /** An execution that names no goals is for typed ones, which may be any. */
  private static boolean mayUse(
      MojoDescriptor goal, PluginExecution declared, MojoExecution execution) {
    return declared.getGoals().isEmpty()
        || declared.getGoals().contains(goal.getGoal())
        || goal.getGoal().equals(execution.getGoal());
  }

  private static Set<String> elementsOf(List<MojoDescriptor> goals) {
    Set<String> elements = new TreeSet<>();
    goals.forEach(goal -> GoalParameters.addElements(goal, elements));
    return elements;
  }

  /** Executions inherit the elements of the plugin, which may be meant for other goals. */
  private static Set<String> elements(@Nullable Object configuration) {
    Set<String> elements = new TreeSet<>();
    if (configuration instanceof Xpp3Dom dom) {
      for (Xpp3Dom element : dom.getChildren()) {
        elements.add(element.getName());
      }
    }
    return elements;
  }

  private static void checkElements(
      @Nullable Object configuration, Set<String> known, Problems problems) {
    for (String name : elements(configuration)) {
      if (!known.contains(name)) {
        problems.add(
            new ParameterException(
                "<" + name + "> in the plugin's <configuration>", unknown(name, known, "<", ">")));
      }
    }
  }

  /** Returns what is wrong with a name that is not known. */
  public static String unknown(String name, Collection<String> known, String before, String after) {
    String meant = Suggestions.nearest(name, known);
    return "is not known; "
        + (meant == null ? "" : "did you mean " + before + meant + after + "? ")
        + "allowed: "
        + String.join(", ", known);
  }
}
