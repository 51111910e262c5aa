package io.jenkins.plugins.statushub.pages;

import io.jenkins.statushub.ledger.model.LedgerEntry;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * What came of the action that led to a page, by what the ledger says now: the address names only
 * the action and the entry.
 */
public final class ActionResult {
  private final String message;
  private final boolean success;
  private final @Nullable EntryView entry;

  private ActionResult(String message, boolean success, @Nullable EntryView entry) {
    this.message = message;
    this.success = success;
    this.entry = entry;
  }

  /** Returns the result that a request asks for; null if it asks for none. */
  static @Nullable ActionResult of(StaplerRequest2 request) {
    String after = request.getParameter("after");
    if (after == null) {
      return null;
    }
    if (after.equals("retryAll")) {
      int count = number(request.getParameter("count"));
      int left = number(request.getParameter("left"));
      return new ActionResult(Messages.ActionResult_retryAll(count, left), left == 0, null);
    }
    if (after.equals("deleteDamaged")) {
      String name = String.valueOf(request.getParameter("name"));
      boolean gone = !DamagedFiles.names().contains(name);
      return gone ? new ActionResult(Messages.ActionResult_deleted(name), true, null) : null;
    }
    EntryRef ref =
        EntryRef.parse(
            request.getParameter("kind"),
            request.getParameter("scope"),
            request.getParameter("service"),
            request.getParameter("id"));
    EntryView view = ref == null ? null : view(ref);
    return view == null ? null : of(after, view);
  }

  private static @Nullable ActionResult of(String after, EntryView view) {
    String name = view.getName();
    boolean delivered = !view.isRetriable();
    return switch (after) {
      case "retry" ->
          new ActionResult(
              Messages.ActionResult_retry(name, view.getDelivery().getLabel()), delivered, view);
      case "resolve" ->
          delivered
              ? new ActionResult(Messages.ActionResult_resolved(name), true, view)
              : new ActionResult(
                  Messages.ActionResult_notResolved(name, view.getDelivery().getLabel()),
                  false,
                  view);
      case "discard" -> new ActionResult(Messages.ActionResult_discarded(name), true, view);
      case "close" ->
          view.isClosedByPerson()
              ? new ActionResult(Messages.ActionResult_closed(name), true, view)
              : null;
      default -> null;
    };
  }

  /** Returns an entry; null if there is none, or if it can't be read. */
  static @Nullable EntryView view(EntryRef ref) {
    LedgerEntry entry = new LedgerLookup().find(ref);
    return entry == null ? null : new EntryView(entry);
  }

  private static int number(@Nullable String text) {
    try {
      return text == null ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Returns what came of it, in words. */
  public String getMessage() {
    return message;
  }

  /** Returns whether it did what it was for. */
  public boolean isSuccess() {
    return success;
  }

  /** Returns why it did not; empty if it did. */
  public String getProblem() {
    return entry == null || success ? "" : entry.getProblem();
  }

  /** Returns when it is tried again; null if that is not planned. */
  public @Nullable Date getNextAttempt() {
    return entry == null || success ? null : entry.getNextAttempt();
  }
}
