package io.jenkins.plugins.statushub.pages;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import jenkins.model.Jenkins;

/** Informs administrators when something could not be delivered. */
@Extension
public final class LedgerMonitor extends AdministrativeMonitor {
  @Override
  public String getDisplayName() {
    return Messages.LedgerMonitor_displayName();
  }

  @Override
  public boolean isActivated() {
    return LedgerHealth.get().findings().any();
  }

  @Override
  public boolean hasRequiredPermission() {
    return Jenkins.get().hasAnyPermission(Jenkins.SYSTEM_READ, Jenkins.MANAGE);
  }

  @Override
  public void checkRequiredPermission() {
    Jenkins.get().checkAnyPermission(Jenkins.SYSTEM_READ, Jenkins.MANAGE);
  }

  /** Returns how many incidents and maintenance windows have updates that can't be delivered. */
  public int getUndelivered() {
    return LedgerHealth.get().findings().undelivered();
  }

  /** Returns how many open incidents have no job any more. */
  public int getOrphaned() {
    return LedgerHealth.get().findings().orphaned();
  }

  /** Returns how many files were damaged. */
  public int getDamaged() {
    return LedgerHealth.get().findings().damaged();
  }

  /** Returns whether the ledger can't be read. */
  public boolean isUnreadable() {
    return LedgerHealth.get().findings().unreadable();
  }
}
