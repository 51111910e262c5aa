package io.jenkins.statushub.hook;

import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.input.PrintableText;

/**
 * Identifies a service: two services of one name in different scopes have nothing to do with each
 * other.
 *
 * @param scope where the service is configured; empty for a service that is known everywhere;
 *     otherwise a stable identity of the place, one printable line of at most {@value #MAX_SCOPE}
 *     UTF-16 units
 * @param name the name that users write, as {@link ServiceNames} allows it
 */
public record ServiceId(String scope, String name) {
  /** The longest scope, in UTF-16 units. */
  public static final int MAX_SCOPE = 200;

  /**
   * Checks both parts.
   *
   * @throws ParameterException if the name is no service's name
   * @throws IllegalArgumentException if the scope is too long or can't be printed; scopes are made
   *     by programs, not by users
   */
  public ServiceId {
    if (scope.length() > MAX_SCOPE
        || !PrintableText.isOneLine(scope)
        || !scope.equals(scope.strip())) {
      throw new IllegalArgumentException(
          "the scope '"
              + PrintableText.printable(scope)
              + "' is not allowed; allowed: one line of at most "
              + MAX_SCOPE
              + " characters");
    }
    ServiceNames.check(name);
  }

  /**
   * Returns the service of a name that is known everywhere: its scope is empty.
   *
   * @throws ParameterException if the name is no service's name
   */
  public static ServiceId of(String name) {
    return new ServiceId("", name);
  }

  /** Returns the name alone, as users know the service. */
  @Override
  public String toString() {
    return name;
  }
}
