package io.jenkins.statushub.maven.support;

import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.jspecify.annotations.Nullable;

/** The parameters of this plugin's goals, from the plugin's own descriptor. */
public final class GoalParameters {
  private GoalParameters() {}

  /** Returns where a parameter of a goal is set; null if the goal has no such parameter. */
  public static @Nullable String place(String name, MojoExecution execution) {
    MojoDescriptor goal = execution.getMojoDescriptor();
    if (goal == null || goal.getParameters() == null) {
      return null;
    }
    for (Parameter parameter : goal.getParameters()) {
      if (parameter.getName().equals(name) && parameter.isEditable()) {
        String element = "<" + name + "> in the plugin's <configuration>";
        String property = property(parameter);
        return property == null ? "in " + element : "with -D" + property + "=… or " + element;
      }
    }
    return null;
  }

  /** Returns the user properties that goals read. */
  static Set<String> properties(PluginDescriptor plugin) {
    Set<String> properties = new TreeSet<>();
    for (MojoDescriptor goal : plugin.getMojos()) {
      if (goal.getParameters() != null) {
        for (Parameter parameter : goal.getParameters()) {
          String property = property(parameter);
          if (property != null && property.startsWith(KnownProperties.PREFIX)) {
            properties.add(property);
          }
        }
      }
    }
    return properties;
  }

  /** Adds the elements that a goal reads. */
  static void addElements(MojoDescriptor goal, Set<String> elements) {
    if (goal.getParameters() != null) {
      for (Parameter parameter : goal.getParameters()) {
        if (parameter.isEditable()) {
          elements.add(parameter.getName());
        }
      }
    }
  }

  private static @Nullable String property(Parameter parameter) {
    String expression = parameter.getExpression();
    return expression != null && expression.startsWith("${") && expression.endsWith("}")
        ? expression.substring(2, expression.length() - 1)
        : null;
  }
}
