package io.jenkins.plugins.statushub.pages;

import hudson.model.Failure;
import io.jenkins.plugins.statushub.client.BackgroundDelivery;
import io.jenkins.plugins.statushub.client.StatusHubClientProvider;
import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.ledger.LedgerAdmin;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.sending.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/** What administrators do on the ledger's page. Who did it is kept in the ledger. */
final class LedgerActions {
  private static final Logger LOGGER = Logger.getLogger(LedgerActions.class.getName());

  /** How long a page waits for a delivery; one that takes longer goes on without it. */
  private static final long WAIT_SECONDS = 5;

  private LedgerActions() {}

  /**
   * What came of retrying everything.
   *
   * @param count how many entries were retried
   * @param left how many of them still can't be delivered
   */
  record Retried(int count, long left) {}

  /** Tries again now what is not delivered. */
  static void retry(EntryRef ref) throws LedgerException, InterruptedException {
    int count = admin().retry(ref.kind(), ref.service(), ref.id(), user());
    LOGGER.info(() -> user() + " retries " + count + " updates of " + about(ref));
    await(BackgroundDelivery.get().deliver(true));
    look(ref);
  }

  /** Tries again now everything that needs attention. */
  static Retried retryAll() throws InterruptedException {
    List<EntryRef> all = new ArrayList<>();
    for (IndexedEntry each : LedgerIndex.get().entries().current(Instant.now())) {
      if (each.needsAttention()) {
        all.add(each.ref());
      }
    }
    int count = 0;
    for (EntryRef ref : all) {
      try {
        admin().retry(ref.kind(), ref.service(), ref.id(), user());
        count++;
      } catch (LedgerException e) {
        LOGGER.log(Level.WARNING, e, () -> about(ref) + " can't be retried");
      }
    }
    LOGGER.info(() -> user() + " retries all that is not delivered, of " + all.size() + " entries");
    await(BackgroundDelivery.get().deliver(true));
    all.forEach(LedgerIndex.get()::touch);
    LedgerHealth.get().recount();
    long left =
        all.stream()
            .map(LedgerIndex.get().entries()::find)
            .filter(entry -> entry != null && (entry.needsAttention() || entry.pending()))
            .count();
    return new Retried(count, left);
  }

  /** Decides that what is not delivered need not be. */
  static void discard(EntryRef ref) throws LedgerException {
    int count = admin().discard(ref.kind(), ref.service(), ref.id(), user());
    LOGGER.info(() -> user() + " discarded " + count + " updates of " + about(ref));
    look(ref);
  }

  /** Decides that an incident is over, without an update to the status page. */
  static void close(EntryRef ref) throws LedgerException {
    admin().close(ref.kind(), ref.service(), ref.id(), user());
    LOGGER.info(() -> user() + " closed " + about(ref) + " without telling");
    look(ref);
  }

  /** Announces that an open incident is over. */
  static void resolve(EntryRef ref) throws LedgerException, InterruptedException {
    LedgerEntry entry =
        StatusHubClientProvider.get()
            .client()
            .ledger()
            .find(LedgerEntry.Kind.INCIDENT, ref.service(), ref.id());
    if (entry == null || !new EntryView(entry).isResolvable()) {
      throw new Failure(Messages.LedgerLink_notOpen(ref.id()));
    }
    try {
      Announcement resolved =
          Announcement.incident()
              .service(ref.service())
              .id(ref.id())
              .hookUrlRef(entry.hookUrlRef())
              .origin(AdministratorOrigin.of(user()))
              .state("resolved")
              .title(new EntryView(entry).getTitle())
              .description(Messages.LedgerActions_resolved())
              .build(Clock.systemUTC())
              .get(0);
      Outcome outcome = await(StatusHubClientProvider.get().client().announce(resolved));
      LOGGER.info(() -> user() + " resolved " + about(ref));
      if (outcome != null) {
        BackgroundDelivery.get().after(outcome);
      }
    } catch (ParameterException e) {
      throw new Failure(String.valueOf(e.getMessage()));
    }
    look(ref);
  }

  private static <T> @Nullable T await(CompletionStage<T> stage) throws InterruptedException {
    try {
      return stage.toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // The page shows how far it has come.
      return null;
    }
  }

  private static void look(EntryRef ref) {
    LedgerIndex.get().touch(ref);
    LedgerHealth.get().recount();
  }

  private static LedgerAdmin admin() {
    return StatusHubClientProvider.get().client().ledgerAdmin();
  }

  private static String user() {
    return Jenkins.getAuthentication2().getName();
  }

  private static String about(EntryRef ref) {
    return "'" + ref.id() + "' of service '" + ref.service() + "'";
  }
}
