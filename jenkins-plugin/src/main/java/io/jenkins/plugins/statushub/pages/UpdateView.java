package io.jenkins.plugins.statushub.pages;

import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.statushub.announcement.Origin;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.util.Date;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One update of an incident, as the current user may see it: what another job announced is shown to
 * those who may not see that job only if it is public anyway.
 */
@ExportedBean(defaultVisibility = 3)
public final class UpdateView {
  private final UpdateRecord update;
  private final @Nullable Origin origin;
  private final @Nullable Job<?, ?> job;

  UpdateView(UpdateRecord update) {
    this.update = update;
    this.origin = Origin.parse(update.origin());
    this.job = origin == null ? null : readableJob(origin.job());
  }

  /** Returns a job that the current user may read; null if there is none. */
  static @Nullable Job<?, ?> readableJob(String fullName) {
    Job<?, ?> job;
    // As the system: a user who may only discover the job would get an error page instead.
    try (ACLContext unused = ACL.as2(ACL.SYSTEM2)) {
      job = Jenkins.get().getItemByFullName(fullName, Job.class);
    }
    return job != null && job.hasPermission(Item.READ) ? job : null;
  }

  private boolean isVisible() {
    boolean isPublic = update.delivery() == DeliveryState.DELIVERED && !EntryState.isDraft(update);
    return isPublic
        || job != null
        || Jenkins.get().hasAnyPermission(Jenkins.SYSTEM_READ, Jenkins.MANAGE);
  }

  /** Returns when the ledger recorded it. */
  @Exported
  public Date getTime() {
    return Date.from(update.recorded());
  }

  /** Returns the title; empty if the current user may not know it. */
  @Exported
  public String getTitle() {
    return isVisible() ? update.title() : "";
  }

  /** Returns the incident's state; empty for a maintenance window. */
  @Exported
  public String getState() {
    return update.state();
  }

  /** Returns the service's status. */
  @Exported
  public String getStatus() {
    return update.status();
  }

  /** Returns how far its delivery has come. */
  @Exported
  public String getOutcome() {
    return update.delivery().wire();
  }

  /** Returns when it is tried again; null if that is not planned. */
  @Exported
  public @Nullable Date getNextAttempt() {
    return update.nextAttempt() == null ? null : Date.from(update.nextAttempt());
  }

  /** Returns why it is not delivered; empty if there is nothing to report. */
  @Exported
  public String getProblem() {
    return isVisible() ? update.problem() : "";
  }

  /** Returns which build announced it; empty if the current user may not know, or it was none. */
  @Exported
  public String getBuild() {
    return job == null || origin == null ? "" : job.getFullName() + "#" + origin.number();
  }

  /** Returns the id of the user who announced it; empty if it was a build. */
  @Exported
  public String getActor() {
    return AdministratorOrigin.parse(update.origin());
  }

  /** Returns the name for people of the build or the user that announced it. */
  public String getBuildName() {
    if (job == null || origin == null) {
      return ActionView.nameOf(getActor());
    }
    return job.getFullDisplayName() + " #" + origin.number();
  }

  /** Returns the page of that build under Jenkins' root; empty if there is none. */
  public String getBuildUrl() {
    Run<?, ?> build = job == null || origin == null ? null : job.getBuildByNumber(origin.number());
    // A job that was deleted and made again has other builds of the same numbers.
    return build == null || build.getTimeInMillis() != origin.build().created()
        ? ""
        : build.getUrl();
  }

  /** Returns the delivery in words, with its symbol. */
  public DeliveryBadge getDelivery() {
    return new DeliveryBadge(getOutcome());
  }

  /** Returns the state, or that it is a maintenance window, in words. */
  public String getStateLabel() {
    return Labels.state(update.state(), LedgerEntry.Kind.MAINTENANCE.wire());
  }

  /** Returns the service's status in words. */
  public String getStatusLabel() {
    return Labels.status(update.status());
  }
}
