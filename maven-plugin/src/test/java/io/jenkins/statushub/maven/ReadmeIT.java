package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The README's section about Maven, line by line from its own text, in an empty home. */
class ReadmeIT {
  private static final Path ROOT =
      Path.of(MavenRun.setting("it.examples")).resolveSibling("").normalize();
  private static final Set<String> NOT_CLONED =
      Set.of("target", ".git", "jenkins-plugin", "benchmarks", "docs");
  private static final Pattern FENCE = Pattern.compile("```(\\w*)\n(.*?)```", Pattern.DOTALL);

  private final Map<String, String> variables = new TreeMap<>();
  private MavenHome maven = MavenHome.RUNNING;
  private Path work = Path.of("unset");
  private Path home = work;
  private Path clone = work;
  private Path bin = work;
  private @Nullable Process hub;
  private int runs;

  @AfterEach
  void stopHub() throws InterruptedException {
    if (hub != null) {
      hub.destroy();
      hub.waitFor(30, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void linesWorkAsTheyStand(MavenHome installation) throws Exception {
    maven = installation;
    Path parent = Files.createDirectories(Path.of(MavenRun.setting("it.work"), "ReadmeIT"));
    work = Files.createTempDirectory(parent, maven.name() + "-");
    home = Files.createDirectories(work.resolve("home"));
    clone = copy(work.resolve("clone"));
    bin = Files.createDirectories(work.resolve("bin"));
    Files.writeString(
        work.resolve("global-settings.xml"),
        "<settings><mirrors><mirror><id>all</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors></settings>"
            .formatted(Path.of(MavenRun.setting("it.upstream")).toUri()));

    Path mvn = bin.resolve("mvn");
    Files.writeString(
        mvn,
        "#!/bin/sh\nexec '%s' -B -gs '%s' \"$@\"\n"
            .formatted(maven.command(), work.resolve("global-settings.xml")));
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));

    String readme = Files.readString(ROOT.resolve("README.md"));
    String section =
        readme.substring(
            readme.indexOf("## Maven"), readme.indexOf("## ", readme.indexOf("## Maven") + 3));
    List<String> executed = new ArrayList<>();
    Matcher fences = FENCE.matcher(section);
    while (fences.find()) {
      if (fences.group(1).equals("xml")) {
        Files.createDirectories(home.resolve(".m2"));
        Files.writeString(home.resolve(".m2/settings.xml"), fences.group(2));
      } else {
        for (String line : fences.group(2).split("\n")) {
          execute(line);
          executed.add(line.replaceFirst("^mvn (\\S+).*", "$1"));
        }
      }
    }

    assertThat(executed)
        .contains(
            "./install maven",
            "statushub:incident",
            "statushub:maintenance",
            "statushub:ledger",
            "statushub:flush");
    assertThat(page()).contains("<title>");
    assertThat(Files.readString(work.resolve("hub.log")))
        .contains("Slow checkouts", "Back to normal", "Upgrading");
  }

  private void execute(String line) throws Exception {
    if (line.startsWith("export ")) {
      String name = line.substring("export ".length(), line.indexOf('='));
      assertThat(variables).as("what the hub printed").containsKey(name);
    } else if (line.equals("mvn statushub:hub")) {
      startHub();
    } else {
      Path log = work.resolve("run-" + ++runs + ".log");
      Process process = shell(line, log);
      assertThat(process.waitFor(600, TimeUnit.SECONDS)).as(line).isTrue();
      assertThat(process.exitValue()).as(line + "\n" + Files.readString(log)).isZero();
    }
  }

  private void startHub() throws Exception {
    Path file = work.resolve("hub.env");
    // The port and the file are the test's own.
    hub =
        shell(
            "mvn statushub:hub -Dstatushub.port=0 -Dstatushub.envFile=" + file,
            work.resolve("hub.log"));
    while (hub.isAlive() && !Files.exists(file)) {
      hub.waitFor(50, TimeUnit.MILLISECONDS);
    }
    assertThat(hub.isAlive()).as(Files.readString(work.resolve("hub.log"))).isTrue();
    for (String line : Files.readAllLines(file)) {
      Matcher export = Pattern.compile("export (\\w+)='(.*)'").matcher(line);
      assertThat(export.matches()).isTrue();
      variables.put(export.group(1), export.group(2));
    }
  }

  private Process shell(String line, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", "exec " + line)
            .directory(runs <= 1 ? clone.toFile() : home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("CI|(MAVEN|STATUSHUB|CI|GITHUB|JENKINS|JOB)_.*"));
    builder.environment().put("HOME", home.toString());
    builder.environment().merge("PATH", bin.toString(), (path, ours) -> ours + ":" + path);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -Duser.home=" + home);
    builder.environment().put("MAVEN_SKIP_RC", "true");
    builder.environment().putAll(variables);
    return builder.start();
  }

  private String page() throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(variables.get("STATUSHUB_PAGE"))).build(),
                HttpResponse.BodyHandlers.ofString());
    return response.body();
  }

  private static Path copy(Path target) throws IOException {
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_CLONED.contains(String.valueOf(folder.getFileName()))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target.resolve(ROOT.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, target.resolve(ROOT.relativize(file).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
    return target;
  }
}
