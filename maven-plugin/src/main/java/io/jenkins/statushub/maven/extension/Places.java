package io.jenkins.statushub.maven.extension;

import io.jenkins.statushub.hook.MistakeException;
import org.jspecify.annotations.Nullable;

/** Mistakes in words, with the place where they are to be mended. */
final class Places {
  private Places() {}

  /** One or two lines. */
  static String words(MistakeException mistake) {
    String place = place(mistake.parameter());
    return "StatusHub: " + mistake.getMessage() + (place == null ? "" : "\nMend it " + place);
  }

  private static @Nullable String place(String path) {
    int dot = path.indexOf('.');
    String block = dot < 0 ? "" : path.substring(0, dot);
    String name = path.substring(dot + 1);
    if (path.equals(Names.ELEMENT) || Names.BLOCKS.contains(path)) {
      return in(path.equals(Names.ELEMENT) ? "" : "<" + path + ">");
    }
    if (!(block.isEmpty() || Names.BLOCKS.contains(block))) {
      return null;
    }
    String element = (block.isEmpty() ? "" : "<" + block + ">") + "<" + name + ">";
    if (!Names.ofBlock(block).contains(name)) {
      return path.matches("[\\w.]+") ? in(element) : null;
    }
    String property = Names.property(block, name);
    return in(element) + (property == null ? "" : " or with -D" + property + "=…");
  }

  private static String in(String element) {
    return "in <" + Names.ELEMENT + ">" + element + " of statushub-maven-plugin's <configuration>";
  }
}
