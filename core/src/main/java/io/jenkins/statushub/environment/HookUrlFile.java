package io.jenkins.statushub.environment;

import io.jenkins.statushub.files.FileErrors;
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
import java.util.function.Consumer;

/** Files that hold a hook URL, such as mounted secrets. */
public final class HookUrlFile {
  private static final int MAX_BYTES = 8192;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private static final Set<Path> WARNED = ConcurrentHashMap.newKeySet();

  private HookUrlFile() {}

  /**
   * Reads a hook URL.
   *
   * @param warnings receives one, once in a process, if others can read the file
   * @throws ParameterException if there is no such file, it can't be read, or what it holds is no
   *     hook URL; the message never shows what it holds
   */
  public static HookUrl read(Path file, Consumer<String> warnings) {
    String name = "hook URL file " + file;
    try {
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MAX_BYTES);
      }
      warnIfOthersCanRead(name, file, warnings);
      return HookUrl.parse(name, new String(bytes, StandardCharsets.UTF_8).strip());
    } catch (NoSuchFileException e) {
      throw new ParameterException(name, "does not exist; allowed: a file that holds the hook URL");
    } catch (IOException e) {
      throw new ParameterException(
          name, "can't be read (" + FileErrors.reason(e) + "); allowed: a file that you can read");
    }
  }

  /** A warning only: some systems mount every secret readable for all, and there it is as it is. */
  private static void warnIfOthersCanRead(String name, Path file, Consumer<String> warnings)
      throws IOException {
    Set<PosixFilePermission> permissions;
    try {
      permissions = Files.getPosixFilePermissions(file);
    } catch (UnsupportedOperationException e) {
      return;
    }
    if (OTHERS.stream().anyMatch(permissions::contains) && WARNED.add(file)) {
      warnings.accept(
          name
              + " can be read or changed by other users of this machine, and whoever has the hook URL"
              + " can write on the public page; fix it: chmod 600 (in Kubernetes: defaultMode: 0400)");
    }
  }
}
