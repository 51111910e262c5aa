package io.jenkins.plugins.statushub.pages;

import hudson.model.User;
import io.jenkins.statushub.ledger.model.AdminAction;
import java.util.Date;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What a person did to an incident or maintenance window. */
@ExportedBean(defaultVisibility = 3)
public final class ActionView {
  private final AdminAction action;

  ActionView(AdminAction action) {
    this.action = action;
  }

  /** Returns {@code retried}, {@code discarded} or {@code closed}. */
  @Exported
  public String getType() {
    return action.type().wire();
  }

  /** Returns the id of the user who did it; empty if it is not known. */
  @Exported
  public String getActor() {
    return action.actor();
  }

  /** Returns when it was done. */
  @Exported
  public Date getTime() {
    return Date.from(action.time());
  }

  /** Returns what was done and by whom, in words. */
  public String getLabel() {
    return Labels.action(getType(), nameOf(action.actor()));
  }

  /** Returns the name of a user for people. */
  static String nameOf(String id) {
    User user = id.isEmpty() ? null : User.getById(id, false);
    return user == null ? id : user.getDisplayName();
  }
}
