package io.jenkins.plugins.statushub.pages;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Job;
import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The file beside a job in which its incidents stand that are not over. */
class JobRecordTest {
  @RegisterExtension static final JenkinsWithHub JENKINS = new JenkinsWithHub();

  private static final String OPEN =
      "statusHubIncident(service: 'shop', key: '%1$s', title: '%1$s', status: 'degraded')\n";
  private static final String RESOLVE =
      "statusHubIncident(service: 'shop', key: '%1$s', title: '%1$s', state: 'resolved')\n";

  private final PageClient pages = new PageClient(JENKINS);

  @BeforeEach
  void reset() throws Exception {
    pages.reset();
  }

  private static WorkflowJob after(String script) throws Exception {
    WorkflowJob job = JENKINS.job(script);
    JENKINS.rule().buildAndAssertSuccess(job);
    return job;
  }

  private static Path file(Job<?, ?> job) {
    return job.getRootDir().toPath().resolve(JobRecord.FILE);
  }

  private static List<String> keysOnDisk(Job<?, ?> job) throws Exception {
    return JobRecord.read(job).stream().map(JobRecord.Ref::key).toList();
  }

  @Test
  void holdsWhatIsNotOver() throws Exception {
    WorkflowJob job =
        after(OPEN.formatted("one") + OPEN.formatted("two") + OPEN.formatted("three"));
    assertThat(keysOnDisk(job)).containsExactly("one", "two", "three");

    JENKINS.run(Result.SUCCESS, job, RESOLVE.formatted("two"));
    assertThat(keysOnDisk(job)).containsExactly("one", "three");
  }

  @Test
  void isNotWrittenAnewForEachAnnouncement() throws Exception {
    WorkflowJob job = after(OPEN.formatted("one"));
    String first = Files.readString(file(job));

    JENKINS.run(Result.SUCCESS, job, OPEN.formatted("two"));
    String second = Files.readString(file(job));
    JENKINS.run(Result.SUCCESS, job, RESOLVE.formatted("one"));

    assertThat(second).startsWith(first).hasSizeGreaterThan(first.length());
    assertThat(Files.readString(file(job))).startsWith(second);
  }

  @Test
  void losesNoMoreToACrashThanWhatWasBeingWritten() throws Exception {
    WorkflowJob job = after(OPEN.formatted("one") + OPEN.formatted("two"));
    byte[] torn = "\n{\"service\":\"shop\",\"id\":\"ü".getBytes(StandardCharsets.UTF_8);
    Files.write(file(job), Arrays.copyOf(torn, torn.length - 1), StandardOpenOption.APPEND);

    assertThat(keysOnDisk(job)).containsExactly("one", "two");
    JENKINS.run(Result.SUCCESS, job, OPEN.formatted("three"));
    assertThat(keysOnDisk(job)).containsExactly("one", "two", "three");
  }

  @Test
  void isWrittenAnewWhenItHasBecomeLong() throws Exception {
    WorkflowJob job = after(OPEN.formatted("one") + OPEN.formatted("two"));
    Files.writeString(file(job), "\n".repeat(1024 * 1024), StandardOpenOption.APPEND);

    JENKINS.run(Result.SUCCESS, job, OPEN.formatted("three"));

    assertThat(file(job)).content().hasSizeLessThan(10_000);
    assertThat(keysOnDisk(job)).containsExactly("one", "two", "three");
  }

  @Test
  void isReplacedWhenItCannotBeRead() throws Exception {
    WorkflowJob job = after(OPEN.formatted("one"));
    Files.writeString(file(job), "no json");
    WorkflowJob copy = JENKINS.job(OPEN.formatted("two"));
    Files.move(file(job), file(copy));

    JENKINS.rule().buildAndAssertSuccess(copy);

    assertThat(keysOnDisk(copy)).containsExactly("two");
  }

  @Test
  void isAddedToByWhatIsAnnouncedBeforeItWasRead() throws Exception {
    WorkflowJob job = after(OPEN.formatted("one"));
    WorkflowJob copy = JENKINS.job(OPEN.formatted("two"));
    Files.move(file(job), file(copy));

    JENKINS.rule().buildAndAssertSuccess(copy);

    assertThat(keysOnDisk(copy)).containsExactly("one", "two");
  }
}
