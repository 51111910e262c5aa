package io.jenkins.statushub.testing;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does what a document tells a newcomer to type: each block of code in a shell of its own that
 * starts in a fresh copy of the project, with an empty home. A hub that is started goes on while
 * the next blocks run, on a free port, and what it prints is what the newcomer copies.
 */
public final class Walkthrough implements AutoCloseable {
  private static final Set<String> NOT_CLONED = Set.of("target", "work", ".git");
  private static final Pattern HUB = Pattern.compile("^(\\S.*[ :]hub)\\s*(#.*)?$");
  private static final Pattern COPIED = Pattern.compile("(?m)^.*?(export (\\w+)='http.*')$");
  private static final long LIMIT_MINUTES = 10;

  private final Path folder;
  private final Path clone;
  private final Path home;
  private final Map<String, String> environment = new TreeMap<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<Process> hubs = new ArrayList<>();
  private String hubOptions = "";
  private String printed = "";
  private int blocks;

  /**
   * A line that was typed.
   *
   * @param text what was typed
   * @param exitCode how it ended
   */
  public record Line(String text, int exitCode) {}

  /**
   * Copies the project.
   *
   * @param folder an empty folder for the copy, the home and the logs
   * @throws IOException if it can't be copied
   */
  public Walkthrough(Path folder) throws IOException {
    this.folder = folder;
    home = Files.createDirectories(folder.resolve("home"));
    clone = folder.resolve("clone");
    copy(Document.root(), clone);
    environment.put("HOME", home.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    // The JVM takes the user's home from the system, not from HOME.
    environment.put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Duser.home=" + home);
    environment.put("STATUSHUB_OPTS", "-Duser.home=" + home);
    environment.put("MAVEN_SKIP_RC", "true");
  }

  /**
   * Makes {@code mvn} another one, which looks into a repository before it downloads something.
   *
   * @param command the real one
   * @param repository a local repository
   * @throws IOException if it can't be written
   */
  public Walkthrough maven(Path command, Path repository) throws IOException {
    // A local repository has no checksums, which Maven 4 wants.
    String upstream =
        """
        <id>upstream</id>
        <url>%s</url>
        <releases><checksumPolicy>ignore</checksumPolicy></releases>
        <snapshots><enabled>false</enabled></snapshots>
        """
            .formatted(repository.toUri());
    Path settings =
        Files.writeString(
            folder.resolve("global-settings.xml"),
            """
            <settings>
              <profiles><profile>
                <id>upstream</id>
                <repositories><repository>%1$s</repository></repositories>
                <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
              </profile></profiles>
              <activeProfiles><activeProfile>upstream</activeProfile></activeProfiles>
            </settings>
            """
                .formatted(upstream));
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path mvn =
        Files.writeString(
            bin.resolve("mvn"),
            "#!/bin/sh\nexec '%s' -B -gs '%s' \"$@\"\n".formatted(command, settings));
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwx------"));
    environment.put("PATH", bin + ":" + System.getenv("PATH"));
    return this;
  }

  /** Sets what is added to a line that starts a hub, such as its port. */
  public Walkthrough hubOptions(String options) {
    hubOptions = options;
    return this;
  }

  /** Returns the empty home. */
  public Path home() {
    return home;
  }

  /**
   * Types a block of code into a new terminal.
   *
   * @throws IOException if a file can't be written
   * @throws InterruptedException if the thread is interrupted
   */
  public void type(String block) throws IOException, InterruptedException {
    int number = ++blocks;
    Path log = folder.resolve("terminal-" + number + ".log");
    Path codes = folder.resolve("terminal-" + number + ".codes");
    Files.createFile(codes);
    List<String> typed = List.of(block.replace("\\\n", "").strip().split("\n"));
    StringBuilder script = new StringBuilder();
    boolean startsHub = false;
    for (String line : typed) {
      Matcher hub = HUB.matcher(line);
      if (hub.matches()) {
        script.append("exec ").append(hub.group(1)).append(' ').append(hubOptions).append('\n');
        startsHub = true;
      } else {
        script.append(copied(line)).append("\necho $? >> '").append(codes).append("'\n");
      }
    }
    Process process = start(script.toString(), number, log);
    if (startsHub) {
      hubs.add(process);
      awaitHub(process, log);
    } else if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      throw new AssertionError("does not end: " + block + "\n" + Files.readString(log));
    }
    List<String> ended = Files.readAllLines(codes);
    for (int i = 0; i < ended.size(); i++) {
      lines.add(new Line(typed.get(i), Integer.parseInt(ended.get(i))));
    }
  }

  /** Returns the lines that were typed, but those that started a hub, with their exit codes. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /**
   * Returns what all terminals showed.
   *
   * @throws IOException if it can't be read
   */
  public String output() throws IOException {
    StringBuilder all = new StringBuilder();
    for (int i = 1; i <= blocks; i++) {
      all.append(Files.readString(folder.resolve("terminal-" + i + ".log")));
    }
    return all.toString();
  }

  /** Returns the line with what the hub printed in place of what the document shows. */
  private String copied(String line) {
    Matcher shown = Pattern.compile("^export (\\w+)='http[^']*…'.*").matcher(line);
    if (!shown.matches()) {
      return line;
    }
    Matcher found = COPIED.matcher(printed);
    while (found.find()) {
      if (found.group(2).equals(shown.group(1))) {
        return found.group(1);
      }
    }
    throw new AssertionError("no hub printed " + shown.group(1) + ": " + printed);
  }

  private void awaitHub(Process process, Path log) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(LIMIT_MINUTES);
    do {
      if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        throw new AssertionError("no hub: " + Files.readString(log));
      }
      printed = Files.readString(log);
    } while (!COPIED.matcher(printed).find());
  }

  private Process start(String script, int number, Path log) throws IOException {
    Path file = Files.writeString(folder.resolve("terminal-" + number + ".sh"), script);
    ProcessBuilder builder =
        new ProcessBuilder("bash", file.toString())
            .directory(clone.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("(CI|(MAVEN|STATUSHUB|CI|GITHUB|JENKINS|JOB|XDG)_.*)"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Ends the hubs. */
  @Override
  public void close() throws InterruptedException {
    for (Process hub : hubs) {
      hub.descendants().forEach(ProcessHandle::destroy);
      hub.destroy();
      hub.waitFor(30, TimeUnit.SECONDS);
    }
  }

  private static void copy(Path source, Path target) throws IOException {
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_CLONED.contains(String.valueOf(folder.getFileName()))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target.resolve(source.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            // In a worktree it is a file.
            if (!file.endsWith(".git")) {
              Files.copy(file, target.resolve(source.relativize(file).toString()));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
