package io.jenkins.plugins.statushub.announcement;

import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import hudson.util.Secret;
import java.util.HashSet;
import java.util.Set;

/** Finds the values that a build knows and that must not be published. */
public final class SensitiveValues {
  private SensitiveValues() {}

  /**
   * Returns the names of a build's variables that hold secrets: password parameters, and what build
   * wrappers bind.
   */
  public static Set<String> names(Run<?, ?> run) {
    Set<String> names = new HashSet<>();
    if (run instanceof AbstractBuild<?, ?> build) {
      names.addAll(build.getSensitiveBuildVariables());
    }
    ParametersAction parameters = run.getAction(ParametersAction.class);
    if (parameters != null) {
      parameters.getParameters().stream()
          .filter(ParameterValue::isSensitive)
          .map(ParameterValue::getName)
          .forEach(names::add);
    }
    return names;
  }

  /**
   * Returns the values that must not be published.
   *
   * @param variables the environment where the announcement is made
   * @param names the variables of it that hold secrets
   */
  public static Set<String> of(Run<?, ?> run, EnvVars variables, Set<String> names) {
    Set<String> values = new HashSet<>();
    for (String name : names) {
      String value = variables.get(name);
      if (value != null && !value.isBlank()) {
        values.add(value);
      }
    }
    ParametersAction parameters = run.getAction(ParametersAction.class);
    if (parameters != null) {
      for (ParameterValue parameter : parameters.getParameters()) {
        if (parameter.isSensitive()) {
          String value =
              parameter.getValue() instanceof Secret secret
                  ? secret.getPlainText()
                  : String.valueOf(parameter.getValue());
          if (!value.isBlank()) {
            values.add(value);
          }
        }
      }
    }
    return values;
  }
}
