package io.jenkins.statushub.sending;

import io.jenkins.statushub.announcement.Announcement;
import io.jenkins.statushub.concurrent.Deadline;
import io.jenkins.statushub.ledger.Ledger;
import io.jenkins.statushub.ledger.RecordResult;
import io.jenkins.statushub.ledger.model.LedgerEntry;
import io.jenkins.statushub.ledger.model.LedgerException;
import io.jenkins.statushub.ledger.model.UpdateRecord;
import io.jenkins.statushub.ledger.store.LedgerCleanup;
import io.jenkins.statushub.ledger.store.LedgerFileNames;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The way of an announcement: into the ledger, then to the hub, then its outcome. */
public final class Announcer {
  private final Ledger ledger;
  private final DeliveryContext context;
  private final LedgerCleanup cleanup;

  /**
   * @param ledger keeps what is announced
   * @param context delivers it
   */
  public Announcer(Ledger ledger, DeliveryContext context) {
    this.ledger = ledger;
    this.context = context;
    this.cleanup = new LedgerCleanup(ledger, context.clock(), context.notices());
  }

  /**
   * Says something. The stage completes normally: with {@code rejected} even where the ledger could
   * not keep it.
   *
   * @param announcement what to say
   * @param timeout how long to try; zero to keep it for later
   */
  public CompletionStage<Outcome> announce(Announcement announcement, Duration timeout) {
    if (timeout.isZero()) {
      return park(announcement, "sending is switched off");
    }
    Deadline deadline = Deadline.in(timeout, context.nanoTime());
    try {
      return elsewhere(() -> accept(announcement, timeout, taken -> deliver(taken, deadline)));
    } catch (RejectedExecutionException e) {
      // Kept at least, if on the thread of the one who asks.
      return accept(
          announcement, timeout, taken -> pending(taken, "this process is shutting down"));
    }
  }

  /**
   * Takes something without trying to send it.
   *
   * @param why for people
   */
  public CompletionStage<Outcome> park(Announcement announcement, String why) {
    Function<RecordResult.Recorded, CompletionStage<Outcome>> then = taken -> pending(taken, why);
    try {
      return elsewhere(() -> accept(announcement, Ledger.LOCK_WAIT, then));
    } catch (RejectedExecutionException e) {
      return accept(announcement, Ledger.LOCK_WAIT, then);
    }
  }

  private <T> CompletionStage<T> elsewhere(Supplier<CompletionStage<T>> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    context
        .executor()
        .execute(
            () -> {
              try {
                var unused =
                    task.get()
                        .whenComplete(
                            (value, failure) -> {
                              if (failure == null) {
                                result.complete(value);
                              } else {
                                result.completeExceptionally(failure);
                              }
                            });
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }

  private CompletionStage<Outcome> accept(
      Announcement announcement,
      Duration wait,
      Function<RecordResult.Recorded, CompletionStage<Outcome>> then) {
    try {
      RecordResult acceptance = ledger.accept(announcement, wait);
      if (acceptance instanceof RecordResult.Recorded recorded) {
        return then.apply(recorded);
      }
      RecordResult.Skipped skipped = (RecordResult.Skipped) acceptance;
      return completed(
          new Outcome(
              Outcome.Kind.SKIPPED,
              announcement.service().name(),
              skipped.id(),
              skipped.why(),
              null));
    } catch (LedgerException | RuntimeException e) {
      return completed(
          OutcomeMessages.rejected(
              announcement.service().name(),
              announcement.id(),
              "it could not be kept, so it was not sent either: " + OutcomeMessages.failure(e)));
    }
  }

  private static CompletionStage<Outcome> pending(RecordResult.Recorded taken, String why) {
    return completed(OutcomeMessages.pending(taken.entry(), taken.sequence(), why));
  }

  private CompletionStage<Outcome> deliver(RecordResult.Recorded taken, Deadline deadline) {
    LedgerEntry entry = taken.entry();
    int sequence = taken.sequence();
    String name = LedgerFileNames.ofEntry(entry.kind(), entry.service(), entry.id());
    return EntryDelivery.through(ledger, context, name, sequence, deadline)
        .start()
        .handle(
            (run, failure) ->
                failure == null
                    ? outcome(run, entry, sequence)
                    : OutcomeMessages.pending(
                        entry, sequence, "delivery failed: " + OutcomeMessages.failure(failure)));
  }

  private static CompletionStage<Outcome> completed(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  private static Outcome outcome(EntryDelivery.Result run, LedgerEntry accepted, int sequence) {
    LedgerEntry entry = run.entry() == null ? accepted : run.entry();
    return switch (run.end()) {
      case BUSY -> {
        UpdateRecord update = entry.update(sequence);
        yield update == null || update.delivery().isSettled()
            ? OutcomeMessages.of(entry, sequence)
            : OutcomeMessages.pending(entry, sequence, "earlier updates are still being sent");
      }
      case OUT_OF_TIME -> OutcomeMessages.pending(entry, sequence, "the time for sending was over");
      case GONE ->
          OutcomeMessages.pending(entry, sequence, "its ledger file is not there any more");
      case SETTLED, UNAVAILABLE, HOOK_URL_INVALID -> OutcomeMessages.of(entry, sequence);
    };
  }

  /**
   * Delivers what is pending. The stage completes exceptionally with a {@link LedgerException}
   * where the ledger can't be read.
   *
   * @param onlyDue whether to leave alone what is planned for later
   * @param bound how long to begin anything more
   * @param progress told after each entry; must not throw
   */
  public CompletionStage<FlushReport> flush(
      boolean onlyDue, Duration bound, Consumer<FlushReport> progress) {
    Deadline deadline = Deadline.in(bound, context.nanoTime());
    CompletionStage<FlushReport> flushed;
    try {
      flushed = elsewhere(() -> new Flush(ledger, context, onlyDue, deadline, progress).start());
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new LedgerException("nothing is delivered: this process is shutting down", e));
    }
    return flushed.thenApply(
        report -> {
          if (!report.busy() && !ledger.isClosed()) {
            cleanup.cleanUpIfDue();
          }
          return report;
        });
  }
}
