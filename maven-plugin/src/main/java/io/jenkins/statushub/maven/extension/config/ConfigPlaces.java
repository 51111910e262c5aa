package io.jenkins.statushub.maven.extension.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the elements of {@code <aroundBuild>} are set. */
public final class ConfigPlaces {
  private static final Pattern NAME = Pattern.compile("[\\w.]+");

  private ConfigPlaces() {}

  /**
   * Returns the place for a message.
   *
   * @param path a name as mistakes show it, such as {@code incident.title}
   * @return null if no element has that name
   */
  public static @Nullable String of(String path) {
    int dot = path.indexOf('.');
    String block = dot < 0 ? "" : path.substring(0, dot);
    String name = path.substring(dot + 1);
    if (path.equals(ConfigNames.ELEMENT) || ConfigNames.BLOCKS.contains(path)) {
      return element(path.equals(ConfigNames.ELEMENT) ? "" : "<" + path + ">");
    }
    if (!(block.isEmpty() || ConfigNames.BLOCKS.contains(block))) {
      return null;
    }
    String elements = (block.isEmpty() ? "" : "<" + block + ">") + "<" + name + ">";
    if (!ConfigNames.ofBlock(block).contains(name)) {
      return NAME.matcher(path).matches() ? element(elements) : null;
    }
    String property = ConfigNames.property(block, name);
    return element(elements) + (property == null ? "" : " or with -D" + property + "=…");
  }

  private static String element(String elements) {
    return "in <"
        + ConfigNames.ELEMENT
        + ">"
        + elements
        + " of statushub-maven-plugin's <configuration>";
  }
}
