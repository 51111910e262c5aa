package io.jenkins.statushub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.cli.Shell.Ended;
import io.jenkins.statushub.testing.SecretSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookUrlIT extends CommandTestBase {
  private static final String INCIDENT =
      "statushub incident --service shop --key k --title T --status down";

  @Test
  void takesTheVariableThatIsNamed() {
    shell.without("STATUSHUB_SHOP_URL").env("MY_HOOK", hub.hookUrl("shop").toString());

    Ended ended = shell.run(INCIDENT + " --url-variable MY_HOOK");

    assertThat(ended.exitCode()).isZero();
    assertThat(incidents()).hasSize(1);
  }

  @Test
  void takesAFileWithALineBreakAtItsEndAndFindsItAgainWhenFlushing() throws IOException {
    secretFile("rw-------");
    hub.goOffline();
    shell.without("STATUSHUB_SHOP_URL").run(INCIDENT + " --url-file 'a secret'");
    hub.comeOnline();

    Ended flushed = shell.run("cd /; statushub flush --fail-on-error");

    assertThat(flushed.exitCode()).isZero();
    assertThat(incidents()).hasSize(1);
  }

  @Test
  void warnsAboutAFileThatOthersCanRead() throws IOException {
    secretFile("rw-r--r--");

    Ended ended = shell.without("STATUSHUB_SHOP_URL").run(INCIDENT + " --url-file 'a secret'");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.stderr()).containsOnlyOnce("can be read or changed by other users");
    assertThat(ended.stderr()).contains("chmod 600");
  }

  @Test
  void takesAPlainPasswordOfMavensSettings() throws IOException {
    settings(hub.hookUrl("shop").toString());

    assertThat(withHome().run(INCIDENT).exitCode()).isZero();
    assertThat(incidents()).hasSize(1);
  }

  @Test
  void saysThatItCantDecryptAPasswordOfMavensSettings() throws IOException {
    settings("{COQLCE6DU6GtcS5P=}");

    Ended ended = withHome().run(INCIDENT);

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.stderr()).contains("is encrypted, which only Maven can decrypt");
  }

  @Test
  void failsIfNoHookUrlIsKnown() {
    Ended ended = shell.without("STATUSHUB_SHOP_URL").run(INCIDENT);

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.stderr()).contains("STATUSHUB_SHOP_URL", "--url-file", "settings.xml");
  }

  @Test
  void keepsTheHookUrlOutOfEverythingThatIsPrintedAndKept() throws IOException {
    String secret = hub.hookUrl("shop").getPath();
    secret = secret.substring(secret.lastIndexOf('/') + 1);
    hub.goOffline();
    Ended failed = shell.run(INCIDENT);
    Ended run = shell.run(RUN + "false");
    Ended ledger = shell.run("statushub ledger; statushub ledger --json; statushub flush --json");

    for (Ended each : new Ended[] {failed, run, ledger}) {
      assertThat(each.output() + each.stderr()).isNotEmpty().doesNotContain(secret);
    }
    assertThat(SecretSearch.filesWith(List.of(secret), folder.resolve("ledger"))).isEmpty();
  }

  @Test
  void withholdsAHookUrlThatStandsInAText() {
    Ended ended = shell.run(INCIDENT + " --description \"see $STATUSHUB_SHOP_URL\"");

    assertThat(incidents().get(0).updates().get(0).description()).isEqualTo("see ****");
    assertThat(ended.stderr()).contains("sensitive value");
  }

  private void secretFile(String permissions) throws IOException {
    Files.setPosixFilePermissions(
        file("a secret", hub.hookUrl("shop") + "\n"), PosixFilePermissions.fromString(permissions));
  }

  private Shell withHome() {
    return shell.without("STATUSHUB_SHOP_URL").env("STATUSHUB_OPTS", "-Duser.home=" + folder);
  }

  private void settings(String password) throws IOException {
    Files.createDirectories(folder.resolve(".m2"));
    file(
        ".m2/settings.xml",
        "<settings><servers>"
            + "<server><id>other</id><password>x</password></server>"
            + "<server><id>statushub-shop</id><password>"
            + password
            + "</password></server></servers></settings>");
  }
}
