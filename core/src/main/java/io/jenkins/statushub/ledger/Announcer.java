package io.jenkins.statushub.ledger;

import io.jenkins.statushub.announcement.Announcement;
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
  private final Housekeeping housekeeping;

  /**
   * @param ledger keeps what is announced
   * @param context delivers it
   */
  public Announcer(Ledger ledger, DeliveryContext context) {
    this.ledger = ledger;
    this.context = context;
    this.housekeeping = new Housekeeping(ledger, context.clock(), context.notices());
  }

  /**
   * Says something. The stage completes normally: with {@code rejected} even where the ledger could
   * not keep it.
   *
   * @param announcement what to say
   * @param budget how long to try; zero to keep it for later
   */
  public CompletionStage<Outcome> announce(Announcement announcement, Duration budget) {
    if (budget.isZero()) {
      return park(announcement, "sending is switched off");
    }
    Deadline deadline = Deadline.in(budget, context.nanoTime());
    try {
      return elsewhere(() -> accept(announcement, budget, taken -> deliver(taken, deadline)));
    } catch (RejectedExecutionException e) {
      // Kept at least, if on the thread of the one who asks.
      return accept(announcement, budget, taken -> parked(taken, "this process is shutting down"));
    }
  }

  /**
   * Takes something without trying to send it.
   *
   * @param why for people
   */
  public CompletionStage<Outcome> park(Announcement announcement, String why) {
    Function<Acceptance.Recorded, CompletionStage<Outcome>> then = taken -> parked(taken, why);
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
      Function<Acceptance.Recorded, CompletionStage<Outcome>> then) {
    try {
      Acceptance acceptance = ledger.accept(announcement, wait);
      if (acceptance instanceof Acceptance.Recorded recorded) {
        return then.apply(recorded);
      }
      Acceptance.Skipped skipped = (Acceptance.Skipped) acceptance;
      return completed(
          new Outcome(
              Outcome.Kind.SKIPPED, announcement.service(), skipped.id(), skipped.why(), null));
    } catch (LedgerException | RuntimeException e) {
      return completed(
          OutcomeWords.rejected(
              announcement.service(),
              announcement.id(),
              "it could not be kept, so it was not sent either: " + OutcomeWords.failure(e)));
    }
  }

  private static CompletionStage<Outcome> parked(Acceptance.Recorded taken, String why) {
    return completed(OutcomeWords.parked(taken.entry(), taken.sequence(), why));
  }

  private CompletionStage<Outcome> deliver(Acceptance.Recorded taken, Deadline deadline) {
    Entry entry = taken.entry();
    int sequence = taken.sequence();
    String name = Names.ofEntry(entry.kind(), entry.service(), entry.id());
    return DeliveryRun.through(ledger, context, name, sequence, deadline)
        .start()
        .handle(
            (run, failure) ->
                failure == null
                    ? outcome(run, entry, sequence)
                    : OutcomeWords.parked(
                        entry, sequence, "delivery failed: " + OutcomeWords.failure(failure)));
  }

  private static CompletionStage<Outcome> completed(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  private static Outcome outcome(DeliveryRun.Result run, Entry accepted, int sequence) {
    Entry entry = run.entry() == null ? accepted : run.entry();
    return switch (run.end()) {
      case BUSY -> {
        Update update = entry.update(sequence);
        yield update == null || update.standing().isSettled()
            ? OutcomeWords.of(entry, sequence)
            : OutcomeWords.parked(entry, sequence, "earlier updates are still being sent");
      }
      case OUT_OF_TIME -> OutcomeWords.parked(entry, sequence, "the time for sending was over");
      case GONE -> OutcomeWords.parked(entry, sequence, "its ledger file is not there any more");
      case SETTLED, UNAVAILABLE, WRONG_ADDRESS -> OutcomeWords.of(entry, sequence);
    };
  }

  /**
   * Delivers what is parked. The stage completes exceptionally with a {@link LedgerException} where
   * the ledger can't be read.
   *
   * @param onlyDue whether to leave alone what is planned for later
   * @param bound how long to begin anything more
   * @param progress told after each entry; must not throw
   */
  public CompletionStage<DrainReport> drain(
      boolean onlyDue, Duration bound, Consumer<DrainReport> progress) {
    Deadline deadline = Deadline.in(bound, context.nanoTime());
    CompletionStage<DrainReport> drained;
    try {
      drained = elsewhere(() -> new Drain(ledger, context, onlyDue, deadline, progress).start());
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new LedgerException("nothing is delivered: this process is shutting down", e));
    }
    return drained.thenApply(
        report -> {
          if (!report.busy() && !ledger.isClosed()) {
            housekeeping.tidyIfDue();
          }
          return report;
        });
  }
}
