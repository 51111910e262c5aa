package io.jenkins.statushub.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real shell that runs a script; in it, {@code statushub} is the file that users download. */
final class Shell {
  static final Path COMMAND = Path.of(setting("it.command"));

  private static final Path CACHE = Path.of(setting("it.work"), "cache");

  /** What CI servers and users set must not decide a test. */
  private static final List<String> FOREIGN =
      List.of(
          "CI", "GITHUB_", "GITLAB_", "JENKINS_", "STATUSHUB_", "TF_BUILD", "JOB_NAME", "JAVA_");

  private final Path folder;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private List<String> shell = List.of("bash");

  /**
   * @param folder where the shell starts; its output is kept there, too
   */
  Shell(Path folder) {
    this.folder = folder;
    environment.put("PATH", COMMAND.getParent() + ":" + System.getenv("PATH"));
    environment.put("HOME", folder.toString());
    environment.put("XDG_CACHE_HOME", CACHE.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    // The JVM takes the user's home from the system, not from HOME.
    environment.put("STATUSHUB_LEDGER", folder.resolve("ledger").toString());
  }

  static String setting(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException("the build did not set the system property " + property);
    }
    return value;
  }

  /** Runs another shell than bash. */
  Shell with(String... command) {
    shell = List.of(command);
    return this;
  }

  Shell env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Shell without(String name) {
    environment.remove(name);
    return this;
  }

  /** Runs a script to its end, without any input. */
  Ended run(String script) {
    return run(script, new byte[0]);
  }

  Ended run(String script, byte[] input) {
    try {
      Process process = start(script);
      try (OutputStream out = process.getOutputStream()) {
        out.write(input);
      } catch (IOException e) {
        // It ended without reading everything.
      }
      return await(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits for a started script. */
  Ended await(Process process) throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("the script did not end: " + text("stdout") + text("stderr"));
    }
    return new Ended(process.exitValue(), bytes("stdout"), text("stderr"));
  }

  /** Starts a script; the caller ends it. */
  Process start(String script) {
    List<String> line = new ArrayList<>(heedingSignals());
    line.addAll(shell);
    // A file, because the locale of this JVM would change what is not ASCII on a command line.
    line.add(write(script).toString());
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith) || name.startsWith("LC_"));
    builder.environment().put("LANG", "C");
    builder.environment().putAll(environment);
    builder.redirectOutput(folder.resolve("stdout").toFile());
    builder.redirectError(folder.resolve("stderr").toFile());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path write(String script) {
    try {
      return Files.writeString(folder.resolve("script"), script + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tests in the background are started with SIGINT ignored, which children inherit. */
  private static List<String> heedingSignals() {
    return List.of("env", "--default-signal=INT,HUP,TERM");
  }

  /** Waits until a script has created a file. */
  void awaitFile(String name) throws InterruptedException {
    Path file = folder.resolve(name);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (!Files.exists(file)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(name + " does not appear: " + text("stdout") + text("stderr"));
      }
      Thread.sleep(20);
    }
  }

  String text(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  private byte[] bytes(String file) {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a script left behind. */
  static final class Ended {
    private final int exitCode;
    private final byte[] stdout;
    private final String stderr;

    Ended(int exitCode, byte[] stdout, String stderr) {
      this.exitCode = exitCode;
      this.stdout = stdout;
      this.stderr = stderr;
    }

    int exitCode() {
      return exitCode;
    }

    byte[] stdout() {
      return stdout.clone();
    }

    String stderr() {
      return stderr;
    }

    String output() {
      return new String(stdout, StandardCharsets.UTF_8);
    }
  }
}
