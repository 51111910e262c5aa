package io.jenkins.statushub.cli;

import io.jenkins.statushub.environment.HookUrlFile;
import io.jenkins.statushub.environment.HookUrlRef;
import io.jenkins.statushub.environment.HookUrlVariables;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.transport.HookUrl;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds hook URLs: in a file, in an environment variable, or as a plain password in Maven's
 * settings. If the user names places, only those are looked at.
 */
final class CommandHookUrls {
  private CommandHookUrls() {}

  /**
   * Finds a service's hook URL.
   *
   * @param hookUrlRef what the ledger keeps about the place; null for the usual ones
   * @throws ParameterException if there is none; it says where it has to be put
   */
  static HookUrl find(String service, @Nullable String hookUrlRef) {
    HookUrlRef reference = HookUrlRef.parse(hookUrlRef);
    if (reference.file() != null) {
      return HookUrlFile.read(Path.of(reference.file()), Console::log);
    }
    String variable = reference.variableFor(service);
    if (variable != null) {
      HookUrl found = HookUrlVariables.read(variable, System::getenv);
      if (found != null) {
        return found;
      }
    }
    String serverId = reference.serverIdFor(service);
    if (serverId != null) {
      String password = MavenSettings.password(serverId);
      if (password != null) {
        return fromSettings(serverId, password);
      }
    }
    throw new ParameterException("hook URL", notFound(service, variable, serverId));
  }

  private static HookUrl fromSettings(String serverId, String password) {
    String name = "<server> '" + serverId + "' in Maven's settings.xml";
    if (password.startsWith("{") || password.endsWith("}")) {
      throw new ParameterException(
          name,
          "its <password> is encrypted, which only Maven can decrypt; allowed here: the environment"
              + " variable or a file for --url-file");
    }
    return HookUrl.parse(name, password);
  }

  private static String notFound(
      String service, @Nullable String variable, @Nullable String serverId) {
    StringBuilder words = new StringBuilder("none is known for service '").append(service);
    words.append("'; set ");
    if (variable != null) {
      words.append("the environment variable ").append(variable).append(", or ");
    }
    words.append("name a file with --url-file");
    if (serverId != null) {
      words
          .append(", or add <server><id>")
          .append(serverId)
          .append("</id><password>the hook URL</password></server> to Maven's settings.xml");
    }
    return words.toString();
  }
}
