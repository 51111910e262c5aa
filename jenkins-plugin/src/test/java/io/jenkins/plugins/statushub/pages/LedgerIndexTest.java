package io.jenkins.plugins.statushub.pages;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.statushub.JenkinsWithHub;
import io.jenkins.plugins.statushub.config.StatusHubConfiguration;
import io.jenkins.statushub.hub.fault.Fault;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger's page follows what happens to entries without the ledger being read again. */
class LedgerIndexTest {
  @RegisterExtension static final JenkinsWithHub JENKINS = new JenkinsWithHub();

  private static final String OPEN =
      "statusHubIncident(service: 'shop', title: 'Slow checkouts', status: 'degraded')";
  private static final String LEDGER = PageClient.LEDGER;

  private final PageClient pages = new PageClient(JENKINS);

  @AfterEach
  void allowEverything() {
    PageClient.allowEverything();
  }

  @BeforeEach
  void reset() throws Exception {
    pages.reset();
  }

  @Test
  void pendingIncidentIsOpenOnceAFlushDeliveredIt() throws Exception {
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    JENKINS.hub().injectUntilCleared("shop", Fault.status(503));
    JENKINS.run(Result.SUCCESS, OPEN);
    assertThat(pages.text(LEDGER)).contains("Pending (1)").doesNotContain("Open incidents (");

    JENKINS.hub().clearFaults();
    JENKINS.deliverPending();

    assertThat(pages.text(LEDGER)).contains("Open incidents (1)").doesNotContain("Pending (");
  }

  @Test
  void pendingIncidentIsNotDeliveredOnceAFlushWasRefused() throws Exception {
    StatusHubConfiguration.get().setTimeoutSeconds(1);
    JENKINS.hub().injectUntilCleared("shop", Fault.status(503));
    JENKINS.run(Result.SUCCESS, OPEN);

    JENKINS.hub().clearFaults();
    JENKINS.hub().injectUntilCleared("shop", Fault.status(400));
    JENKINS.deliverPending();

    assertThat(pages.text(LEDGER)).contains("Not delivered (1)").doesNotContain("Pending (");
  }

  @Test
  void incidentOfARenamedJobStaysOpenAndOfADeletedOneAsksForAPerson() throws Exception {
    WorkflowJob job = (WorkflowJob) JENKINS.run(Result.SUCCESS, OPEN).getParent();
    job.renameTo("renamed");
    assertThat(pages.text(LEDGER))
        .contains("Open incidents (1)")
        .doesNotContain("Open incidents whose job was deleted");

    job.delete();
    assertThat(pages.text(LEDGER))
        .contains("Open incidents whose job was deleted (1)")
        .doesNotContain("Open incidents (");
  }

  @Test
  void windowIsPastOnceItIsOver() throws Exception {
    JENKINS.run(
        Result.SUCCESS,
        "statusHubMaintenance(service: 'shop', title: 'Upgrading', status: 'degraded', duration:"
            + " '30m')");
    Instant now = Instant.now();

    LedgerPage during = page("", now);
    assertThat(during.getRunning().getCount()).isEqualTo(1);
    assertThat(during.getPast().getCount()).isZero();
    LedgerPage after = page("", now.plus(Duration.ofMinutes(31)));
    assertThat(after.getRunning().getCount()).isZero();
    assertThat(after.getPast().getCount()).isEqualTo(1);
    assertThat(page("upgrading", now).getFound()).isEqualTo(1);
  }

  private static LedgerPage page(String query, Instant now) {
    return new LedgerPage(query, Map.of(), LedgerPage.PAGE_SIZE, now);
  }

  @Test
  void pastIsInPagesTheNewestFirstAlsoInASearch() throws Exception {
    for (int i = 10; i < 40; i++) {
      PageClient.announce("shop", "Problem number " + i);
    }
    for (LedgerEntry each : PageClient.entries()) {
      LedgerActions.close(EntryRef.of(each));
    }
    assertThat(pages.text(LEDGER)).contains("Show what is over (30)").doesNotContain("Problem");

    for (String query : new String[] {"", "q=problem&"}) {
      assertThat(titles(query + "past=1")).hasSize(25).startsWith("39", "38").endsWith("16", "15");
      assertThat(titles(query + "past=2")).containsExactly("14", "13", "12", "11", "10");
      assertThat(titles(query + "past=9")).containsExactly("14", "13", "12", "11", "10");
      assertThat(titles(query + "past=-1")).startsWith("39");
    }
  }

  private List<String> titles(String query) throws Exception {
    return pages.page(LEDGER + "?" + query).querySelectorAll("tbody tr a[href*='/entry?']").stream()
        .map(link -> link.asNormalizedText().replace("Problem number ", ""))
        .toList();
  }
}
