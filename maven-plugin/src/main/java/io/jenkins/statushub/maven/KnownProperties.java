package io.jenkins.statushub.maven;

import io.jenkins.statushub.hook.MistakeException;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;

/**
 * Finds misspelt properties. Maven ignores those, so that {@code -Dstatushub.drfat=true} would put
 * on the public page what was meant as a draft.
 */
final class KnownProperties {
  private static final String PREFIX = "statushub.";

  /** Checked by whoever listens to them. */
  private static final String AROUND_BUILD = "statushub.aroundBuild.";

  private KnownProperties() {}

  /**
   * Lets good names pass.
   *
   * @param given what the user wrote on the command line
   * @throws MistakeException if one begins with {@code statushub.} and is no property of a goal
   */
  static void check(Properties given, MojoExecution execution) {
    Set<String> ours = null;
    for (Object key : given.keySet()) {
      if (key instanceof String name && name.startsWith(PREFIX) && !name.startsWith(AROUND_BUILD)) {
        if (ours == null) {
          ours = known(execution);
        }
        if (!ours.contains(name)) {
          throw new MistakeException(
              "-D" + MistakeException.shown(name),
              "is not known; allowed: " + String.join(", ", ours));
        }
      }
    }
  }

  private static Set<String> known(MojoExecution execution) {
    Set<String> names = new TreeSet<>();
    names.add(HookUrlSources.URL_PROPERTY);
    for (MojoDescriptor goal : execution.getMojoDescriptor().getPluginDescriptor().getMojos()) {
      if (goal.getParameters() != null) {
        for (Parameter parameter : goal.getParameters()) {
          String property = Mistakes.property(parameter);
          if (property != null && property.startsWith(PREFIX)) {
            names.add(property);
          }
        }
      }
    }
    return names;
  }
}
