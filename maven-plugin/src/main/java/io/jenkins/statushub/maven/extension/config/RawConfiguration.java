package io.jenkins.statushub.maven.extension.config;

import io.jenkins.statushub.environment.SkipVariable;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.PrintableText;
import io.jenkins.statushub.input.Problems;
import io.jenkins.statushub.maven.support.BuildIdentity;
import io.jenkins.statushub.maven.support.KnownProperties;
import io.jenkins.statushub.maven.support.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * What the user configured around the build: the plugin's {@code <aroundBuild>} in the root
 * project, and for what that leaves out, a property. As with goals, the POM wins, and properties of
 * the command line come before those of the POM. Environment variables come last: they are for
 * texts with spaces if no POM can be read, since Maven before 3.9 cuts the lines of {@code
 * .mvn/maven.config} at spaces.
 */
public final class RawConfiguration {
  private final @Nullable Xpp3Dom element;
  private final Properties user;
  private final Properties system;
  private final Properties ofProject;
  private final Function<String, @Nullable String> environment;

  private RawConfiguration(MavenSession session, @Nullable MavenProject project) {
    element = project == null ? null : element(project);
    user = session.getUserProperties();
    system = session.getSystemProperties();
    environment = BuildIdentity.environment(session);
    ofProject = project == null ? new Properties() : project.getProperties();
  }

  /** Returns that of a session whose projects have been read. */
  public static RawConfiguration of(MavenSession session) {
    MavenProject root = BuildIdentity.root(session);
    if (root != null && element(root) == null && session.getProjects() != null) {
      for (MavenProject project : session.getProjects()) {
        if (element(project) != null) {
          return new RawConfiguration(session, project);
        }
      }
    }
    return new RawConfiguration(session, root);
  }

  /** Returns that of a session whose projects can't be read: properties alone. */
  public static RawConfiguration withoutProject(MavenSession session) {
    return new RawConfiguration(session, null);
  }

  private static @Nullable Xpp3Dom element(MavenProject project) {
    Plugin plugin = project.getPlugin(KnownProperties.PLUGIN);
    return plugin != null && plugin.getConfiguration() instanceof Xpp3Dom configuration
        ? configuration.getChild(ConfigNames.ELEMENT)
        : null;
  }

  /** Returns whether anything at all is configured. */
  public boolean isConfigured() {
    return element != null
        || hasAny(user, ConfigNames.PREFIX)
        || hasAny(ofProject, ConfigNames.PREFIX)
        || hasAny(system, ConfigNames.ENVIRONMENT_PREFIX);
  }

  private static boolean hasAny(Properties properties, String prefix) {
    for (Object key : properties.keySet()) {
      if (key instanceof String name && name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns why nothing is to be announced; null if there is no reason. For this the command line
   * wins over the POM.
   */
  public @Nullable String skipReason() {
    if (SkipVariable.isSet(environment)) {
      return SkipVariable.NAME;
    }
    return Parameters.flag("skip", user.getProperty("statushub.skip"))
            || Parameters.flag("skip", text("", "skip"))
        ? "statushub.skip"
        : null;
  }

  /** Returns whether a block is configured, by an element or a property. */
  boolean hasBlock(String block) {
    if (element != null && element.getChild(block) != null) {
      return true;
    }
    for (String name : ConfigNames.ofBlock(block)) {
      if (property(block, name) != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns a value; null if it is not set or blank.
   *
   * @param block the block it is in; empty for none
   * @throws ParameterException if something in it was to be replaced and was not: a public page is
   *     no place for {@code ${project.version}}
   */
  @Nullable String text(String block, String name) {
    Xpp3Dom child = child(block, name);
    String value = child == null ? null : child.getValue();
    if (value == null || value.isBlank()) {
      value = property(block, name);
    }
    if (value == null || value.isBlank()) {
      return null;
    }
    int from = value.indexOf("${");
    int to = from < 0 ? -1 : value.indexOf('}', from);
    if (to > 0) {
      throw new ParameterException(
          ConfigNames.path(block, name),
          "'"
              + PrintableText.printable(value.substring(from, to + 1))
              + "' is not set; allowed: a property that is");
    }
    return value;
  }

  /** Returns values that are elements of their own, or separated by commas. */
  public List<String> list(String name) {
    List<String> values = new ArrayList<>();
    Xpp3Dom child = child("", name);
    if (child != null && child.getChildCount() > 0) {
      for (Xpp3Dom each : child.getChildren()) {
        if (each.getValue() != null) {
          values.add(each.getValue().trim());
        }
      }
      return values;
    }
    String text = text("", name);
    int from = 0;
    while (text != null && from <= text.length()) {
      int comma = text.indexOf(',', from);
      int end = comma < 0 ? text.length() : comma;
      String value = text.substring(from, end).trim();
      if (!value.isEmpty()) {
        values.add(value);
      }
      from = end + 1;
    }
    return values;
  }

  /** Returns names and values that are elements of their own. */
  Map<String, String> map(String block, String name) {
    Map<String, String> values = new LinkedHashMap<>();
    Xpp3Dom child = child(block, name);
    if (child != null) {
      for (Xpp3Dom each : child.getChildren()) {
        values.put(each.getName(), each.getValue() == null ? "" : each.getValue());
      }
    }
    return values;
  }

  private @Nullable Xpp3Dom child(String block, String name) {
    Xpp3Dom parent = element == null || block.isEmpty() ? element : element.getChild(block);
    return parent == null ? null : parent.getChild(name);
  }

  private @Nullable String property(String block, String name) {
    String property = ConfigNames.property(block, name);
    if (property == null) {
      return null;
    }
    String value = user.getProperty(property);
    if (value == null) {
      value = system.getProperty(property);
    }
    if (value == null) {
      value = ofProject.getProperty(property);
    }
    return value == null && property.startsWith(ConfigNames.PREFIX)
        ? system.getProperty(ConfigNames.environmentVariable(property))
        : value;
  }

  /** Adds misspelt elements, properties and environment variables. */
  void checkNames(Problems problems) {
    if (element != null) {
      for (Xpp3Dom child : element.getChildren()) {
        String name = child.getName();
        if (ConfigNames.BLOCKS.contains(name)) {
          for (Xpp3Dom grandchild : child.getChildren()) {
            checkName(name, grandchild.getName(), problems);
          }
        } else {
          checkName("", name, problems);
        }
      }
    }
    checkProperties(user, "-D", problems);
    checkProperties(ofProject, "property ", problems);
    checkProperties(system, "-D", problems);
  }

  private static void checkProperties(Properties properties, String how, Problems problems) {
    checkOwnProperties(properties, how, problems);
    KnownProperties.checkProperties(properties, how, ConfigNames.propertiesOfGoals(), problems);
  }

  private static void checkName(String block, String name, Problems problems) {
    if (!ConfigNames.ofBlock(block).contains(name)) {
      TreeSet<String> allowed = new TreeSet<>(ConfigNames.ofBlock(block));
      if (block.isEmpty()) {
        allowed.addAll(ConfigNames.BLOCKS);
      }
      problems.add(
          new ParameterException(
              ConfigNames.path(block, name), KnownProperties.unknown(name, allowed, "<", ">")));
    }
  }

  private static void checkOwnProperties(Properties properties, String how, Problems problems) {
    for (Object key : properties.keySet()) {
      if (key instanceof String name && ConfigNames.isMeantAsOwn(name)) {
        if (name.startsWith(ConfigNames.ENVIRONMENT_PREFIX)) {
          if (!ConfigNames.environmentVariables().contains(name)) {
            problems.add(
                new ParameterException(
                    "environment variable "
                        + PrintableText.printable(name.substring("env.".length())),
                    KnownProperties.unknown(name, ConfigNames.environmentVariables(), "", "")
                        .replace("env.", "")));
          }
        } else if (!ConfigNames.isProperty(name)) {
          problems.add(
              new ParameterException(
                  how + PrintableText.printable(name),
                  KnownProperties.unknown(name, ConfigNames.ownProperties(), how, "")));
        }
      }
    }
  }
}
