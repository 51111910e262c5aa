package io.jenkins.statushub.input;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that was meant by a misspelt one. */
public final class Suggestions {
  private static final int SHORT = 5;

  private Suggestions() {}

  /**
   * Returns a known name that differs in case, in separators, or by two letters at most, in short
   * names by one; null if there is none.
   */
  public static @Nullable String nearest(String name, Collection<String> known) {
    String letters = letters(name);
    int least = (letters.length() < SHORT ? 1 : 2) + 1;
    String best = null;
    for (String each : known) {
      int distance = distance(letters, letters(each));
      if (distance < least) {
        best = each;
        least = distance;
      }
    }
    return best;
  }

  private static String letters(String name) {
    StringBuilder letters = new StringBuilder();
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      if (c != '-' && c != '_' && c != '.') {
        letters.append(c);
      }
    }
    return letters.toString();
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
