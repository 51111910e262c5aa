package io.jenkins.statushub.maven.settings;

import io.jenkins.statushub.environment.HookUrlVariables;
import io.jenkins.statushub.input.ParameterException;
import org.jspecify.annotations.Nullable;

/**
 * Where an announcement's hook URL is looked up. Kept in the ledger, so that {@code flush} looks at
 * the same place in a later build.
 *
 * @param variable the environment variable that the user named; null if none
 * @param serverId the id of the {@code <server>} that the user named; null if none
 */
public record HookUrlRef(@Nullable String variable, @Nullable String serverId) {
  private static final String VARIABLE = "env:";
  private static final String SERVER = "server:";
  private static final char SEPARATOR = ' ';

  /**
   * Reads the two parameters.
   *
   * @throws ParameterException if a name can't be one
   */
  public static HookUrlRef of(@Nullable String urlVariable, @Nullable String serverId) {
    String variable = checked("urlVariable", urlVariable, "the name of an environment variable");
    return new HookUrlRef(
        variable, checked("serverId", serverId, "the <id> of a <server> in settings.xml"));
  }

  /**
   * Checks that one hook URL is not used for many services.
   *
   * @throws ParameterException if there are many, and this names one place
   */
  public void checkFor(int services) {
    if (text() != null && services > 1) {
      throw new ParameterException(
          variable == null ? "serverId" : "urlVariable",
          "holds one service's hook URL, but services has "
              + services
              + "; allowed: one service, or none of urlVariable and serverId");
    }
  }

  private static @Nullable String checked(String name, @Nullable String value, String allowed) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String trimmed = value.trim();
    for (int i = 0; i < trimmed.length(); i++) {
      char c = trimmed.charAt(i);
      // Somebody who puts the URL itself here must not see it printed.
      if (c <= ' ' || c == '/' || c == '=') {
        throw new ParameterException(
            name,
            "the value is not shown, since it may be a hook URL; allowed: "
                + allowed
                + " (no spaces, '/' or '=')");
      }
    }
    return trimmed;
  }

  static HookUrlRef parse(@Nullable String text) {
    String variable = null;
    String serverId = null;
    int from = 0;
    while (text != null && from < text.length()) {
      int end = text.indexOf(SEPARATOR, from);
      String part = text.substring(from, end < 0 ? text.length() : end);
      if (part.startsWith(VARIABLE)) {
        variable = part.substring(VARIABLE.length());
      } else if (part.startsWith(SERVER)) {
        serverId = part.substring(SERVER.length());
      }
      from = end < 0 ? text.length() : end + 1;
    }
    return new HookUrlRef(variable, serverId);
  }

  /** Returns what the ledger keeps; null for the default places. */
  public @Nullable String text() {
    if (variable == null) {
      return serverId == null ? null : SERVER + serverId;
    }
    return VARIABLE + variable + (serverId == null ? "" : SEPARATOR + SERVER + serverId);
  }

  /** Returns the variable to look at; null for none, because the user named a server alone. */
  @Nullable String variable(String service) {
    if (variable != null) {
      return variable;
    }
    return serverId == null ? HookUrlVariables.nameFor(service) : null;
  }

  /** Returns the server to look at; null for none, because the user named a variable alone. */
  @Nullable String serverId(String service) {
    if (serverId != null) {
      return serverId;
    }
    return variable == null ? "statushub-" + service : null;
  }
}
