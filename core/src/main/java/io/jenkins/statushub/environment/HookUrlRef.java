package io.jenkins.statushub.environment;

import io.jenkins.statushub.input.ParameterException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the hook URL of an announcement is looked up, as its user named it. The ledger keeps it, so
 * that a later flush, by whatever program, looks in the same place and in no other.
 *
 * @param variable an environment variable; null if none was named
 * @param serverId the id of a {@code <server>} in Maven's settings; null if none was named
 * @param file a file's absolute path; null if none was named
 */
public record HookUrlRef(
    @Nullable String variable, @Nullable String serverId, @Nullable String file) {
  private static final String VARIABLE = "env:";
  private static final String SERVER = "server:";
  private static final String FILE = "file:";
  private static final char SEPARATOR = ' ';

  /**
   * Reads what a user named. Null and blank mean that nothing was named.
   *
   * @param file a path, made absolute by the current folder
   * @throws ParameterException if a name can't be one; the message never shows what was given,
   *     which may be the hook URL itself
   */
  public static HookUrlRef of(
      @Nullable String urlVariable, @Nullable String serverId, @Nullable String file) {
    return new HookUrlRef(
        checked("urlVariable", urlVariable, "the name of an environment variable"),
        checked("serverId", serverId, "the <id> of a <server> in settings.xml"),
        path(file));
  }

  private static @Nullable String checked(String name, @Nullable String value, String allowed) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String trimmed = value.trim();
    if (trimmed.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '=')) {
      throw new ParameterException(
          name,
          "the value is not shown, since it may be a hook URL; allowed: "
              + allowed
              + " (no spaces, '/' or '=')");
    }
    return trimmed;
  }

  private static @Nullable String path(@Nullable String file) {
    if (file == null || file.isBlank()) {
      return null;
    }
    if (file.contains("://")) {
      throw new ParameterException(
          "urlFile",
          "the value is not shown, since it may be a hook URL; allowed: the name of a file that"
              + " holds it");
    }
    return Path.of(file).toAbsolutePath().normalize().toString();
  }

  /** Reads what the ledger keeps; null means the usual places. */
  public static HookUrlRef parse(@Nullable String text) {
    String variable = null;
    String serverId = null;
    String rest = text == null ? "" : text;
    while (!rest.isEmpty()) {
      // The file comes last, since its name may hold spaces.
      if (rest.startsWith(FILE)) {
        return new HookUrlRef(variable, serverId, rest.substring(FILE.length()));
      }
      int space = rest.indexOf(SEPARATOR);
      String part = space < 0 ? rest : rest.substring(0, space);
      if (part.startsWith(VARIABLE)) {
        variable = part.substring(VARIABLE.length());
      } else if (part.startsWith(SERVER)) {
        serverId = part.substring(SERVER.length());
      }
      rest = space < 0 ? "" : rest.substring(space + 1);
    }
    return new HookUrlRef(variable, serverId, null);
  }

  /** Returns what the ledger keeps; null for the usual places. */
  public @Nullable String text() {
    StringBuilder text = new StringBuilder();
    append(text, VARIABLE, variable);
    append(text, SERVER, serverId);
    append(text, FILE, file);
    return text.length() == 0 ? null : text.toString();
  }

  private static void append(StringBuilder text, String prefix, @Nullable String part) {
    if (part != null) {
      text.append(text.length() == 0 ? "" : SEPARATOR).append(prefix).append(part);
    }
  }

  /**
   * Checks that one hook URL is not used for many services.
   *
   * @throws ParameterException if there are many, and this names one place
   */
  public void checkFor(int services) {
    if (text() != null && services > 1) {
      throw new ParameterException(
          variable != null ? "urlVariable" : file != null ? "urlFile" : "serverId",
          "holds one service's hook URL, but there are "
              + services
              + " services; allowed: one service, or leave it out");
    }
  }

  /** Returns the variable to look at; null if only other places were named. */
  public @Nullable String variableFor(String service) {
    return text() == null ? HookUrlVariables.nameFor(service) : variable;
  }

  /** Returns the {@code <server>} to look at; null if only other places were named. */
  public @Nullable String serverIdFor(String service) {
    return text() == null ? "statushub-" + service : serverId;
  }
}
