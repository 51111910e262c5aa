package io.jenkins.plugins.statushub.pages;

import hudson.Util;
import hudson.model.Job;
import io.jenkins.plugins.statushub.announcement.Origin;
import io.jenkins.statushub.ledger.model.AdminAction;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One incident or maintenance window of the ledger. It names its service, never the hook URL. Its
 * title, state and status are those that the status page shows.
 */
@ExportedBean(defaultVisibility = 2)
public final class EntryView {
  private final LedgerEntry entry;
  private final List<UpdateView> updates;
  private final @Nullable UpdateRecord undelivered;
  private final @Nullable String job;

  /** The update that the status page shows; the last one if it shows none. */
  private final UpdateRecord shown;

  EntryView(LedgerEntry entry) {
    this(entry, null);
  }

  /**
   * @param job the full name of the job that announced it last; null if it is gone or not asked for
   */
  EntryView(LedgerEntry entry, @Nullable String job) {
    this.entry = entry;
    this.job = job;
    this.updates = entry.updates().stream().map(UpdateView::new).toList();
    this.undelivered = EntryState.undelivered(entry);
    UpdateRecord published = EntryState.published(entry);
    this.shown = published == null ? entry.last() : published;
  }

  /** Returns the build that announced it last; null if none did. */
  static @Nullable Origin lastOrigin(LedgerEntry entry) {
    Origin last = null;
    for (UpdateRecord update : entry.updates()) {
      Origin origin = Origin.parse(update.origin());
      last = origin == null ? last : origin;
    }
    return last;
  }

  /** Returns {@code incident} or {@code maintenance}. */
  @Exported
  public String getKind() {
    return entry.kind().wire();
  }

  /** Returns the service it is about. */
  @Exported
  public String getService() {
    return entry.service().name();
  }

  /** Returns where that service is configured; empty for the global configuration. */
  public String getScope() {
    return entry.service().scope();
  }

  /** Returns the id that all its updates share. */
  @Exported
  public String getId() {
    return entry.id();
  }

  /** Returns the title that the status page shows, or the last one the current user may know. */
  @Exported
  public String getTitle() {
    if (isPublished()) {
      return shown.title();
    }
    String title = "";
    for (UpdateView update : updates) {
      title = update.getTitle().isEmpty() ? title : update.getTitle();
    }
    return title;
  }

  /** Returns the incident's state on the status page; empty for a maintenance window. */
  @Exported
  public String getState() {
    return shown.state();
  }

  /** Returns the service's status on the status page. */
  @Exported
  public String getStatus() {
    return shown.status();
  }

  /** Returns whether the public can see it on the status page. */
  @Exported
  public boolean isPublished() {
    return EntryState.isPublished(entry);
  }

  /** Returns when it was first announced. */
  @Exported
  public Date getOpened() {
    return Date.from(entry.opened());
  }

  /** Returns whether it is an incident that the hub knows as not over. */
  @Exported
  public boolean isOpen() {
    return EntryState.isOpen(entry);
  }

  /** Returns when a maintenance window begins; null for an incident. */
  @Exported
  public @Nullable Date getStartTime() {
    return entry.kind() == LedgerEntry.Kind.MAINTENANCE ? date(entry.last().startTime()) : null;
  }

  /** Returns when a maintenance window ends; null for an incident. */
  @Exported
  public @Nullable Date getEndTime() {
    return entry.kind() == LedgerEntry.Kind.MAINTENANCE ? date(entry.last().endTime()) : null;
  }

  private static @Nullable Date date(String time) {
    try {
      return Date.from(Instant.parse(time));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Returns the worst delivery state of its updates. */
  @Exported
  public String getOutcome() {
    return undelivered == null ? entry.last().delivery().wire() : undelivered.delivery().wire();
  }

  /** Returns why something of it is not delivered; empty if everything is. */
  @Exported
  public String getProblem() {
    return undelivered == null ? "" : undelivered.problem();
  }

  /** Returns when it is tried again; null if that is not planned. */
  @Exported
  public @Nullable Date getNextAttempt() {
    UpdateRecord head = entry.head();
    return head == null || head.nextAttempt() == null ? null : Date.from(head.nextAttempt());
  }

  /** Returns its updates, in order. */
  @Exported(inline = true)
  public List<UpdateView> getUpdates() {
    return updates;
  }

  /** Returns what people did to it, in order. */
  @Exported(inline = true)
  public List<ActionView> getActions() {
    return entry.actions().stream().map(ActionView::new).toList();
  }

  /** Returns which build announced it last; empty if the current user may not know. */
  @Exported
  public String getBuild() {
    UpdateView last = lastOfBuild();
    return last == null ? "" : last.getBuild();
  }

  /** Returns that build's name for people. */
  public String getBuildName() {
    UpdateView last = lastOfBuild();
    return last == null ? "" : last.getBuildName();
  }

  /** Returns that build's page under Jenkins' root; empty if there is none. */
  public String getBuildUrl() {
    UpdateView last = lastOfBuild();
    return last == null ? "" : last.getBuildUrl();
  }

  private @Nullable UpdateView lastOfBuild() {
    UpdateView last = null;
    for (UpdateView update : updates) {
      last = update.getBuild().isEmpty() ? last : update;
    }
    return last;
  }

  /**
   * Returns the job whose next successful build resolves it, for people; empty if none does, or the
   * current user may not know.
   */
  public String getResolvingJob() {
    if (job == null || entry.key() == null || !isResolvable()) {
      return "";
    }
    boolean failed =
        entry.updates().stream()
            .map(update -> Origin.parse(update.origin()))
            .anyMatch(origin -> origin != null && origin.occasion().equals(Origin.FAILED));
    Job<?, ?> readable = failed ? UpdateView.readableJob(job) : null;
    return readable == null ? "" : readable.getFullDisplayName();
  }

  /** Returns whether something of it can be retried, or discarded. */
  public boolean isRetriable() {
    return undelivered != null;
  }

  /** Returns whether customers can be informed that it is over. */
  public boolean isResolvable() {
    return isOpen()
        && entry.updates().stream()
            .noneMatch(update -> update.isResolved() && update.delivery().isUndelivered());
  }

  /** Returns whether it can be closed in the ledger alone. */
  public boolean isClosable() {
    return entry.kind() == LedgerEntry.Kind.INCIDENT && !EntryState.isOver(entry);
  }

  /** Returns whether a person closed it in the ledger alone. */
  public boolean isClosedByPerson() {
    return EntryState.isClosedByPerson(entry);
  }

  /** Returns who did what to it last; null if nobody did. */
  public @Nullable ActionView getLastAction() {
    List<AdminAction> actions = entry.actions();
    return actions.isEmpty() ? null : new ActionView(actions.get(actions.size() - 1));
  }

  /** Returns the delivery in words, with its symbol. */
  public DeliveryBadge getDelivery() {
    return new DeliveryBadge(getOutcome());
  }

  /** Returns the state, or the kind, in words. */
  public String getStateLabel() {
    return Labels.state(getState(), getKind());
  }

  /** Returns the service's status in words. */
  public String getStatusLabel() {
    return Labels.status(getStatus());
  }

  /** Returns where on a page its history is. */
  public String getAnchor() {
    return EntryRef.of(entry).anchor();
  }

  /** Returns what names it in an address. */
  public String getQuery() {
    return EntryRef.of(entry).query();
  }

  /** Returns its title, or its id if the current user may not know the title. */
  public String getName() {
    return Util.fixEmpty(getTitle()) == null ? getId() : getTitle();
  }
}
