package io.jenkins.statushub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.statushub.cli.Shell.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherIT extends CommandTestBase {
  private static final String INCIDENT =
      "statushub incident --service shop --key k --title T --status down";

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void startsFromThePathFromALinkAndAsAnArgumentOfAShell(String name) {
    shell.with(name);

    assertThat(shell.run("statushub --version").output()).startsWith("statushub ");
    assertThat(shell.run("ln -s " + Shell.COMMAND + " here; ./here --version").output())
        .startsWith("statushub ");
    assertThat(shell.run(name + " " + Shell.COMMAND + " --version").output())
        .startsWith("statushub ");
    assertThat(shell.run("cp " + Shell.COMMAND + " 'a copy'; ./'a copy' --version").output())
        .startsWith("statushub ");
  }

  @Test
  void refusesAnOldJavaInPlainWords() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("jdk8/bin"));
    Files.writeString(folder.resolve("jdk8/release"), "JAVA_VERSION=\"1.8.0_452\"\n");
    Files.writeString(bin.resolve("java"), "#!/bin/sh\necho started >&2\n");
    assertThat(bin.resolve("java").toFile().setExecutable(true)).isTrue();

    Ended ended = shell.env("JAVA_HOME", folder.resolve("jdk8").toString()).run("statushub --help");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.stderr())
        .contains("Java 1.8.0_452, which is too old; needed: Java 17 or newer")
        .doesNotContain("started");
  }

  @Test
  void asksAJavaWithoutAReleaseFileForItsVersion() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
    Files.writeString(
        bin.resolve("java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
    assertThat(bin.resolve("java").toFile().setExecutable(true)).isTrue();

    Ended ended = shell.env("JAVA_HOME", folder.resolve("jdk").toString()).run("statushub --help");

    assertThat(ended.stderr()).contains("Java 11.0.2, which is too old");
  }

  @Test
  void saysThatThereIsNoJava() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String each : List.of("sh", "readlink", "sed", "find", "mkdir")) {
      Files.createSymbolicLink(bin.resolve(each), Path.of("/bin", each));
    }

    Ended ended =
        shell.without("JAVA_HOME").run("PATH=" + bin + " /bin/sh " + Shell.COMMAND + " --help");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.stderr()).contains("Java was not found, neither in JAVA_HOME nor in PATH");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void runsTheCommandWithoutAnnouncementsIfThereIsNoJava(String name) {
    shell.with(name).without("JAVA_HOME");
    String run = "PATH=/nonexistent; " + Shell.COMMAND + RUN.substring("statushub".length());

    Ended ended = shell.run(run + "/bin/sh -c 'echo \"$1\"; exit 6' x 'a  b' | /bin/cat; echo $?");
    Ended failed = shell.run(run + "/bin/sh -c 'exit 6'");

    assertThat(ended.output()).isEqualTo("a  b\n0\n");
    assertThat(failed.exitCode()).isEqualTo(6);
    assertThat(failed.stderr())
        .contains("Java was not found", "the command runs now, and nothing is announced");
    assertThat(shell.run(run + "no-such-command").exitCode()).isEqualTo(127);
    assertThat(shell.run(run).exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"50% off", "it's", "$HOME", "a\"b", "Büro", "x*"})
  void startsFromAFolderOfAnyName(String name) throws IOException {
    Path odd = Files.createDirectories(folder.resolve(name));
    Files.copy(Shell.COMMAND, odd.resolve("statushub"), StandardCopyOption.COPY_ATTRIBUTES);
    String quoted = "'" + odd.toString().replace("'", "'\\''") + "'";

    assertThat(shell.run(quoted + "/statushub --version").output()).startsWith("statushub ");
    assertThat(shell.run("cd " + quoted + "; ./statushub --version").output())
        .startsWith("statushub ");
  }

  @Test
  void saysThatJavaCantReadAFileBehindAColon() throws IOException {
    Path odd = Files.createDirectories(folder.resolve("a:b"));
    Files.copy(Shell.COMMAND, odd.resolve("statushub"), StandardCopyOption.COPY_ATTRIBUTES);

    Ended ended = shell.run("a:b/" + RUN + "echo ran");

    assertThat(ended.output()).isEqualTo("ran\n");
    assertThat(ended.stderr()).contains("path has a colon; move this one elsewhere");
  }

  @Test
  void takesTheJavaOfThePathIfJavaHomeHasNone() {
    Ended ended = shell.env("JAVA_HOME", "/no/such/jdk").run("statushub --version");

    assertThat(ended.exitCode()).isZero();
  }

  @Test
  void runsOnANewerJava() {
    Path newer = Path.of("/usr/lib/jvm/temurin-25-jdk-amd64");
    assumeTrue(Files.isDirectory(newer), "no JDK 25 here");
    shell.env("JAVA_HOME", newer.toString());

    Ended ended = shell.run(RUN + "printf %s 'Grüße'");

    assertThat(ended.output()).isEqualTo("Grüße");
    assertThat(windows()).hasSize(1);
    assertThat(ended.stderr()).doesNotContain("WARNING");
  }

  @Test
  void makesAnArchiveOfLoadedClassesOnceAndUsesIt() throws Exception {
    Path cache = folder.resolve("cache");
    shell.env("XDG_CACHE_HOME", cache.toString());
    shell.run("statushub --version");
    Path archive = awaitArchive(cache);

    Ended ended =
        shell
            .env("STATUSHUB_OPTS", "-Xlog:class+load:file=" + folder.resolve("classes"))
            .run(INCIDENT);

    assertThat(ended.exitCode()).isZero();
    assertThat(Files.readString(folder.resolve("classes")))
        .containsPattern("io.jenkins.statushub.StatusHubClient .*shared objects file \\(top\\)");
    assertThat(Files.getPosixFilePermissions(archive).toString()).doesNotContain("OTHERS", "GROUP");
  }

  @Test
  void worksWithADamagedArchive() throws Exception {
    Path cache = folder.resolve("cache");
    shell.env("XDG_CACHE_HOME", cache.toString());
    shell.run("statushub --version");
    Path archive = awaitArchive(cache);
    assertThat(archive.toFile().setWritable(true)).isTrue();
    Files.writeString(archive, "no archive");

    Ended ended = shell.run(RUN + "echo ran");

    assertThat(ended.output()).isEqualTo("ran\n");
    assertThat(windows()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/null", "/proc", "relative"})
  void worksWithoutAPlaceForTheArchive(String cache) {
    Ended ended = shell.env("XDG_CACHE_HOME", cache).run(RUN + "echo ran");

    assertThat(ended.output()).isEqualTo("ran\n");
    assertThat(ended.stderr()).doesNotContain("mkdir", "cache");
  }

  @Test
  void makesNoArchiveIfTheVariableSaysSo() {
    Path cache = folder.resolve("cache");
    shell.env("XDG_CACHE_HOME", cache.toString()).env("STATUSHUB_CDS", "off");

    shell.run("statushub --version");

    assertThat(cache).doesNotExist();
  }

  @Test
  void loadsNothingOfTheLocalHubForAnAnnouncement() throws IOException {
    shell.env("STATUSHUB_OPTS", "-Xlog:class+load:file=" + folder.resolve("classes")).run(INCIDENT);

    assertThat(incidents()).hasSize(1);
    assertThat(Files.readString(folder.resolve("classes")))
        .contains("io.jenkins.statushub.cli.Main")
        .doesNotContain("io.netty.", "io.jenkins.statushub.hub.", "com.fasterxml.jackson.databind");
  }

  /** No Windows runs these tests: this is what can be seen from here. */
  @Test
  void launcherForWindowsGivesJavaTheSameOptionsAndHasTheLineEndsThatCmdNeeds() throws IOException {
    String windows = Files.readString(Shell.COMMAND.resolveSibling("statushub.cmd"));
    String unix = Files.readString(Shell.COMMAND.resolveSibling("launcher.sh"));

    assertThat(windows.replace("\r\n", "")).doesNotContain("\r", "\n");
    assertThat(jvmOptions(windows.substring(windows.lastIndexOf(":start"))))
        .isEqualTo(jvmOptions(unix.substring(unix.lastIndexOf("exec "))))
        .contains("-Xlog:disable");
  }

  private static List<String> jvmOptions(String script) {
    return Pattern.compile("-X\\S+").matcher(script).results().map(MatchResult::group).toList();
  }

  @Test
  void leavesTheLocaleAsItWas() {
    Ended ended =
        shell
            .env("LANG", "C")
            .run(RUN + "sh -c 'echo \"${LC_ALL-unset} $LANG\"; env | grep LC_ALL'");

    assertThat(ended.output()).isEqualTo("unset C\n");
  }

  private static Path awaitArchive(Path cache) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
    while (System.nanoTime() < end) {
      if (Files.isDirectory(cache)) {
        try (Stream<Path> paths = Files.walk(cache)) {
          var archive = paths.filter(each -> each.endsWith("classes.jsa")).findFirst();
          if (archive.isPresent()) {
            return archive.get();
          }
        } catch (java.io.UncheckedIOException e) {
          // Something was removed meanwhile.
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no archive in " + cache);
  }
}
