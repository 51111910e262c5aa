package io.jenkins.statushub.cli;

import io.jenkins.statushub.environment.HookUrlVariables;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.transport.HookUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds hook URLs: in a file, in an environment variable, or as a plain password in Maven's
 * settings. If the user names places, only those are looked at.
 */
final class CommandHookUrls {
  private static final int MOST_BYTES = 8192;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private static final Set<Path> WARNED = ConcurrentHashMap.newKeySet();

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
      return fromFile(Path.of(reference.file()));
    }
    String variable =
        reference.isUsual() ? HookUrlVariables.nameFor(service) : reference.variable();
    if (variable != null) {
      HookUrl found = HookUrlVariables.read(variable, System::getenv);
      if (found != null) {
        return found;
      }
    }
    String serverId = reference.isUsual() ? "statushub-" + service : reference.serverId();
    if (serverId != null) {
      String password = MavenSettings.password(serverId);
      if (password != null) {
        return fromSettings(serverId, password);
      }
    }
    throw new ParameterException("hook URL", notFound(service, variable, serverId));
  }

  private static HookUrl fromFile(Path file) {
    String name = "hook URL file " + file.toString();
    try {
      byte[] bytes = read(file);
      warnIfOthersCanRead(name, file);
      return HookUrl.parse(name, new String(bytes, StandardCharsets.UTF_8).strip());
    } catch (NoSuchFileException e) {
      throw new ParameterException(name, "does not exist; allowed: a file that holds the hook URL");
    } catch (IOException e) {
      throw new ParameterException(
          name,
          "can't be read ("
              + e.getClass().getSimpleName()
              + "); allowed: a file that you can read");
    }
  }

  private static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES);
    }
  }

  /** A warning only: some systems mount every secret readable for all, and there it is as it is. */
  private static void warnIfOthersCanRead(String name, Path file) throws IOException {
    Set<PosixFilePermission> permissions;
    try {
      permissions = Files.getPosixFilePermissions(file);
    } catch (UnsupportedOperationException e) {
      return;
    }
    if (OTHERS.stream().anyMatch(permissions::contains) && WARNED.add(file)) {
      Console.log(
          name
              + " can be read or changed by other users of this machine, and whoever has the hook URL"
              + " can write on the public page; fix it: chmod 600 (in Kubernetes: defaultMode: 0400)");
    }
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
