package io.jenkins.statushub.cli;

import io.jenkins.statushub.hub.LocalHub;
import io.jenkins.statushub.input.ParameterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The only class that knows the local hub, which no other command has to load. */
final class LocalHubRun {
  private LocalHubRun() {}

  /**
   * Starts the hub and does not return.
   *
   * @param port 0 for a free one
   * @param variables each service with the variable for its hook URL
   * @param stateFolder keeps the seed of the hook URLs; null for new ones
   * @param strict whether to apply stricter rules than the public document
   * @param envFile a file to write the variables into; null for none
   * @throws IOException if the file can't be written
   */
  static void run(
      int port,
      Map<String, String> variables,
      @Nullable Path stateFolder,
      boolean strict,
      @Nullable Path envFile)
      throws IOException, InterruptedException {
    LocalHub.Builder builder =
        LocalHub.builder().port(port).strict(strict).onTimelineLine(Console::result);
    if (stateFolder != null) {
      builder.stateFolder(stateFolder);
    }
    variables.keySet().forEach(builder::service);
    try (LocalHub hub = builder.start()) {
      List<String> exports = new ArrayList<>();
      variables.forEach(
          (service, variable) ->
              exports.add("export " + variable + "='" + hub.hookUrl(service) + "'"));
      Console.result(
          "StatusHub: the local hub runs until you press Ctrl-C; it keeps all in memory");
      Console.result("\n  Its page:  " + hub.pageUrl());
      Console.result("\n  In another terminal, so that commands find it:");
      exports.forEach(line -> Console.result("    " + line));
      Console.result("");
      if (envFile != null) {
        exports.add(0, "export STATUSHUB_PAGE='" + hub.pageUrl() + "'");
        writeForOwner(envFile, exports);
      }
      new CountDownLatch(1).await();
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
    }
  }

  private static void writeForOwner(Path file, List<String> lines) throws IOException {
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
    Files.write(unfinished, lines, StandardCharsets.UTF_8);
    Files.move(unfinished, absolute, StandardCopyOption.REPLACE_EXISTING);
    absolute.toFile().deleteOnExit();
  }
}
