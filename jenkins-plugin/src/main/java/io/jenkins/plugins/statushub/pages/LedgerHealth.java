package io.jenkins.plugins.statushub.pages;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Computer;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Knows what an administrator has to look at, without reading the ledger whenever somebody opens a
 * page: it is read once after the start, and again when something changed.
 */
@Extension
public final class LedgerHealth {
  private static final Logger LOGGER = Logger.getLogger(LedgerHealth.class.getName());

  /** Much that changes at once is looked at once. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final AtomicBoolean planned = new AtomicBoolean();
  private volatile Findings findings = new Findings(0, 0, 0, false);

  /**
   * What has to be looked at.
   *
   * @param undelivered how many incidents and maintenances have something that is not delivered
   * @param orphaned how many open incidents have no job any more
   * @param damaged how many files were damaged
   * @param unreadable whether the ledger can't be read
   */
  record Findings(int undelivered, int orphaned, int damaged, boolean unreadable) {
    boolean any() {
      return undelivered + orphaned + damaged > 0 || unreadable;
    }
  }

  /** The watch of this controller. */
  public static LedgerHealth get() {
    return ExtensionList.lookupSingleton(LedgerHealth.class);
  }

  /** Looks for the first time, once all jobs are there. */
  @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
  public static void begin() {
    get().lookSoon();
  }

  Findings findings() {
    return findings;
  }

  /** Looks again in a moment. */
  void lookSoon() {
    if (planned.compareAndSet(false, true)) {
      StatusHubClientProvider.later(() -> Computer.threadPoolForRemoting.execute(this::lookIfPlanned), PAUSE);
    }
  }

  private void lookIfPlanned() {
    if (planned.get()) {
      look();
    }
  }

  /** Looks now, in the place of what was planned. */
  void look() {
    planned.set(false);
    if (StatusHubClientProvider.get().isClosed()) {
      return;
    }
    LedgerOverview seen = overview();
    Findings now =
        new Findings(
            seen.attentionCount(),
            seen.orphanedCount(),
            seen.damaged().size(),
            seen.problem() != null);
    if (now.orphaned() > findings.orphaned()) {
      LOGGER.log(
          Level.WARNING,
          "open incidents whose jobs are gone: {0}; see Manage Jenkins » StatusHub",
          now.orphaned());
    }
    findings = now;
  }

  /** All of the ledger that is not over. */
  static LedgerOverview overview() {
    if (!Files.isDirectory(StatusHubClientProvider.folder())) {
      return new LedgerOverview(
          List.of(), 0, List.of(), 0, List.of(), 0, List.of(), 0, 0, List.of(), null);
    }
    Ledger ledger = StatusHubClientProvider.get().hub().ledger();
    return LedgerOverview.read(ledger, knownByJobs());
  }

  /** What jobs know about, whatever their names were when they spoke. */
  private static Set<String> knownByJobs() {
    Set<String> known = new HashSet<>();
    try (ACLContext unused = ACL.as2(ACL.SYSTEM2)) {
      for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
        for (JobRecord.Ref ref : JobRecord.read(job)) {
          known.add(ref.service() + " " + ref.id());
        }
      }
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "what jobs said can't be read", e);
    }
    return known;
  }
}
