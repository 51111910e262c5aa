package io.jenkins.statushub.maven.support;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.PrintableText;
import io.jenkins.statushub.maven.settings.HookUrlSources;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Finds misspelt properties. Maven ignores those, so that {@code -Dstatushub.drfat=true} would put
 * on the public page what was meant as a draft. Names that resemble none of ours are left alone: a
 * POM may well have a property {@code statushub.version}.
 */
public final class KnownProperties {
  private static final String PREFIX = "statushub.";

  /** Checked by whoever listens to them. */
  private static final String AROUND_BUILD = "statushub.aroundBuild.";

  private KnownProperties() {}

  /**
   * Lets good names pass.
   *
   * @param given what the user wrote on the command line
   * @throws ParameterException if one is almost the property of a goal
   */
  public static void check(Properties given, MojoExecution execution) {
    Set<String> ours = null;
    for (Object key : given.keySet()) {
      if (key instanceof String name && name.startsWith(PREFIX) && !name.startsWith(AROUND_BUILD)) {
        if (ours == null) {
          ours = known(execution);
        }
        String meant = ours.contains(name) ? null : resembling(name, ours);
        if (meant != null) {
          throw new ParameterException(
              "-D" + PrintableText.printable(name),
              "is not known; -D" + meant + " is: is it meant?");
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
          String property = ParameterHints.property(parameter);
          if (property != null && property.startsWith(PREFIX)) {
            names.add(property);
          }
        }
      }
    }
    return names;
  }

  /** A known name that differs by two letters at most, in short names by one. */
  static @Nullable String resembling(String name, Set<String> known) {
    int allowed = name.length() - PREFIX.length() < 5 ? 1 : 2;
    String best = null;
    int least = allowed + 1;
    for (String each : known) {
      int distance = distance(name.toLowerCase(Locale.ROOT), each.toLowerCase(Locale.ROOT));
      if (distance < least) {
        best = each;
        least = distance;
      }
    }
    return best;
  }

  /** How many letters have to be put in, taken out or changed (Levenshtein). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
