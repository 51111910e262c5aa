package io.jenkins.plugins.statushub.pages;

import hudson.Extension;
import hudson.Util;
import hudson.model.Api;
import hudson.model.Failure;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import io.jenkins.plugins.statushub.client.BackgroundDelivery;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.sending.Outcome;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Logger;
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
 * The administrator's page about the ledger: what is open, what waits, what could not be delivered.
 * Whoever may read or manage the system sees it; whoever may manage it acts on it.
 */
@Extension
@ExportedBean
public final class LedgerLink extends ManagementLink implements StaplerProxy {
  private static final Logger LOGGER = Logger.getLogger(LedgerLink.class.getName());
  private static final String SEEN = LedgerLink.class.getName() + ".seen";

  /** How long a page waits for what it set off; what takes longer goes on without it. */
  private static final long WAIT_SECONDS = 5;

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

  /** REST. */
  public Api getApi() {
    return new Api(this);
  }

  /** Whether the current user may retry, discard and resolve. */
  public boolean isManager() {
    return Jenkins.get().hasPermission(Jenkins.MANAGE);
  }

  /** Read once for each page. */
  private static LedgerOverview seen() {
    StaplerRequest2 request = Stapler.getCurrentRequest2();
    if (request != null && request.getAttribute(SEEN) instanceof LedgerOverview already) {
      return already;
    }
    LedgerOverview overview = LedgerHealth.overview();
    if (request != null) {
      request.setAttribute(SEEN, overview);
    }
    return overview;
  }

  /** What could not be delivered: refused, given up on, or the hook URL is wrong. */
  @Exported(inline = true)
  public List<EntryView> getUndelivered() {
    return views(seen().attention());
  }

  @Exported
  public int getUndeliveredCount() {
    return seen().attentionCount();
  }

  /** What is tried again by itself. */
  @Exported(inline = true)
  public List<EntryView> getPending() {
    return views(seen().pending());
  }

  @Exported
  public int getParkedCount() {
    return seen().parkedCount();
  }

  /** Incidents that are not over. */
  @Exported(inline = true)
  public List<EntryView> getOpen() {
    return views(seen().open());
  }

  @Exported
  public int getOpenCount() {
    return seen().openCount();
  }

  /** Open incidents whose job is gone. */
  @Exported(inline = true)
  public List<EntryView> getOrphaned() {
    return views(seen().orphaned());
  }

  @Exported
  public int getOrphanedCount() {
    return seen().orphanedCount();
  }

  /** How many incidents and maintenances the ledger holds, those that are over among them. */
  @Exported
  public int getTotal() {
    return seen().total();
  }

  /** Files that were damaged and set aside. */
  @Exported
  public List<String> getDamaged() {
    return seen().damaged();
  }

  /** Why the ledger can't be read; null if it can. */
  @Exported
  public @Nullable String getProblem() {
    return seen().problem();
  }

  private static List<EntryView> views(List<LedgerEntry> entries) {
    return entries.stream().map(EntryView::new).toList();
  }

  /** One entry, for its page; null if there is none. */
  public @Nullable EntryView getRequested() throws LedgerException {
    StaplerRequest2 request = Stapler.getCurrentRequest2();
    String kind = request.getParameter("kind");
    String service = request.getParameter("service");
    String id = request.getParameter("id");
    if (kind == null || service == null || id == null) {
      return null;
    }
    LedgerEntry entry = StatusHubClientProvider.get().hub().ledger().find(kindOf(kind), service, id);
    return entry == null ? null : new EntryView(entry);
  }

  /** Tries again now what is pending, refused or given up on. */
  @POST
  public HttpResponse doRetry(
      @QueryParameter String kind, @QueryParameter String service, @QueryParameter String id)
      throws LedgerException, InterruptedException {
    Jenkins.get().checkPermission(Jenkins.MANAGE);
    int count = StatusHubClientProvider.get().hub().ledger().retry(kindOf(kind), service, id);
    LOGGER.info(() -> who() + " has " + count + " updates retried, of " + about(service, id));
    await(BackgroundDelivery.get().deliver(true));
    return seenAgain();
  }

  /** Decides that what is not delivered need not be. */
  @POST
  public HttpResponse doDiscard(
      @QueryParameter String kind, @QueryParameter String service, @QueryParameter String id)
      throws LedgerException {
    Jenkins.get().checkPermission(Jenkins.MANAGE);
    int count = StatusHubClientProvider.get().hub().ledger().discard(kindOf(kind), service, id);
    LOGGER.info(() -> who() + " discarded " + count + " updates of " + about(service, id));
    return seenAgain();
  }

  /** Says that an open incident is over, as nobody else will. */
  @POST
  public HttpResponse doResolve(@QueryParameter String service, @QueryParameter String id)
      throws LedgerException, InterruptedException {
    Jenkins.get().checkPermission(Jenkins.MANAGE);
    LedgerEntry entry = StatusHubClientProvider.get().hub().ledger().find(LedgerEntry.Kind.INCIDENT, service, id);
    if (entry == null || !entry.isOpenIncident()) {
      throw new Failure(Messages.LedgerLink_notOpen(id));
    }
    try {
      Announcement resolved =
          Announcement.incident()
              .service(service)
              .id(id)
              .hookUrlRef(entry.hookUrlRef())
              .origin("administrator")
              .state("resolved")
              .title(entry.last().title())
              .description("Resolved.")
              .build(Clock.systemUTC())
              .get(0);
      Outcome outcome = await(StatusHubClientProvider.get().hub().announce(resolved));
      LOGGER.info(() -> who() + " resolved " + about(service, id));
      if (outcome != null) {
        BackgroundDelivery.get().after(outcome);
      }
    } catch (ParameterException e) {
      throw new Failure(String.valueOf(e.getMessage()));
    }
    return seenAgain();
  }

  private static <T> @Nullable T await(CompletionStage<T> stage) throws InterruptedException {
    try {
      return stage.toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // The page shows how far it has come.
      return null;
    }
  }

  private static HttpResponse seenAgain() {
    LedgerHealth.get().look();
    return HttpResponses.redirectTo(".");
  }

  private static String who() {
    return Jenkins.getAuthentication2().getName();
  }

  private static String about(String service, String id) {
    return "'" + id + "' of service '" + service + "'";
  }

  private static LedgerEntry.Kind kindOf(@Nullable String wire) {
    return LedgerEntry.Kind.MAINTENANCE.wire().equals(Util.fixNull(wire))
        ? LedgerEntry.Kind.MAINTENANCE
        : LedgerEntry.Kind.INCIDENT;
  }
}
