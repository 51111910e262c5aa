package io.jenkins.plugins.statushub.pages;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Computer;
import hudson.model.PeriodicWork;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Knows what an administrator has to look at, without reading the ledger or counting its entries
 * whenever somebody opens a page: that is done when something changed, on a thread of its own.
 */
@Extension
public final class LedgerHealth {
  private static final Logger LOGGER = Logger.getLogger(LedgerHealth.class.getName());

  /** Many changes at once are counted once. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Clock clock = Clock.systemUTC();
  private final AtomicBoolean planned = new AtomicBoolean();
  private volatile boolean reading;
  private volatile Findings findings = new Findings(0, 0, 0, false);

  /**
   * What has to be looked at.
   *
   * @param undelivered how many incidents and maintenance windows have updates that can't be
   *     delivered
   * @param orphaned how many open incidents have no job any more
   * @param damaged how many files were damaged
   * @param unreadable whether the ledger can't be read
   */
  record Findings(int undelivered, int orphaned, int damaged, boolean unreadable) {
    boolean any() {
      return undelivered + orphaned + damaged > 0 || unreadable;
    }
  }

  /** Returns the watch of this controller. */
  public static LedgerHealth get() {
    return ExtensionList.lookupSingleton(LedgerHealth.class);
  }

  /** Looks for the first time, once all jobs are there. */
  @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
  public static void begin() {
    Computer.threadPoolForRemoting.execute(get()::look);
  }

  /** Looks from time to time: files may have been restored, or cleaned up. */
  @Extension
  public static final class Hourly extends PeriodicWork {
    @Override
    public long getRecurrencePeriod() {
      return HOUR;
    }

    @Override
    protected void doRun() {
      get().lookSoon();
    }
  }

  Findings findings() {
    return findings;
  }

  /** Reads the ledger again in a moment. */
  void lookSoon() {
    reading = true;
    recountSoon();
  }

  /** Counts again in a moment. */
  void recountSoon() {
    if (planned.compareAndSet(false, true)) {
      StatusHubClientProvider.later(() -> Computer.threadPoolForRemoting.execute(this::run), PAUSE);
    }
  }

  private void run() {
    planned.set(false);
    if (reading) {
      look();
    } else {
      recount();
    }
  }

  /** Reads the ledger and the records of all jobs now. */
  void look() {
    reading = false;
    if (StatusHubClientProvider.get().isClosed()) {
      return;
    }
    LedgerIndex index = LedgerIndex.get();
    JobIncidents.get().load();
    index.read();
    if (index.problem() == null) {
      forgetWhatIsOver(index.entries());
    }
    recount();
  }

  private static void forgetWhatIsOver(IndexedEntries entries) {
    JobIncidents.get()
        .forgetAll(
            ref -> {
              IndexedEntry entry = entries.find(ref.entry());
              return entry != null && !entry.open() && !entry.pending() && !entry.needsAttention();
            });
  }

  /** Counts what is known of the ledger now. */
  void recount() {
    if (StatusHubClientProvider.get().isClosed()) {
      return;
    }
    LedgerIndex index = LedgerIndex.get();
    Instant now = clock.instant();
    Set<EntryRef> jobs = JobIncidents.get().all().keySet();
    int undelivered = 0;
    int orphaned = 0;
    for (IndexedEntry each : index.entries().current(now)) {
      switch (each.section(now, jobs.contains(each.ref()))) {
        case UNDELIVERED -> undelivered++;
        case ORPHANED -> orphaned++;
        default -> {
          // Nothing to do for a person.
        }
      }
    }
    Findings counted =
        new Findings(undelivered, orphaned, index.damaged().size(), index.problem() != null);
    if (counted.orphaned() > findings.orphaned()) {
      LOGGER.log(
          Level.WARNING,
          "open incidents whose job was deleted: {0}; see Manage Jenkins » StatusHub",
          counted.orphaned());
    }
    findings = counted;
  }
}
