package io.jenkins.statushub.maven.support;

import io.jenkins.statushub.input.ParameterException;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.jspecify.annotations.Nullable;

/** Mistakes in words, with the place where they are to be mended. */
public final class ParameterHints {
  private ParameterHints() {}

  /** One or two lines. */
  public static String words(ParameterException mistake, MojoExecution execution) {
    return "StatusHub: " + mistake.getMessage() + where(mistake.parameter(), execution);
  }

  private static String where(String name, MojoExecution execution) {
    Parameter parameter = find(name, execution.getMojoDescriptor());
    if (parameter == null) {
      return "";
    }
    String element = "<" + name + "> in the plugin's <configuration>";
    String property = property(parameter);
    return "\nMend it "
        + (property == null ? "in " + element : "with -D" + property + "=… or " + element);
  }

  private static @Nullable Parameter find(String name, @Nullable MojoDescriptor goal) {
    if (goal == null || goal.getParameters() == null) {
      return null;
    }
    for (Parameter parameter : goal.getParameters()) {
      if (parameter.getName().equals(name) && parameter.isEditable()) {
        return parameter;
      }
    }
    return null;
  }

  /** The user property behind a parameter; null if there is none. */
  static @Nullable String property(Parameter parameter) {
    String expression = parameter.getExpression();
    return expression != null && expression.startsWith("${") && expression.endsWith("}")
        ? expression.substring(2, expression.length() - 1)
        : null;
  }
}
