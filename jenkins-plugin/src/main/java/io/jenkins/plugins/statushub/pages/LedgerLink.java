package io.jenkins.plugins.statushub.pages;

import hudson.Extension;
import hudson.model.Api;
import hudson.model.Failure;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import io.jenkins.statushub.ledger.model.LedgerException;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jenkins.management.Badge;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.POST;

/**
 * The administrator's page about the ledger: what can't be delivered, what is pending, what is
 * open. Whoever may read or manage the system sees it; whoever may manage it acts on it.
 */
@Extension
@ExportedBean
public final class LedgerLink extends ManagementLink implements StaplerProxy {
  /** How many entries of each section REST returns. */
  private static final int IN_REST = 200;

  private static final String REST_PAGE = LedgerLink.class.getName() + ".page";

  private final Clock clock = Clock.systemUTC();

  @Override
  public Object getTarget() {
    Jenkins.get().checkAnyPermission(Jenkins.SYSTEM_READ, Jenkins.MANAGE);
    return this;
  }

  @Override
  public String getIconFileName() {
    return "symbol-notifications";
  }

  @Override
  public String getDisplayName() {
    return Messages.LedgerLink_displayName();
  }

  @Override
  public String getDescription() {
    return Messages.LedgerLink_description();
  }

  @Override
  public String getUrlName() {
    return "statushub";
  }

  @Override
  public Category getCategory() {
    return Category.STATUS;
  }

  @Override
  public Permission getRequiredPermission() {
    return Jenkins.get().hasPermission(Jenkins.MANAGE) ? Jenkins.MANAGE : Jenkins.SYSTEM_READ;
  }

  @Override
  public @Nullable Badge getBadge() {
    LedgerHealth.Findings findings = LedgerHealth.get().findings();
    int count = findings.undelivered() + findings.orphaned() + findings.damaged();
    return count == 0
        ? null
        : new Badge(
            Integer.toString(count), Messages.LedgerLink_badge(count), Badge.Severity.WARNING);
  }

  /** Returns the REST interface. */
  public Api getApi() {
    return new Api(this);
  }

  /** Returns whether the current user may retry, discard, resolve and close. */
  public boolean isManager() {
    return Jenkins.get().hasPermission(Jenkins.MANAGE);
  }

  /** Returns the ledger as the current request asks for it. */
  public LedgerPage getPage() {
    StaplerRequest2 request = Stapler.getCurrentRequest2();
    Map<LedgerSection, Integer> pages = new EnumMap<>(LedgerSection.class);
    for (LedgerSection section : LedgerSection.values()) {
      String wanted = request.getParameter(section.wire());
      if (wanted != null) {
        pages.put(section, number(wanted));
      }
    }
    String query = request.getParameter("q");
    return new LedgerPage(query == null ? "" : query, pages, LedgerPage.PAGE_SIZE, clock.instant());
  }

  private static int number(String text) {
    try {
      return Math.max(1, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  /** Returns the ledger for REST, read once for each request. */
  private LedgerPage rest() {
    StaplerRequest2 request = Stapler.getCurrentRequest2();
    if (request != null && request.getAttribute(REST_PAGE) instanceof LedgerPage already) {
      return already;
    }
    LedgerPage page = new LedgerPage("", Map.of(), IN_REST, clock.instant());
    if (request != null) {
      request.setAttribute(REST_PAGE, page);
    }
    return page;
  }

  /** Returns what can't be delivered: rejected, expired, or the hook URL is wrong. */
  @Exported(inline = true)
  public List<EntryView> getUndelivered() {
    return rest().getUndelivered().getEntries();
  }

  @Exported
  public int getUndeliveredCount() {
    return rest().getUndelivered().getCount();
  }

  /** Returns what is tried again by itself. */
  @Exported(inline = true)
  public List<EntryView> getPending() {
    return rest().getPending().getEntries();
  }

  @Exported
  public int getPendingCount() {
    return rest().getPending().getCount();
  }

  /** Returns incidents that are not over. */
  @Exported(inline = true)
  public List<EntryView> getOpen() {
    return rest().getOpen().getEntries();
  }

  @Exported
  public int getOpenCount() {
    return rest().getOpen().getCount();
  }

  /** Returns open incidents whose job was deleted. */
  @Exported(inline = true)
  public List<EntryView> getOrphaned() {
    return rest().getOrphaned().getEntries();
  }

  @Exported
  public int getOrphanedCount() {
    return rest().getOrphaned().getCount();
  }

  /** Returns maintenance windows that are not over. */
  @Exported(inline = true)
  public List<EntryView> getRunning() {
    return rest().getRunning().getEntries();
  }

  @Exported
  public int getRunningCount() {
    return rest().getRunning().getCount();
  }

  /** Returns how many entries the ledger holds, those that are over included. */
  @Exported
  public int getTotal() {
    return rest().getTotal();
  }

  /** Returns the names of files that were damaged and set aside. */
  @Exported
  public List<String> getDamaged() {
    return DamagedFiles.names();
  }

  /** Returns why the ledger can't be read; null if it can. */
  @Exported
  public @Nullable String getProblem() {
    return rest().getProblem();
  }

  /** Returns the damaged files, for the page. */
  public List<DamagedFiles.DamagedFile> getDamagedFiles() {
    return DamagedFiles.list();
  }

  /** Returns what came of the action that led to this page; null if none did. */
  public @Nullable ActionResult getResult() {
    return ActionResult.of(Stapler.getCurrentRequest2());
  }

  /** Returns one entry, for its page; null if there is none. */
  public @Nullable EntryView getRequested() {
    EntryRef ref = ref(Stapler.getCurrentRequest2());
    return ref == null ? null : ActionResult.view(ref);
  }

  /** Tries again now what is pending, rejected or expired. */
  @POST
  public HttpResponse doRetry(StaplerRequest2 request)
      throws LedgerException, InterruptedException {
    return act("retry", request, LedgerActions::retry);
  }

  /** Tries again now everything that is rejected, expired or blocked. */
  @POST
  public HttpResponse doRetryAll() throws InterruptedException {
    Jenkins.get().checkPermission(Jenkins.MANAGE);
    LedgerActions.Retried retried = LedgerActions.retryAll();
    return shown("retryAll&count=" + retried.count() + "&left=" + retried.left());
  }

  /** Decides that what is not delivered need not be. */
  @POST
  public HttpResponse doDiscard(StaplerRequest2 request)
      throws LedgerException, InterruptedException {
    return act("discard", request, LedgerActions::discard);
  }

  /** Announces that an open incident is over, as nobody else will. */
  @POST
  public HttpResponse doResolve(StaplerRequest2 request)
      throws LedgerException, InterruptedException {
    return act("resolve", request, LedgerActions::resolve);
  }

  /** Decides that an incident is over, without an update to the status page. */
  @POST
  public HttpResponse doClose(StaplerRequest2 request)
      throws LedgerException, InterruptedException {
    return act("close", request, LedgerActions::close);
  }

  /** What an administrator does to one entry. */
  @FunctionalInterface
  private interface Act {
    void on(EntryRef ref) throws LedgerException, InterruptedException;
  }

  /** Acts on the entry that a request names, and leads back to the page, which says what came. */
  private static HttpResponse act(String name, StaplerRequest2 request, Act act)
      throws LedgerException, InterruptedException {
    Jenkins.get().checkPermission(Jenkins.MANAGE);
    EntryRef ref = ref(request);
    if (ref == null) {
      throw new Failure(
          "kind, service and id must name an incident or maintenance window of the ledger");
    }
    act.on(ref);
    return shown(name + "&" + ref.query());
  }

  /** Returns a damaged file as it is. By POST, like all that an administrator does here. */
  @POST
  public HttpResponse doDownloadDamaged(@QueryParameter String name) throws IOException {
    Jenkins.get().checkPermission(Jenkins.MANAGE);
    return DamagedFiles.download(name);
  }

  /** Deletes a damaged file. */
  @POST
  public HttpResponse doDeleteDamaged(@QueryParameter String name) throws IOException {
    Jenkins.get().checkPermission(Jenkins.MANAGE);
    DamagedFiles.delete(name);
    LedgerHealth.get().recount();
    return shown("deleteDamaged&name=" + hudson.Util.rawEncode(name));
  }

  private static @Nullable EntryRef ref(StaplerRequest2 request) {
    return EntryRef.parse(
        request.getParameter("kind"),
        request.getParameter("scope"),
        request.getParameter("service"),
        request.getParameter("id"));
  }

  private static HttpResponse shown(String after) {
    return HttpResponses.redirectTo("./?after=" + after);
  }
}
