package io.jenkins.plugins.statushub.pages;

import hudson.model.Job;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The incidents of a job that are not over, read once for one page. */
public final class JobIncidentList {
  private final List<EntryView> open = new ArrayList<>();
  private final List<EntryView> pending = new ArrayList<>();
  private final List<EntryView> undelivered = new ArrayList<>();
  private @Nullable String problem;

  private JobIncidentList() {}

  /** Reads the incidents, each by its id; what can't be read is told by the problem. */
  static JobIncidentList of(Job<?, ?> job) {
    JobIncidentList list = new JobIncidentList();
    LedgerLookup lookup = new LedgerLookup();
    for (JobRecord.Ref ref : JobIncidents.get().of(job)) {
      LedgerEntry entry = lookup.find(ref.entry());
      if (entry != null) {
        list.add(entry);
      }
    }
    list.problem = lookup.problem();
    return list;
  }

  private void add(LedgerEntry entry) {
    if (EntryState.isPublished(entry)) {
      if (EntryState.isOpen(entry)) {
        open.add(new EntryView(entry));
      }
    } else if (EntryState.isPending(entry) || EntryState.isOpen(entry)) {
      pending.add(new EntryView(entry));
    } else if (EntryState.needsAttention(entry)) {
      undelivered.add(new EntryView(entry));
    }
  }

  /** Returns the incidents that the status page shows as not over. */
  public List<EntryView> getOpen() {
    return open;
  }

  /** Returns the incidents that the status page does not show yet. */
  public List<EntryView> getPending() {
    return pending;
  }

  /** Returns the incidents that the status page does not show and that are not tried again. */
  public List<EntryView> getUndelivered() {
    return undelivered;
  }

  /** Returns whether there is something to show. */
  public boolean isVisible() {
    return !open.isEmpty() || !pending.isEmpty() || !undelivered.isEmpty() || problem != null;
  }

  /** Returns why something can't be read; null if everything can. */
  public @Nullable String getProblem() {
    return problem;
  }
}
