package io.jenkins.plugins.statushub.pages;

import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One announcement of a build, and what has become of it by now. */
@ExportedBean(defaultVisibility = 2)
public final class AnnouncementView {
  private final AnnouncementRecord record;
  private final @Nullable LedgerEntry entry;
  private final @Nullable UpdateRecord update;

  AnnouncementView(AnnouncementRecord record, @Nullable LedgerEntry entry) {
    this.record = record;
    this.entry = entry;
    UpdateRecord found = null;
    if (entry != null) {
      for (UpdateRecord each : entry.updates()) {
        if (record.origin().equals(each.origin())) {
          found = each;
        }
      }
    }
    this.update = found;
  }

  @Nullable LedgerEntry entry() {
    return entry;
  }

  /** Returns {@code incident} or {@code maintenance}. */
  @Exported
  public String getKind() {
    return record.kind();
  }

  /** Returns the service it was about. */
  @Exported
  public String getService() {
    return record.service();
  }

  /** Returns the id of the incident or maintenance window; empty if there was none. */
  @Exported
  public String getId() {
    return record.id();
  }

  /** Returns the title. */
  @Exported
  public String getTitle() {
    return record.title();
  }

  /** Returns the incident's state; empty for a maintenance window. */
  @Exported
  public String getState() {
    return record.state();
  }

  /** Returns the service's status. */
  @Exported
  public String getStatus() {
    return record.status();
  }

  /** Returns when it was announced. */
  @Exported
  public Date getTime() {
    return new Date(record.at());
  }

  /** Returns what has become of it: {@code delivered}, {@code pending}, {@code rejected} etc. */
  @Exported
  public String getOutcome() {
    return update == null ? record.outcome() : update.delivery().wire();
  }

  /** Returns when it is tried again; null if that is not planned. */
  @Exported
  public @Nullable Date getNextAttempt() {
    return update == null || update.nextAttempt() == null ? null : Date.from(update.nextAttempt());
  }

  /** Returns why it is not delivered; empty if there is nothing to report. */
  @Exported
  public String getProblem() {
    return update == null ? record.reason() : update.problem();
  }

  /** Returns the outcome in words, with its symbol. */
  public DeliveryBadge getDelivery() {
    return new DeliveryBadge(getOutcome());
  }

  /** Returns the state, or the kind, in words. */
  public String getStateLabel() {
    return Labels.state(record.state(), record.kind());
  }

  /** Returns the service's status in words. */
  public String getStatusLabel() {
    return Labels.status(record.status());
  }

  /** Returns whether the ledger has its history. */
  public boolean isInLedger() {
    return entry != null;
  }

  /** Returns where on the page its history is. */
  public String getAnchor() {
    EntryRef ref = record.entry();
    return ref == null ? "" : ref.anchor();
  }
}
