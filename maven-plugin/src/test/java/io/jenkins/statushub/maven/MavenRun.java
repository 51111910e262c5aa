package io.jenkins.statushub.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One real Maven process, with the plugin of this build and a repository of its own. */
final class MavenRun {
  static final String PLUGIN =
      "io.jenkins.statushub:statushub-maven-plugin:" + setting("it.version") + ":";

  /** Variables of the build that runs the tests. */
  private static final Pattern OF_OTHERS =
      Pattern.compile("CI|TF_BUILD|(MAVEN|STATUSHUB|CI|GITHUB|GITLAB|JENKINS|JOB)_.*");

  private final Path folder;
  private final Path log;
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();

  /**
   * What goes before a command so that it heeds SIGINT also where these tests run in the
   * background: there shells have it ignored, and children inherit that.
   */
  private static final List<String> HEEDING_CTRL_C = heedingCtrlC();

  private Path command = MavenHome.RUNNING.command();
  private Path settings;

  /**
   * @param folder where Maven is started
   * @param log where its output goes
   */
  MavenRun(Path folder, Path log) {
    this.folder = folder;
    this.log = log;
    this.settings = settingsFile("");
  }

  static String setting(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException("the build did not set the system property " + property);
    }
    return value;
  }

  MavenRun with(MavenHome maven) {
    return with(maven.command());
  }

  /** Runs another Maven than those two. */
  MavenRun with(Path mvn) {
    command = mvn;
    return this;
  }

  /** A goal of this plugin, called by its full name. */
  MavenRun goal(String name) {
    return args(PLUGIN + name);
  }

  MavenRun args(String... more) {
    arguments.addAll(List.of(more));
    return this;
  }

  /** A user property {@code statushub.<name>}. */
  MavenRun set(String name, String value) {
    return args("-Dstatushub." + name + "=" + value);
  }

  MavenRun env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Puts elements into settings.xml. */
  MavenRun settings(String elements) {
    settings = settingsFile(elements);
    return this;
  }

  /** What the build has resolved is taken from there, so that a run needs no network. */
  private Path settingsFile(String elements) {
    String upstream =
        """
        <id>upstream</id>
        <url>%s</url>
        <releases><checksumPolicy>ignore</checksumPolicy></releases>
        <snapshots><enabled>false</enabled></snapshots>
        """
            .formatted(Path.of(setting("it.upstream")).toUri());
    String xml =
        """
        <settings>
          <profiles><profile>
            <id>it</id>
            <repositories><repository>%1$s</repository></repositories>
            <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
          </profile></profiles>
          <activeProfiles><activeProfile>it</activeProfile></activeProfiles>
          %2$s
        </settings>
        """
            .formatted(upstream, elements);
    try {
      return Files.writeString(log.resolveSibling(log.getFileName() + ".settings.xml"), xml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it to its end. */
  Ended run() {
    try {
      Process process = start();
      if (!process.waitFor(180, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("Maven did not end; its output:\n" + output());
      }
      return new Ended(process.exitValue(), output());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static List<String> heedingCtrlC() {
    List<String> prefix = List.of("env", "--default-signal=INT");
    List<String> trial = new ArrayList<>(prefix);
    trial.add("true");
    try {
      return new ProcessBuilder(trial).start().waitFor() == 0 ? prefix : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Starts it; the caller ends it. */
  Process start() {
    List<String> line = new ArrayList<>(HEEDING_CTRL_C);
    line.add(command.toString());
    line.addAll(
        List.of("-B", "-s", settings.toString(), "-Dmaven.repo.local=" + setting("it.repository")));
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> OF_OTHERS.matcher(name).matches());
    builder
        .environment()
        .put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto");
    builder.environment().put("MAVEN_SKIP_RC", "true");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String output() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What came of a run. */
  record Ended(int exitCode, String output) {
    Ended succeeded() {
      if (exitCode != 0) {
        throw new AssertionError("Maven failed:\n" + output);
      }
      return this;
    }

    Ended failed() {
      if (exitCode == 0) {
        throw new AssertionError("Maven did not fail:\n" + output);
      }
      return this;
    }

    /** How often a text is in the output. */
    int count(String text) {
      return output.split(Pattern.quote(text), -1).length - 1;
    }
  }
}
