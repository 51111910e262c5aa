package io.jenkins.statushub.hook;

import io.jenkins.statushub.input.ParameterException;
import java.util.ArrayList;
import java.util.List;

/** The names under which hook URLs are known; fit for file names and environment variables. */
public final class ServiceNames {
  /** What a name may look like, for messages. */
  public static final String ALLOWED =
      "a service's name of 1 to 64 letters, digits, '.', '_' and '-', beginning with a letter or digit";

  private static final int LONGEST = 64;

  private ServiceNames() {}

  /**
   * Lets a good name pass.
   *
   * @throws ParameterException if it is no service's name
   */
  public static void check(String name) {
    if (name.isEmpty() || name.length() > LONGEST || !isAlphanumeric(name.charAt(0))) {
      throw ParameterException.invalidValue("service", name, ALLOWED);
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isAlphanumeric(c) && c != '.' && c != '_' && c != '-') {
        throw ParameterException.invalidValue("service", name, ALLOWED);
      }
    }
  }

  /**
   * Returns the names in a text that lists several, separated by commas, spaces or line breaks.
   *
   * @param list may be blank; then the result is empty
   */
  public static List<String> split(String list) {
    List<String> names = new ArrayList<>();
    for (String name : list.split("[,\\s]+", -1)) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
