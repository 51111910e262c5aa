package io.jenkins.statushub.maven.extension;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.maven.extension.config.ConfigNames;
import org.jspecify.annotations.Nullable;

/** Mistakes in words, with the place where they are to be mended. */
final class Places {
  private Places() {}

  /** One or two lines. */
  static String words(ParameterException mistake) {
    String place = place(mistake.parameter());
    return "StatusHub: " + mistake.getMessage() + (place == null ? "" : "\nMend it " + place);
  }

  private static @Nullable String place(String path) {
    int dot = path.indexOf('.');
    String block = dot < 0 ? "" : path.substring(0, dot);
    String name = path.substring(dot + 1);
    if (path.equals(ConfigNames.ELEMENT) || ConfigNames.BLOCKS.contains(path)) {
      return in(path.equals(ConfigNames.ELEMENT) ? "" : "<" + path + ">");
    }
    if (!(block.isEmpty() || ConfigNames.BLOCKS.contains(block))) {
      return null;
    }
    String element = (block.isEmpty() ? "" : "<" + block + ">") + "<" + name + ">";
    if (!ConfigNames.ofBlock(block).contains(name)) {
      return path.matches("[\\w.]+") ? in(element) : null;
    }
    String property = ConfigNames.property(block, name);
    return in(element) + (property == null ? "" : " or with -D" + property + "=…");
  }

  private static String in(String element) {
    return "in <"
        + ConfigNames.ELEMENT
        + ">"
        + element
        + " of statushub-maven-plugin's <configuration>";
  }
}
