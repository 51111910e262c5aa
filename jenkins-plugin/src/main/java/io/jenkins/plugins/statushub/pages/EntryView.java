package io.jenkins.plugins.statushub.pages;

import hudson.Util;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.statushub.announcement.Origin;
import io.jenkins.statushub.ledger.model.DeliveryState;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One incident or maintenance of the ledger. It names its service, never the hook URL. */
@ExportedBean(defaultVisibility = 2)
public final class EntryView {
  private final LedgerEntry entry;
  private final List<UpdateView> updates;

  EntryView(LedgerEntry entry) {
    this.entry = entry;
    this.updates = entry.updates().stream().map(UpdateView::new).toList();
  }

  /** Whether something of it could not be delivered, and is not tried again by itself for long. */
  static boolean needsAttention(LedgerEntry entry) {
    return entry.updates().stream().anyMatch(EntryView::needsAttention);
  }

  private static boolean needsAttention(UpdateRecord update) {
    return switch (update.delivery()) {
      case BLOCKED, REJECTED, EXPIRED -> true;
      case PENDING, DELIVERED, DISCARDED, SKIPPED -> false;
    };
  }

  /** The job that spoke last; null if it was none. */
  private static @Nullable Origin lastOrigin(LedgerEntry entry) {
    Origin last = null;
    for (UpdateRecord update : entry.updates()) {
      Origin origin = Origin.parse(update.origin());
      last = origin == null ? last : origin;
    }
    return last;
  }

  /** Whether an incident is open and no job is left that would resolve it. */
  static boolean isOrphaned(LedgerEntry entry, boolean renamedJobKnows) {
    Origin origin = lastOrigin(entry);
    if (!entry.isOpenIncident() || origin == null || renamedJobKnows) {
      return false;
    }
    try (ACLContext unused = ACL.as2(ACL.SYSTEM2)) {
      return Jenkins.get().getItemByFullName(origin.job(), Job.class) == null;
    }
  }

  /** {@code incident} or {@code maintenance}. */
  @Exported
  public String getKind() {
    return entry.kind().wire();
  }

  /** The service it is about. */
  @Exported
  public String getService() {
    return entry.service();
  }

  /** What all its updates share. */
  @Exported
  public String getId() {
    return entry.id();
  }

  /** The last headline that the current user may know. */
  @Exported
  public String getTitle() {
    String title = "";
    for (UpdateView update : updates) {
      title = update.getTitle().isEmpty() ? title : update.getTitle();
    }
    return title;
  }

  /** The incident's last state; empty for a maintenance. */
  @Exported
  public String getState() {
    return entry.last().state();
  }

  /** The service's last status. */
  @Exported
  public String getStatus() {
    return entry.last().status();
  }

  /** When it was first spoken about. */
  @Exported
  public Date getOpened() {
    return Date.from(entry.opened());
  }

  /** Whether it is an incident that is not over. */
  @Exported
  public boolean isOpen() {
    return entry.isOpenIncident();
  }

  /** When a maintenance begins, as it was sent; empty for an incident. */
  public String getStartTime() {
    return entry.kind() == LedgerEntry.Kind.MAINTENANCE ? entry.last().startTime() : "";
  }

  /** When a maintenance ends, as it was sent; empty for an incident. */
  public String getEndTime() {
    return entry.last().endTime();
  }

  /** The worst that has become of one of its updates. */
  @Exported
  public String getOutcome() {
    return delivery().wire();
  }

  private DeliveryState delivery() {
    UpdateRecord worst = worst();
    return worst == null ? entry.last().delivery() : worst.delivery();
  }

  private @Nullable UpdateRecord worst() {
    for (UpdateRecord update : entry.updates()) {
      if (needsAttention(update)) {
        return update;
      }
    }
    return entry.head();
  }

  /** Why something of it is not delivered; empty if nothing is. */
  @Exported
  public String getProblem() {
    UpdateRecord worst = worst();
    return worst == null ? "" : Util.fixNull(worst.problem());
  }

  /** When it is tried again; null if that is not planned. */
  @Exported
  public @Nullable Date getNextAttempt() {
    UpdateRecord head = entry.head();
    return head == null || head.nextAttempt() == null ? null : Date.from(head.nextAttempt());
  }

  /** What was said, in order. */
  @Exported(inline = true)
  public List<UpdateView> getUpdates() {
    return updates;
  }

  /** Which build spoke last; empty if the current user may not know. */
  @Exported
  public String getBuild() {
    String build = "";
    for (UpdateView update : updates) {
      build = update.getBuild().isEmpty() ? build : update.getBuild();
    }
    return build;
  }

  /** That build's name for people. */
  public String getBuildName() {
    String name = "";
    for (UpdateView update : updates) {
      name = update.getBuildName().isEmpty() ? name : update.getBuildName();
    }
    return name;
  }

  /** That build's page under Jenkins' root; empty if there is none. */
  public String getBuildUrl() {
    String url = "";
    for (UpdateView update : updates) {
      url = update.getBuild().isEmpty() ? url : update.getBuildUrl();
    }
    return url;
  }

  /** The outcome in words, with its symbol. */
  public DeliveryBadge getStanding() {
    return new DeliveryBadge(getOutcome());
  }

  /** The state, or the kind, in words. */
  public String getStateWord() {
    return Labels.state(getState(), getKind());
  }

  /** The service's status in words. */
  public String getStatusWord() {
    return Labels.status(getStatus());
  }

  /** Where on a page its history is. */
  public String getAnchor() {
    return anchor(getKind(), getService(), getId());
  }

  static String anchor(String kind, String service, String id) {
    return "statushub-" + Util.getDigestOf(kind + "\n" + service + "\n" + id).substring(0, 16);
  }

  /** What names it in an address. */
  public String getQuery() {
    return "kind=" + getKind() + "&service=" + encode(getService()) + "&id=" + encode(getId());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
