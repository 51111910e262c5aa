package io.jenkins.statushub.maven.hub;

import io.jenkins.statushub.input.ParameterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.BindException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the local hub within Maven's process until that ends. */
public final class LocalHubRun {
  private LocalHubRun() {}

  /**
   * Starts the hub and does not return until the thread is interrupted.
   *
   * @param jars the hub and what it needs
   * @param port 0 for a free one
   * @param stateFolder where the hub keeps the seed of its hook URLs
   * @param strict whether the hub applies its stricter rules
   * @param variables each service with the variable that its hook URL goes into
   * @param envFile a file to write the variables into; null for none
   * @param lines is told what a person wants to know
   * @throws IOException if the hub can't start or the file can't be written; in plain words
   */
  public static void start(
      List<URL> jars,
      int port,
      Path stateFolder,
      boolean strict,
      Map<String, String> variables,
      @Nullable Path envFile,
      Consumer<String> lines)
      throws IOException {
    List<URL> path = new ArrayList<>(jars);
    path.add(LocalHubRun.class.getProtectionDomain().getCodeSource().getLocation());
    // Not a child of the plugin's own loader, which has the console's class, but not the hub's.
    try (URLClassLoader loader =
            new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
        AutoCloseable console = console(loader, stateFolder, strict, lines)) {
      @SuppressWarnings("unchecked") // LocalHubConsole says so.
      var starter = (BiFunction<Integer, Set<String>, Map<String, String>>) console;
      Map<String, String> addresses = starter.apply(port, variables.keySet());
      List<String> exports = exports(addresses, variables);
      say(addresses, exports, lines);
      if (envFile != null) {
        writeForOwner(envFile, exports);
      }
      try {
        new CountDownLatch(1).await();
      } finally {
        if (envFile != null) {
          Files.deleteIfExists(envFile);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof BindException)) {
        throw new ParameterException(
            "stateFolder",
            "the hub can't keep the seed of its hook URLs in "
                + stateFolder
                + " ("
                + e.getMessage()
                + "); allowed: a folder that you can write to");
      }
      throw new ParameterException(
          "port",
          "the hub can't listen on "
              + port
              + " ("
              + e.getMessage()
              + "); allowed: a port that no other program uses, or 0 for any");
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the local hub could not be run: " + e, e);
    }
  }

  private static AutoCloseable console(
      ClassLoader loader, Path stateFolder, boolean strict, Consumer<String> lines)
      throws ReflectiveOperationException {
    Constructor<?> constructor =
        loader
            .loadClass(LocalHubConsole.class.getName())
            .getDeclaredConstructor(Path.class, boolean.class, Consumer.class);
    constructor.setAccessible(true);
    try {
      return (AutoCloseable) constructor.newInstance(stateFolder, strict, lines);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static List<String> exports(
      Map<String, String> addresses, Map<String, String> variables) {
    List<String> exports = new ArrayList<>();
    exports.add("export STATUSHUB_PAGE='" + addresses.get("") + "'");
    variables.forEach(
        (service, variable) ->
            exports.add("export " + variable + "='" + addresses.get(service) + "'"));
    return exports;
  }

  private static void say(
      Map<String, String> addresses, List<String> exports, Consumer<String> lines) {
    lines.accept(
        "StatusHub: the local hub runs until you press Ctrl-C; what it receives is kept in memory");
    lines.accept("");
    lines.accept("  Its page:  " + addresses.get(""));
    lines.accept("");
    lines.accept("  In another terminal, so that the goals find it:");
    exports.stream().skip(1).forEach(line -> lines.accept("    " + line));
    lines.accept("");
  }

  private static void writeForOwner(Path file, List<String> exports) throws IOException {
    Path absolute = file.toAbsolutePath();
    if (absolute.getParent() != null) {
      Files.createDirectories(absolute.getParent());
    }
    // Complete when it appears, since scripts wait for it.
    Path unfinished = absolute.resolveSibling(absolute.getFileName() + ".unfinished");
    Files.deleteIfExists(unfinished);
    try {
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (UnsupportedOperationException e) {
      Files.createFile(unfinished);
    }
    Files.write(unfinished, exports, StandardCharsets.UTF_8);
    Files.move(unfinished, absolute, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    absolute.toFile().deleteOnExit();
  }
}
