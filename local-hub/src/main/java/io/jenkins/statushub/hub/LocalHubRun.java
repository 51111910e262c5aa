package io.jenkins.statushub.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a local hub in the foreground, for a person at a terminal. Its methods take types of the JDK
 * only, so that a caller can load the hub by a class loader of its own.
 */
public final class LocalHubRun {
  private final int port;
  private final @Nullable Path stateFolder;
  private final boolean strict;
  private final Map<String, String> variables;
  private final @Nullable Path envFile;

  /**
   * @param port 0 for a free one
   * @param stateFolder keeps the seed of the hook URLs; null for new hook URLs
   * @param strict whether to apply stricter rules than the public document
   * @param variables each service with the shell variable for its hook URL
   * @param envFile written once the hub listens, and deleted in the end; null for none
   */
  public LocalHubRun(
      int port,
      @Nullable Path stateFolder,
      boolean strict,
      Map<String, String> variables,
      @Nullable Path envFile) {
    this.port = port;
    this.stateFolder = stateFolder;
    this.strict = strict;
    this.variables = variables;
    this.envFile = envFile;
  }

  /**
   * Starts the hub, and does not return until the thread is interrupted.
   *
   * @param lines is given the lines for the person, at first the hub's addresses
   * @param mistake returns the exception to throw if a parameter can't be used; it is given {@code
   *     port}, {@code stateFolder} or {@code envFile}, and what is wrong with it and what is
   *     allowed
   * @throws IOException if the file can't be deleted in the end
   * @throws InterruptedException if the thread is interrupted; the hub is closed then
   */
  public void start(
      Consumer<String> lines, BiFunction<String, String, ? extends RuntimeException> mistake)
      throws IOException, InterruptedException {
    try (LocalHub hub = hub(lines, mistake)) {
      List<String> exports = new ArrayList<>();
      variables.forEach(
          (service, variable) ->
              exports.add("export " + variable + "='" + hub.hookUrl(service) + "'"));
      EnvFile written = envFile == null ? null : envFile(envFile, hub, exports, mistake);
      printAddresses(hub, exports, lines);
      try {
        new CountDownLatch(1).await();
      } finally {
        if (written != null) {
          written.delete();
        }
      }
    }
  }

  private LocalHub hub(
      Consumer<String> lines, BiFunction<String, String, ? extends RuntimeException> mistake) {
    LocalHub.Builder builder = LocalHub.builder().port(port).strict(strict).onTimelineLine(lines);
    if (stateFolder != null) {
      builder.stateFolder(stateFolder);
    }
    variables.keySet().forEach(builder::service);
    try {
      return builder.start();
    } catch (UncheckedIOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof BindException) {
        throw mistake.apply(
            "port",
            "the hub can't listen on "
                + port
                + " ("
                + e.getMessage()
                + "); allowed: a port that no other program uses, or 0 for any");
      }
      throw mistake.apply(
          "stateFolder",
          "the hub can't keep the seed of its hook URLs in "
              + stateFolder
              + " ("
              + reason(cause)
              + "); allowed: a folder that you can write to");
    }
  }

  private static EnvFile envFile(
      Path file,
      LocalHub hub,
      List<String> exports,
      BiFunction<String, String, ? extends RuntimeException> mistake) {
    List<String> lines = new ArrayList<>();
    lines.add("export STATUSHUB_PAGE='" + hub.pageUrl() + "'");
    lines.addAll(exports);
    try {
      return EnvFile.write(file, lines);
    } catch (IOException e) {
      throw mistake.apply(
          "envFile",
          "the hub can't write its addresses to "
              + file
              + " ("
              + reason(e)
              + "); allowed: a file in a folder that you can write to");
    }
  }

  /** The message of most of the file system's exceptions is a path alone. */
  private static String reason(Throwable e) {
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file is in the place of a folder";
    }
    if (e instanceof FileSystemException failure && failure.getReason() == null) {
      return "the file system gives no reason";
    }
    return String.valueOf(e.getMessage());
  }

  private static void printAddresses(LocalHub hub, List<String> exports, Consumer<String> lines) {
    lines.accept(
        "StatusHub: the local hub runs until you press Ctrl-C; what it receives is kept in memory");
    lines.accept("");
    lines.accept("  Its page:  " + hub.pageUrl());
    lines.accept("");
    lines.accept("  In another terminal, so that commands and goals find it:");
    exports.forEach(line -> lines.accept("    " + line));
    lines.accept("");
  }
}
