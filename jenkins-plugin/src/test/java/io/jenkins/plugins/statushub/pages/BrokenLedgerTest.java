package io.jenkins.plugins.statushub.pages;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import hudson.security.ACL;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Pages open whatever lies on the disk, for everybody who may see the job. */
class BrokenLedgerTest {
  @RegisterExtension static final JenkinsWithHub JENKINS = new JenkinsWithHub();

  private static final String OPEN =
      "statusHubIncident(service: 'shop', title: 'Slow checkouts', status: 'degraded')";

  private final PageClient pages = new PageClient(JENKINS);

  @AfterEach
  void allowEverything() {
    PageClient.allowEverything();
  }

  @BeforeEach
  void reset() throws Exception {
    pages.reset();
  }

  /** Everybody may see jobs; nobody but those named may do more. */
  private static void letAnonymousReadJobs() {
    Jenkins.get().setSecurityRealm(JENKINS.rule().createDummySecurityRealm());
    Jenkins.get()
        .setAuthorizationStrategy(
            new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to(ACL.ANONYMOUS_USERNAME)
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
  }

  private void assertThatPagesOpen(WorkflowRun run, String problem) throws Exception {
    letAnonymousReadJobs();
    String home = Jenkins.get().getRootDir().toString();
    for (String path :
        new String[] {run.getUrl(), run.getUrl() + "statushub/", run.getParent().getUrl()}) {
      assertThat(pages.text(path)).as(path).contains(problem).doesNotContain(home);
    }
    assertThat(pages.text("")).contains(run.getParent().getName());
    try (WebClient client = pages.anonymous()) {
      String rest = run.getUrl() + "statushub/api/json";
      assertThat(pages.get(client, rest)).as(rest).isEqualTo(200);
    }
    try (WebClient client = pages.login("admin")) {
      PageClient.page(client, PageClient.LEDGER);
      PageClient.page(client, "manage/");
    }
  }

  @Test
  void pagesOpenWhenAnEntryWasWrittenByANewerVersion() throws Exception {
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);
    Path file = PageClient.file(PageClient.entries().get(0));
    String text =
        Files.readString(file).replaceFirst("\"version\"\\s*:\\s*\\d+", "\"version\": 99");
    Files.writeString(file, text);
    LedgerHealth.get().look();

    assertThatPagesOpen(run, "The ledger can't be read");

    LedgerHealth.get().look();
    try (WebClient client = pages.login("admin")) {
      HtmlPage page = PageClient.page(client, run.getUrl());
      assertThat(page.asNormalizedText()).contains("newer version", file.toString());
      assertThat(PageClient.page(client, PageClient.LEDGER).asNormalizedText())
          .contains(
              "Files of the ledger that can't be read", "newer version of the plugin wrote: 1");
      assertThat(PageClient.page(client, "manage/").asNormalizedText())
          .contains("The ledger, or a part of it, can't be read.");
    }
    assertThat(Files.readString(file)).as("it is left as it is").isEqualTo(text);
  }

  @Test
  void pagesOpenWhenAnEntryIsDamaged() throws Exception {
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);
    Files.write(
        PageClient.file(PageClient.entries().get(0)),
        "\u00ff\u0000{".getBytes(StandardCharsets.ISO_8859_1));

    assertThatPagesOpen(run, "");
    assertThat(pages.text(run.getUrl())).contains("Slow checkouts", "delivered");
  }

  @Test
  void pagesOpenWhenTheLedgerIsNoFolder() throws Exception {
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);
    Path folder = StatusHubClientProvider.folder();
    Path aside = folder.resolveSibling("aside");
    Files.move(folder, aside);
    try {
      Files.writeString(folder, "no folder");
      LedgerHealth.get().look();

      assertThatPagesOpen(run, "StatusHub");
    } finally {
      Files.delete(folder);
      Files.move(aside, folder);
    }
  }

  @Test
  void pagesOpenWhenTheBuildsOwnFileIsDamaged() throws Exception {
    WorkflowRun run = JENKINS.run(Result.SUCCESS, OPEN);
    Path file = run.getRootDir().toPath().resolve(BuildAnnouncements.FILE);
    String lines = Files.readString(file);
    Files.write(file, ("\u00ff\u00fe\n" + lines).getBytes(StandardCharsets.ISO_8859_1));
    assertThat(pages.text(run.getUrl())).contains("Slow checkouts");

    Files.delete(file);
    Files.createDirectory(file);
    letAnonymousReadJobs();

    assertThat(pages.text(run.getUrl())).contains("can't be read from the file statushub.jsonl");
    assertThat(pages.text(run.getUrl() + "statushub/")).contains("can't be read");
    Files.delete(file);
  }

  @Test
  void pagesOpenWhenTheJobsOwnFileIsDamaged() throws Exception {
    WorkflowJob job = JENKINS.job(OPEN);
    WorkflowRun run = JENKINS.rule().buildAndAssertSuccess(job);
    Files.writeString(job.getRootDir().toPath().resolve(JobRecord.FILE), "no json");
    LedgerHealth.get().look();

    assertThatPagesOpen(run, "");
  }

  @Test
  void pagesOpenForThoseWhoMayOnlyDiscoverTheOtherJobOfAnIncident() throws Exception {
    WorkflowRun mine = JENKINS.run(Result.SUCCESS, OPEN.replace("title", "id: 'together', title"));
    WorkflowRun other = JENKINS.run(Result.SUCCESS, OPEN.replace("title", "id: 'together', title"));
    Jenkins.get().setSecurityRealm(JENKINS.rule().createDummySecurityRealm());
    Jenkins.get()
        .setAuthorizationStrategy(
            new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader")
                .grant(Item.READ)
                .onItems(mine.getParent())
                .to("reader")
                .grant(Item.DISCOVER)
                .onItems(other.getParent())
                .to("reader"));

    try (WebClient client = pages.login("reader")) {
      for (String path :
          new String[] {mine.getUrl(), mine.getUrl() + "statushub/", mine.getParent().getUrl()}) {
        assertThat(PageClient.page(client, path).asNormalizedText())
            .as(path)
            .contains("Slow checkouts")
            .doesNotContain(other.getParent().getName());
      }
    }
  }

  @Test
  void draftOfAnotherJobIsNotShownToThoseWhoMayNotSeeThatJob() throws Exception {
    WorkflowRun mine = JENKINS.run(Result.SUCCESS, OPEN.replace("title", "id: 'together', title"));
    WorkflowRun other =
        JENKINS.run(
            Result.SUCCESS,
            "statusHubIncident(service: 'shop', id: 'together', title: 'Not yet public',"
                + " status: 'down', draft: true)");
    Jenkins.get().setSecurityRealm(JENKINS.rule().createDummySecurityRealm());
    Jenkins.get()
        .setAuthorizationStrategy(
            new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader")
                .grant(Item.READ)
                .onItems(mine.getParent())
                .to("reader"));

    try (WebClient client = pages.login("reader")) {
      assertThat(PageClient.page(client, mine.getUrl() + "statushub/").asNormalizedText())
          .contains("Slow checkouts")
          .doesNotContain("Not yet public")
          .doesNotContain(other.getParent().getName());
    }
  }
}
