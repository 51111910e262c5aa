package io.jenkins.plugins.statushub.pages;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Job;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The incidents that a job announced and that are not over. */
@ExportedBean
public final class JobAction implements Action {
  private final Job<?, ?> job;

  JobAction(Job<?, ?> job) {
    this.job = job;
  }

  /** Returns null: the job's page shows it without a link of its own. */
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

  /** Returns the REST interface. */
  public Api getApi() {
    return new Api(this);
  }

  /** Returns what the job's page shows. */
  public JobIncidentList getPage() {
    return JobIncidentList.of(job);
  }

  /** Returns the incidents that the status page shows as not over. */
  @Exported(inline = true)
  public List<EntryView> getOpenIncidents() {
    return getPage().getOpen();
  }

  /** Returns the incidents that the status page does not show yet. */
  @Exported(inline = true)
  public List<EntryView> getPendingIncidents() {
    return getPage().getPending();
  }

  /** Returns the incidents that the status page does not show and that are not tried again. */
  @Exported(inline = true)
  public List<EntryView> getUndeliveredIncidents() {
    return getPage().getUndelivered();
  }

  /** Adds it to jobs that have announced an incident. */
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
      return JobIncidents.get().knows(job) ? List.of(new JobAction(job)) : List.of();
    }
  }
}
