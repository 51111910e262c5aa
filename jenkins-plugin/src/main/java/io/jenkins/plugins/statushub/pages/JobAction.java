package io.jenkins.plugins.statushub.pages;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Job;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The incidents that a job has spoken about and that are open. */
@ExportedBean
public final class JobAction implements Action {
  private final Job<?, ?> job;

  JobAction(Job<?, ?> job) {
    this.job = job;
  }

  /** None: the job's page shows it without a link of its own. */
  @Override
  public @Nullable String getIconFileName() {
    return null;
  }

  @Override
  public String getDisplayName() {
    return Messages.JobAction_displayName();
  }

  @Override
  public String getUrlName() {
    return "statushub";
  }

  /** REST. */
  public Api getApi() {
    return new Api(this);
  }

  /** The open incidents, each looked up by its id. */
  @Exported(inline = true)
  public List<EntryView> getOpenIncidents() throws IOException {
    Ledger ledger = StatusHubClientProvider.get().hub().ledger();
    List<EntryView> open = new ArrayList<>();
    for (JobRecord.Ref ref : JobRecord.read(job)) {
      LedgerEntry entry = ledger.find(LedgerEntry.Kind.INCIDENT, ref.service(), ref.id());
      if (entry != null && entry.isOpenIncident()) {
        open.add(new EntryView(entry));
      }
    }
    return open;
  }

  /** Adds it to jobs that have spoken about an incident. */
  @Extension
  @SuppressWarnings("rawtypes") // as the extension point has it
  public static final class Factory extends TransientActionFactory<Job> {
    @Override
    public Class<Job> type() {
      return Job.class;
    }

    @Override
    public Class<JobAction> actionType() {
      return JobAction.class;
    }

    @Override
    public Collection<JobAction> createFor(Job job) {
      return JobRecord.exists(job) ? List.of(new JobAction(job)) : List.of();
    }
  }
}
