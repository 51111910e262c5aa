package io.jenkins.statushub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.statushub.cli.Shell.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs what users copy. */
class ExamplesIT extends CommandTestBase {
  private static final Path EXAMPLES = Path.of(Shell.setting("it.examples"));

  @Test
  void cronScriptOpensAnIncidentAfterTwoBadNightsAndResolvesIt() throws IOException {
    Files.setPosixFilePermissions(
        file("url", hub.hookUrl("shop") + "\n"), PosixFilePermissions.fromString("rw-------"));
    shell
        .without("STATUSHUB_SHOP_URL")
        .env("STATUSHUB_URL_FILE", folder.resolve("url").toString())
        .env("BACKUP_COMMAND", "false");
    String script = EXAMPLES.resolve("cron-backup.sh").toString();
    assertThat(shell.run(script).exitCode()).isEqualTo(1);
    assertThat(incidents()).isEmpty();

    shell.run(script);
    shell.env("BACKUP_COMMAND", "true").run(script);

    assertThat(states()).containsExactly("investigating", "resolved");
    assertThat(incidents().get(0).title()).isEqualTo("Backups are on time again");
  }

  @Test
  void gitHubWorkflowAnnouncesTheDeployment() throws IOException {
    String script = runPart(Files.readString(EXAMPLES.resolve("github-workflow.yml")));
    shell
        .env("GITHUB_ACTIONS", "true")
        .env("GITHUB_REPOSITORY", "o/shop")
        .env("GITHUB_WORKFLOW", "Deploy")
        .env("GITHUB_JOB", "production")
        .env("GITHUB_REF_NAME", "v1.4");

    deploysTwice(script, "Upgrading to v1.4");
  }

  @Test
  void gitLabJobAnnouncesTheDeployment() throws IOException {
    String script = scriptPart(Files.readString(EXAMPLES.resolve("gitlab-ci.yml")));
    shell
        .env("GITLAB_CI", "true")
        .env("CI_PROJECT_PATH", "g/shop")
        .env("CI_JOB_NAME", "deploy")
        .env("CI_COMMIT_TAG", "1.4")
        .env("STATUSHUB_LEDGER", folder.resolve("builds/statushub-ledger").toString());

    deploysTwice(script, "Upgrading to 1.4");
  }

  @Test
  void jenkinsStepAnnouncesTheDeployment() throws IOException {
    Matcher step =
        Pattern.compile("(?s)sh '''(.*?)'''")
            .matcher(Files.readString(EXAMPLES.resolve("Jenkinsfile")));
    assertThat(step.find()).isTrue();
    shell
        .env("JENKINS_URL", "http://127.0.0.1/")
        .env("JOB_NAME", "deploy")
        .env("BUILD_NUMBER", "7");

    deploysTwice(step.group(1), "Upgrading to 7");
  }

  @Test
  void ansiblePlayAnnouncesTheUpgradeAndItsFailure() throws IOException {
    assumeTrue(
        shell.run("ansible-playbook --version").exitCode() == 0,
        "no ansible-playbook is installed");
    String play =
        "ansible-playbook -i 'shop,' -c local -e version=1.4 -e deploy=%s "
            + EXAMPLES.resolve("ansible-playbook.yml");
    shell.env("LANG", "C.UTF-8").env("LC_ALL", "C.UTF-8");

    Ended failed = shell.run(play.formatted("/bin/false"));
    Ended succeeded = shell.run(play.formatted("/bin/true"));

    assertThat(failed.exitCode()).as(failed.output()).isNotZero();
    assertThat(succeeded.exitCode()).as(succeeded.output()).isZero();
    assertThat(windows()).as("the second run finds the window still running").hasSize(1);
    assertThat(states()).containsExactly("investigating", "resolved");
  }

  @Test
  void severalServicesEachGetAWindowAndAnIncident() throws IOException {
    deploysTwice(example("several-services.sh"), "Upgrading the checkout");
    assertThat(hub.maintenances("pay")).hasSize(1);
    assertThat(hub.incidents("pay")).hasSize(1);
  }

  @Test
  void partsOfAMonorepoResolveTheirOwnIncidentsOnly() throws IOException {
    Files.createDirectories(folder.resolve("search"));
    Files.createDirectories(folder.resolve("basket"));
    executable("search/deploy.sh", "exit 1");
    executable("basket/deploy.sh", "exit 1");
    assertThat(shell.run(example("monorepo.sh") + " search basket").exitCode()).isEqualTo(1);
    executable("basket/deploy.sh", "exit 0");
    assertThat(shell.run(example("monorepo.sh") + " basket").exitCode()).isZero();

    assertThat(incidents())
        .extracting(incident -> incident.title() + ", " + incident.open())
        .containsExactlyInAnyOrder(
            "The upgrade of the search failed, true", "The basket is upgraded, false");
  }

  @Test
  void freshAgentsResolveByTheIdWhatAnEarlierOneOpened() throws IOException {
    deployment("exit 1");
    shell.env("STATUSHUB_LEDGER", folder.resolve("one-agent").toString());
    shell.run(example("fresh-agent.sh") + " 1.4");
    deployment("exit 0");
    shell.env("STATUSHUB_LEDGER", folder.resolve("another-agent").toString());
    assertThat(shell.run(example("fresh-agent.sh") + " 1.4").exitCode()).isZero();

    assertThat(states()).containsExactly("investigating", "resolved");
  }

  @Test
  void draftIsPublishedByTheSecondCall() throws IOException {
    shell.run(example("draft-first.sh") + " draft");
    assertThat(incidents()).isEmpty();
    assertThat(hub.drafts("shop")).hasSize(1);

    shell.run(example("draft-first.sh") + " publish");
    assertThat(incidents())
        .singleElement()
        .satisfies(incident -> assertThat(incident.title()).isEqualTo("Slow checkouts"));
  }

  private static String example(String name) {
    return EXAMPLES.resolve(name).toString();
  }

  private void deploysTwice(String script, String title) throws IOException {
    deployment("exit 9");
    assertThat(shell.run(script).exitCode()).isEqualTo(9);
    deployment("exit 0");
    assertThat(shell.run(script).exitCode()).isZero();

    assertThat(windows()).as("the second run finds the window still running").hasSize(1);
    assertThat(windows().get(0).title()).isEqualTo(title);
    assertThat(states()).containsExactly("investigating", "resolved");
  }

  private void deployment(String command) throws IOException {
    executable("deploy.sh", command);
  }

  private void executable(String name, String command) throws IOException {
    Files.setPosixFilePermissions(
        file(name, "#!/bin/sh\n" + command + "\n"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Returns the block of the last {@code run: |}. */
  private static String runPart(String yaml) {
    return yaml.substring(yaml.indexOf("run: |\n") + "run: |\n".length()).stripIndent();
  }

  /** Returns the commands of {@code script:}, each a folded text. */
  private static String scriptPart(String yaml) {
    List<String> commands = new ArrayList<>();
    for (String line : yaml.substring(yaml.indexOf("script:\n") + 8).split("\n")) {
      if (line.strip().startsWith("- ")) {
        commands.add(line.strip().substring(2));
      } else {
        commands.set(commands.size() - 1, commands.get(commands.size() - 1) + " " + line.strip());
      }
    }
    return String.join("\n", commands);
  }
}
