package io.jenkins.statushub.cli;

import org.jspecify.annotations.Nullable;

/**
 * Where one announcement's hook URL is looked for, in the form that the ledger keeps. The Maven
 * plugin's goals read the same form, except for files.
 *
 * @param variable an environment variable; null if none was named
 * @param file a file's absolute path; null if none was named
 * @param serverId a {@code <server>} in Maven's settings; null if none was named
 */
record HookUrlRef(@Nullable String variable, @Nullable String file, @Nullable String serverId) {
  private static final String VARIABLE = "env:";
  private static final String SERVER = "server:";
  private static final String FILE = "file:";

  /** Reads what the ledger keeps; null means the usual places. */
  static HookUrlRef parse(@Nullable String text) {
    String variable = null;
    String serverId = null;
    String rest = text == null ? "" : text;
    while (!rest.isEmpty()) {
      // The file comes last, since its name may hold spaces.
      if (rest.startsWith(FILE)) {
        return new HookUrlRef(variable, rest.substring(FILE.length()), serverId);
      }
      int space = rest.indexOf(' ');
      String part = space < 0 ? rest : rest.substring(0, space);
      if (part.startsWith(VARIABLE)) {
        variable = part.substring(VARIABLE.length());
      } else if (part.startsWith(SERVER)) {
        serverId = part.substring(SERVER.length());
      }
      rest = space < 0 ? "" : rest.substring(space + 1);
    }
    return new HookUrlRef(variable, null, serverId);
  }

  /** Returns what the ledger keeps; null for the usual places. */
  @Nullable String text() {
    StringBuilder text = new StringBuilder();
    append(text, VARIABLE, variable);
    append(text, SERVER, serverId);
    append(text, FILE, file);
    return text.length() == 0 ? null : text.toString();
  }

  private static void append(StringBuilder text, String prefix, @Nullable String part) {
    if (part != null) {
      text.append(text.length() == 0 ? "" : " ").append(prefix).append(part);
    }
  }

  /** Returns whether the user named no place. */
  boolean isUsual() {
    return variable == null && file == null && serverId == null;
  }
}
