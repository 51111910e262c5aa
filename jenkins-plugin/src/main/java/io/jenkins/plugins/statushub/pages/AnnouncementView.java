package io.jenkins.plugins.statushub.pages;

import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One thing that a build said, and what has become of it by now. */
@ExportedBean(defaultVisibility = 2)
public final class AnnouncementView {
  private final AnnouncementRecord said;
  private final @Nullable LedgerEntry entry;
  private final @Nullable UpdateRecord update;

  AnnouncementView(AnnouncementRecord said, @Nullable LedgerEntry entry) {
    this.said = said;
    this.entry = entry;
    UpdateRecord found = null;
    if (entry != null) {
      for (UpdateRecord each : entry.updates()) {
        if (said.origin().equals(each.origin())) {
          found = each;
        }
      }
    }
    this.update = found;
  }

  @Nullable LedgerEntry entry() {
    return entry;
  }

  /** {@code incident} or {@code maintenance}. */
  @Exported
  public String getKind() {
    return said.kind();
  }

  /** The service it was about. */
  @Exported
  public String getService() {
    return said.service();
  }

  /** The id of the incident or maintenance; empty where there was none. */
  @Exported
  public String getId() {
    return said.id();
  }

  /** The headline. */
  @Exported
  public String getTitle() {
    return said.title();
  }

  /** The incident's state; empty for a maintenance. */
  @Exported
  public String getState() {
    return said.state();
  }

  /** The service's status. */
  @Exported
  public String getStatus() {
    return said.status();
  }

  /** When it was said. */
  @Exported
  public Date getTime() {
    return new Date(said.at());
  }

  /** What has become of it: {@code delivered}, {@code pending}, {@code rejected} and so on. */
  @Exported
  public String getOutcome() {
    return update == null ? said.outcome() : update.delivery().wire();
  }

  /** When it is tried again; null if that is not planned. */
  @Exported
  public @Nullable Date getNextAttempt() {
    return update == null || update.nextAttempt() == null ? null : Date.from(update.nextAttempt());
  }

  /** Why it is not delivered; empty if there is nothing to say. */
  @Exported
  public String getProblem() {
    return update == null || update.problem() == null ? "" : update.problem();
  }

  /** The outcome in words, with its symbol. */
  public DeliveryBadge getStanding() {
    return new DeliveryBadge(getOutcome());
  }

  /** The state, or the kind, in words. */
  public String getStateWord() {
    return Labels.state(said.state(), said.kind());
  }

  /** The service's status in words. */
  public String getStatusWord() {
    return Labels.status(said.status());
  }

  /** Whether the ledger has its history. */
  public boolean isInLedger() {
    return entry != null;
  }

  /** Where on the page its history is. */
  public String getAnchor() {
    return EntryView.anchor(said.kind(), said.service(), said.id());
  }
}
