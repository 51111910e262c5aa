package io.jenkins.plugins.statushub.pages;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.statushub.announcement.Origin;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.util.Date;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One update of an incident, as the current user may see it: what another job said is shown to
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
    this.job = origin == null ? null : Jenkins.get().getItemByFullName(origin.job(), Job.class);
  }

  private boolean isVisible() {
    boolean isPublic =
        update.delivery() == DeliveryState.DELIVERED
            && !Boolean.TRUE.equals(update.payload().get("draft"));
    return isPublic
        || job != null
        || Jenkins.get().hasAnyPermission(Jenkins.SYSTEM_READ, Jenkins.MANAGE);
  }

  /** When the ledger took it. */
  @Exported
  public Date getTime() {
    return Date.from(update.accepted());
  }

  /** The headline; empty if the current user may not know it. */
  @Exported
  public String getTitle() {
    return isVisible() ? update.title() : "";
  }

  /** The incident's state; empty for a maintenance. */
  @Exported
  public String getState() {
    return update.state();
  }

  /** The service's status. */
  @Exported
  public String getStatus() {
    return update.status();
  }

  /** What has become of it. */
  @Exported
  public String getOutcome() {
    return update.delivery().wire();
  }

  /** When it is tried again; null if that is not planned. */
  @Exported
  public @Nullable Date getNextAttempt() {
    return update.nextAttempt() == null ? null : Date.from(update.nextAttempt());
  }

  /** Why it is not delivered; empty if there is nothing to say. */
  @Exported
  public String getProblem() {
    return isVisible() ? update.problem() : "";
  }

  /** Which build said it; empty if the current user may not know, or it was no build. */
  @Exported
  public String getBuild() {
    return job == null || origin == null ? "" : job.getFullName() + "#" + origin.number();
  }

  /** That build's name for people. */
  public String getBuildName() {
    return job == null || origin == null ? "" : job.getFullDisplayName() + " #" + origin.number();
  }

  /** That build's page under Jenkins' root; empty if there is none. */
  public String getBuildUrl() {
    Run<?, ?> build = job == null || origin == null ? null : job.getBuildByNumber(origin.number());
    return build == null ? "" : build.getUrl();
  }

  /** The outcome in words, with its symbol. */
  public DeliveryBadge getStanding() {
    return new DeliveryBadge(getOutcome());
  }

  /** The state in words. */
  public String getStateWord() {
    return Labels.state(update.state(), "");
  }

  /** The service's status in words. */
  public String getStatusWord() {
    return Labels.status(update.status());
  }
}
