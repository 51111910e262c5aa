package io.jenkins.statushub.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.statushub.hub.model.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which incident an announcement without a key or an id belongs to. */
class DefaultKeyIT extends GoalTestBase {
  private MavenRun inJob(String folder, String job) throws IOException {
    Path workspace = Files.createDirectories(work.resolve(folder));
    return new MavenRun(workspace, work.resolve(folder + "-" + job + ".log"))
        .set("ledger", ledger.toString())
        .env("STATUSHUB_SHOP_URL", hub.hookUrl("shop").toString())
        .env("JENKINS_URL", "http://ci.example/")
        .env("JOB_NAME", job)
        .goal("incident")
        .set("service", "shop");
  }

  @ParameterizedTest
  @EnumSource
  void isThatOfTheCiJobWithoutAProjectWhateverTheFolder(MavenHome home) throws IOException {
    inJob("deploy", "shop").with(home).set("title", "Slow").set("status", "down").run().succeeded();
    inJob("deploy", "pay").with(home).set("title", "Down").set("status", "down").run().succeeded();
    inJob("deploy@2", "shop")
        .with(home)
        .set("title", "Fine")
        .set("state", "resolved")
        .run()
        .succeeded();

    assertThat(hub.incidents())
        .extracting(Incident::title)
        .containsExactlyInAnyOrder("Fine", "Down");
    assertThat(hub.received()).allMatch(request -> !request.body().contains("ci.example"));
  }

  @Test
  void hasToBeGivenWithoutAProjectOutsideCi() {
    MavenRun.Ended run =
        maven()
            .goal("incident")
            .set("service", "shop")
            .set("title", "Slow")
            .set("status", "down")
            .run()
            .failed();

    assertThat(run.output())
        .contains(
            "StatusHub: key: is required; allowed: a name that groups updates into one incident",
            "Fix it with -Dstatushub.key=…");
    AnnounceIT.assertNoStackTrace(run);
    assertThat(hub.received()).isEmpty();
  }

  @Test
  void isNotNeededForAMaintenance() {
    maven()
        .goal("maintenance")
        .set("service", "shop")
        .set("title", "Upgrading")
        .set("status", "down")
        .set("duration", "30m")
        .run()
        .succeeded();

    assertThat(hub.maintenances("shop")).hasSize(1);
  }

  @Test
  void isThatOfTheRootProjectInTheNextReleaseToo() throws IOException {
    write("pom.xml", pom("parent", "", ""));
    slow("Slow");
    write("pom.xml", pom("parent", "", "").replace("<version>1<", "<version>2<"));
    slow("Slower");
    write("pom.xml", pom("other", "", ""));
    slow("Elsewhere");

    assertThat(hub.incidents())
        .extracting(Incident::title)
        .containsExactlyInAnyOrder("Slower", "Elsewhere");
  }

  private void slow(String title) {
    maven()
        .goal("incident")
        .set("service", "shop")
        .set("title", title)
        .set("status", "down")
        .run()
        .succeeded();
  }
}
