package io.jenkins.statushub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.cli.Shell.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassthroughIT extends CommandTestBase {
  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void passesBinaryInputAndOutputThroughByteByByte(String name) {
    byte[] bytes = new byte[300_000];
    new Random(7).nextBytes(bytes);

    Ended ended = shell.with(name).run(RUN + "cat", bytes);

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.stdout()).isEqualTo(bytes);
    assertThat(windows()).hasSize(1);
  }

  @Test
  void keepsTheOrderOfOutputAndErrors() {
    Ended ended =
        shell.run(
            "statushub run --service shop --key k"
                + FAILURE
                + " -- sh -c 'i=0; while [ $i -lt 200 ]; do echo out $i; echo err $i >&2;"
                + " i=$((i+1)); done' 2>&1");

    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      expected.append("out ").append(i).append("\nerr ").append(i).append('\n');
    }
    assertThat(ended.output()).isEqualTo(expected.toString());
  }

  @ParameterizedTest
  @CsvSource({"bash, C", "dash, C", "bash, C.UTF-8", "bash, POSIX"})
  void passesArgumentsThroughByteByByte(String name, String locale) throws IOException {
    // UTF-8, bytes that are none, nothing, spaces, a line break, and what this command knows
    // itself.
    String arguments =
        "'Kündigung €' \"$(printf 'b\\374cher')\" '' ' a  b ' '@file' \"$(printf 'x\\ny')\""
            + " --title -h -- \"it's\" '\"quoted\"'";
    shell.with(name).env("LANG", locale).env("LC_ALL", locale);

    Ended direct = shell.run("printf '<%s>' " + arguments);
    Ended wrapped = shell.run(RUN + "printf '<%s>' " + arguments);

    assertThat(wrapped.stdout()).isEqualTo(direct.stdout()).contains((byte) 0xfc);
    assertThat(Files.readString(folder.resolve("stderr"))).contains("shop: announced");
  }

  @Test
  void takesTextsAsUtf8WhateverTheLocale() {
    shell
        .env("LC_ALL", "C")
        .run("statushub incident --service shop --key k --title 'Störung €' --status down");

    assertThat(incidents())
        .singleElement()
        .satisfies(incident -> assertThat(incident.title()).isEqualTo("Störung €"));
  }

  @Test
  void needsNoDoubleDashBeforeTheCommand() {
    Ended ended =
        shell.run("statushub run --service shop --key k" + FAILURE + " echo --title -- x");

    assertThat(ended.output()).isEqualTo("--title -- x\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'true', 0",
    "'sh -c \"exit 3\"', 3",
    "'sh -c \"exit 255\"', 255",
    "no-such-command-here, 127",
    "/etc/passwd, 126",
    "'sh -c \"kill -KILL $$\"', 137",
    "'sh -c \"kill -TERM $$\"', 143",
  })
  void endsWithTheExitCodeThatTheShellWouldGive(String command, int expected) {
    Ended ended = shell.run(RUN + command.replace("$$", "\\$\\$") + "; echo code $?");

    assertThat(ended.output()).isEqualTo("code " + expected + "\n");
    assertThat(incidents()).hasSize(expected == 0 ? 0 : 1);
  }

  @Test
  void runsInTheSameFolderWithTheSameEnvironment() {
    Ended ended = shell.run("X='a  b' " + RUN + "sh -c 'pwd; echo \"$X\"; umask'");

    assertThat(ended.output()).isEqualTo(shell.run("pwd; echo 'a  b'; umask").output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void keepsVariablesOfAnyNameAndLimits(String name) {
    String probe =
        "bash -c 'env -0 | grep -z ^a.b= | tr \"\\0\" .; f; ulimit -S -n; env | grep -c STATUSHUB_E'";
    String script = "ulimit -S -n 500; env 'a.b=c  d\ne' 'BASH_FUNC_f%%=() { echo \"fü\"; }' ";

    Ended wrapped = shell.with(name).run(script + RUN + probe);

    assertThat(wrapped.output()).isEqualTo("a.b=c  d\ne.fü\n500\n0\n");
  }

  @Test
  void givesTheCommandTheTerminal() throws IOException {
    file("tty.sh", "for i in 0 1 2; do test -t $i && echo terminal $i; done; stty size; exit 5\n");

    Ended ended =
        shell.run(
            "script -qec \""
                + RUN.replace("'", "\\\"").replace("\\\"", "'")
                + "sh tty.sh\" typescript"
                + " < /dev/null; echo code $?");

    assertThat(ended.output()).contains("terminal 0", "terminal 1", "terminal 2", "code 5");
  }

  @Test
  void printsNothingOfItsOwnToTheStandardOutput() {
    Ended ended = shell.run(RUN + "false");

    assertThat(ended.stdout()).isEmpty();
    assertThat(ended.stderr()).contains("'Upgrading to 1.4'", "'Upgrade failed'");
  }

  /** Java would open its own files in their place, and the command would read or write those. */
  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void givesTheCommandTheNullDeviceForWhatIsClosed(String name) {
    String where = "sh -c 'for i in 0 1 2; do readlink /proc/$$/fd/$i; done > where; exit 4'";

    Ended ended = shell.with(name).run(RUN + where + " <&- >&- 2>&-; echo code $?; cat where");

    assertThat(ended.output()).startsWith("code 4\n/dev/null\n").endsWith("/dev/null\n");
    assertThat(incidents()).hasSize(1);
    assertThat(shell.run(RUN + "cat <&-").stdout()).isEmpty();
    assertThat(shell.run(RUN + "sh -c 'echo lost' >&-; echo code $?").output())
        .isEqualTo("code 0\n");
  }

  @Test
  void prependsNothingIfTheCommandReadsNothing() {
    Ended ended = shell.run("printf 'one\\ntwo\\n' | { " + RUN + "true; cat; }");

    assertThat(new String(ended.stdout(), StandardCharsets.UTF_8)).isEqualTo("one\ntwo\n");
  }
}
